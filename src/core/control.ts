import { CancelledError } from './errors';

/** What the core needs of a cancellation token; VS Code's and vscode-jsonrpc's tokens have both members. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
  /**
   * Lets a request that waits for a tile that another request computes leave at once. Without it, it leaves at the end
   * of the current run of the network.
   */
  onCancellationRequested?(listener: () => void): { dispose(): void };
}

/** What a running computation may ask of its caller between two passes of the network. */
export interface RunControl {
  readonly token: CancellationToken;
  /**
   * Larger runs first. What the user looks at right now (`interactive`) goes before what merely has to be finished.
   */
  readonly priority: 'interactive' | 'background';
  /** When the request began, in any unit: among those in the background the one that began first is finished first. */
  readonly since?: number;
  /**
   * Called by the branch network after every run with the pixels that it covered (batch x height x width). Summed over
   * an image they come to `DenoisePipeline.work`, unless tiles were in the cache already.
   */
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
