import type { ViewCommand } from '../../src/messages/view';

/** Asks for something that the host does. */
export class CommandEvent extends Event {
  constructor(readonly command: ViewCommand) {
    super('view-command', { bubbles: true, composed: true });
  }
}
