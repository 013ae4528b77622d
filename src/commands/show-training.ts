import type { Command } from './services';

/** Brings the page of the window's training to the front. */
export const showTraining: Command = ({ trainings }) => {
  trainings.show();
};
