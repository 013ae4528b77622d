import type { Command } from './services';
import { viewFor } from './targets';

/** Ends the engine process; the next request starts a new one. The views ask again by themselves. */
export const restartEngine: Command = (services, ...args) => {
  services.engine.restart();
  viewFor(services, args)?.session.retry();
};
