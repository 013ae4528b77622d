/**
 * What crosses the border between the extension host and the page that lists the images of two folders. The host owns the
 * pairs, the page their order; it names a pair by its number only.
 */
import type { MeasuredPair, PairOrder } from '../core/pair-order';

/** A pair as it is listed, under its number. */
export interface ListedPair extends MeasuredPair {
  readonly state: 'waiting' | 'compared' | 'missing' | 'failed';
  /** The folder that has it, where the other one lacks it. */
  readonly only?: 'a' | 'b' | undefined;
  /** The largest value that the samples can have. */
  readonly peak?: number | undefined;
  /** Why it could not be measured. */
  readonly message?: string | undefined;
}

export interface FoldersState {
  /** Names this comparison to the host when the window is loaded anew. */
  readonly id: string;
  /** Paths of the folders; the images of the first are measured against those of the second. */
  readonly a: string;
  readonly b: string;
  readonly phase: 'reading' | 'comparing' | 'stopped' | 'ended';
  /** Why there is no list. */
  readonly problem: string | undefined;
}

export type FoldersHostMessage =
  | { readonly type: 'folders'; readonly state: FoldersState }
  /** Those that have changed, or all of them: then `all` is how many there are. */
  | {
      readonly type: 'pairs';
      readonly pairs: readonly (readonly [number: number, pair: ListedPair])[];
      readonly all?: number | undefined;
    };

export const foldersCommands = ['stop', 'resume', 'refresh'] as const;
export type FoldersCommand = (typeof foldersCommands)[number];

export type FoldersMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'command'; readonly command: FoldersCommand }
  | { readonly type: 'openPair'; readonly pair: number }
  | { readonly type: 'exportPairs'; readonly order: PairOrder; readonly reversed: boolean };

/** A cheap guard for the page, whose only correspondent is the extension itself. */
export function isFoldersMessage(value: unknown): value is FoldersHostMessage {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  return type === 'folders' || type === 'pairs';
}
