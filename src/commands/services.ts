import type * as vscode from 'vscode';
import type { EngineClient } from '../client/engine-client';
import type { Comparisons } from '../view/comparison/comparisons';
import type { FolderComparisons } from '../view/folders/folder-comparisons';
import type { Batches } from '../view/batch/batches';
import type { Trainings } from '../view/training/trainings';
import type { Views } from '../view/views';

/** What the commands work with. */
export interface Services {
  readonly engine: EngineClient;
  readonly views: Views;
  readonly comparisons: Comparisons;
  readonly folderComparisons: FolderComparisons;
  readonly trainings: Trainings;
  readonly batches: Batches;
  readonly log: vscode.LogOutputChannel;
  readonly version: string;
  /** Path of the engine's program. */
  readonly script: string;
  /** Keeps the token for servers; none if it is empty. */
  readonly storeToken: (token: string) => Promise<void>;
}

/** A command: what it is given depends on where it was called from, so every argument is to be checked. */
export type Command = (services: Services, ...args: unknown[]) => unknown;
