import type { Command } from './services';
import { viewFor } from './targets';

/** Stops the work of the active view. */
export const cancel: Command = (services, ...args) => {
  viewFor(services, args)?.session.cancel();
};
