import type * as vscode from 'vscode';
import * as z from 'zod';
import { TrainFacts, TrainSummary } from '../../client/training';
import { trainingKey } from '../remains';

const Points = z.array(z.tuple([z.number(), z.number()])).readonly();

/** What is asked of the engine; it stays the same when the training goes on after a pause. */
export const TrainingPlan = z.object({
  title: z.string(),
  images: z.array(z.string()).min(1).readonly(),
  /** Name of the starting model; `auto` = chosen by the noise, null = from scratch. */
  from: z.string().nullable(),
  minutes: z.number(),
  seed: z.int(),
  /** Where model, card and checkpoint lie until they are kept or discarded. */
  output: z.string(),
});
export type TrainingPlan = z.infer<typeof TrainingPlan>;

/** All that is needed to show a training again, and to go on with it, after the window was loaded anew. */
export const TrainingMemory = z.object({
  plan: TrainingPlan,
  /** `training`: it was under way when the window went. */
  phase: z.enum(['training', 'paused', 'ended']),
  facts: TrainFacts.exactOptional(),
  fraction: z.number(),
  losses: Points,
  validation: Points,
  summary: TrainSummary.exactOptional(),
});
export type TrainingMemory = z.infer<typeof TrainingMemory>;

/** The training of a workspace: each window can have one, and no other window takes it up. */
export class TrainingStore {
  constructor(private readonly state: vscode.Memento) {}

  recall(): TrainingMemory | undefined {
    const stored = TrainingMemory.safeParse(this.state.get<unknown>(trainingKey));
    return stored.success ? stored.data : undefined;
  }

  async remember(memory: TrainingMemory | undefined): Promise<void> {
    await this.state.update(trainingKey, memory);
  }
}
