import type { Command } from './services';

export const showLog: Command = ({ log }) => {
  log.show();
};
