import { CancelledError } from './errors';

/** The two members of a cancellation token that the core needs; VS Code's and vscode-jsonrpc's tokens both have them. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
}

/** What a running computation may ask of its caller between two passes of the network. */
export interface RunControl {
  readonly token: CancellationToken;
  /**
   * Larger runs first. What the user looks at right now (`interactive`) goes before what merely has to be finished.
   */
  readonly priority: 'interactive' | 'background';
  /** Called after every pass of the branch network with the number of pixels that it covered. */
  onPass?(pixels: number): void;
}

/** Never cancelled, in the background. */
export const uncontrolled: RunControl = {
  token: { isCancellationRequested: false },
  priority: 'background',
};

/** @throws {CancelledError} if cancellation was asked for. */
export function checkpoint(control: RunControl): void {
  if (control.token.isCancellationRequested) throw new CancelledError();
}
