import type { EngineLease } from '../../client/engine-client';
import type { Device } from '../../client/device';
import { stopPatienceMs, type TrainParams, type TrainProgress } from '../../client/training';
import { isCancelled, problemOf } from '../problem';
import { upTo, withPoint } from './curve';
import type { TrainingMemory, TrainingPlan } from './training-store';
import type { Phase, TrainingHostMessage, TrainingState } from '../../messages/training';

const rememberMs = 10_000;

export interface TrainingSessionOptions {
  readonly plan: TrainingPlan;
  /** A training of an earlier window, to be shown and gone on with. */
  readonly memory?: TrainingMemory | undefined;
  /** A hold on the engine for one run; its process ends with it. */
  acquire(): Pick<EngineLease, 'request' | 'dispose'>;
  /** Where to train, at this moment. */
  device(): Device;
  /** Everything that a new window needs to show this training again. */
  remember(memory: TrainingMemory): void;
  changed(state: TrainingState): void;
}

/**
 * One training: starts it, pauses it, goes on with it, and tells the page. Pausing is stopping with a checkpoint, so
 * that a pause, a reloaded window and a crashed engine are all gone on from in the same way. Knows nothing of VS Code.
 */
export class TrainingSession {
  #state: TrainingState;
  #post: ((message: TrainingHostMessage) => void) | undefined;
  #sample: Extract<TrainingHostMessage, { type: 'sample' }> | undefined;
  #run: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  #suspended = false;
  #rememberedAt = -Infinity;

  constructor(private readonly options: TrainingSessionOptions) {
    const { plan, memory } = options;
    this.#state = {
      title: plan.title,
      from: memory?.facts ? memory.facts.from : plan.from,
      minutes: plan.minutes,
      // What was under way when the window went is at rest now.
      phase: memory === undefined || memory.phase === 'training' ? 'paused' : memory.phase,
      facts: memory?.facts,
      fraction: memory?.fraction ?? 0,
      secondsLeft: undefined,
      speed: undefined,
      step: memory?.losses.at(-1)?.[0] ?? 0,
      losses: memory?.losses ?? [],
      validation: memory?.validation ?? [],
      summary: memory?.summary,
      problem: undefined,
      keptAs: undefined,
    };
  }

  get state(): TrainingState {
    return this.#state;
  }

  get plan(): TrainingPlan {
    return this.options.plan;
  }

  /** Whether the engine is at work for it. */
  get busy(): boolean {
    return this.#run !== undefined;
  }

  /** Begins, or goes on from the checkpoint. Returns when training has come to rest; throws never. */
  async resume(): Promise<void> {
    if (this.#run || this.#state.phase === 'kept' || this.#suspended) return;
    const stop = new AbortController();
    const ended = this.#train(stop.signal);
    this.#run = { stop, ended };
    await ended;
  }

  /** Stops for now. */
  pause(): void {
    this.#halt('pausing');
  }

  /** Stops for good: what was learned is to be kept or discarded. */
  stop(): void {
    if (this.#run) this.#halt('stopping');
    else if (this.#state.phase === 'paused' || this.#state.phase === 'failed')
      this.#update({ phase: 'ended', problem: undefined });
  }

  /** The window goes: saves a checkpoint, and remembers that it was under way. */
  async suspend(): Promise<void> {
    const running = this.#run;
    this.#suspended = true;
    if (!running) return;
    running.stop.abort();
    await running.ended;
  }

  kept(name: string): void {
    this.#update({ phase: 'kept', keptAs: name });
  }

  /** Shows a problem of something that was done with this training. */
  report(error: unknown): void {
    if (!isCancelled(error)) this.#update({ problem: problemOf(error) });
  }

  /** Shows the state to a page that has (re)started. */
  attach(post: (message: TrainingHostMessage) => void): void {
    this.#post = post;
    post({ type: 'training', state: this.#state });
    if (this.#sample) post(this.#sample);
  }

  /** The page is closed or hidden; training goes on. */
  detach(): void {
    this.#post = undefined;
  }

  #halt(phase: 'pausing' | 'stopping'): void {
    if (!this.#run) return;
    this.#update({ phase });
    this.#run.stop.abort();
  }

  async #train(signal: AbortSignal): Promise<void> {
    this.#update({ phase: 'starting', problem: undefined, summary: undefined });
    const lease = this.options.acquire();
    try {
      const onProgress = (progress: TrainProgress) => {
        this.#receive(progress);
      };
      const summary = await lease.request('train', this.#params, { signal, patienceMs: stopPatienceMs, onProgress });
      const atRest = summary.ended === 'stopped' && this.#state.phase !== 'stopping' ? 'paused' : 'ended';
      const fraction = summary.ended === 'finished' ? 1 : this.#state.fraction;
      this.#rest({ phase: atRest, summary, fraction });
    } catch (error) {
      if (isCancelled(error)) this.#rest({ phase: this.#state.phase === 'stopping' ? 'ended' : 'paused' });
      else this.#rest({ phase: 'failed', problem: problemOf(error) });
    } finally {
      lease.dispose();
    }
  }

  get #params(): TrainParams {
    const { images, output, from, minutes, seed } = this.options.plan;
    return {
      images: [...images],
      output,
      // Its folder is its own: what lies there is an earlier piece of the same training.
      overwrite: true,
      from: from ?? 'none',
      length: { minutes },
      device: this.options.device(),
      pdFactor: 'auto',
      seed,
      resume: 'auto',
    };
  }

  #receive(progress: TrainProgress): void {
    switch (progress.type) {
      case 'reading':
        return;
      case 'started': {
        const { step, validation, from, images, skipped, noise, pdFactor, inDistribution, groups } = progress;
        const facts = { from, images, skipped, noise, pdFactor, inDistribution, groups };
        const phase: Phase = this.#state.phase === 'starting' ? 'training' : this.#state.phase;
        this.#update({ phase, from, facts, step, validation, losses: upTo(this.#state.losses, step) });
        return;
      }
      case 'step': {
        const { step, loss, fraction, secondsLeft, megapixelsPerSecond, device } = progress;
        const losses = withPoint(this.#state.losses, [step, loss]);
        this.#update({ step, fraction, secondsLeft, speed: { megapixelsPerSecond, device }, losses });
        return;
      }
      case 'validation':
        this.#update({ validation: withPoint(this.#state.validation, progress.point) });
        return;
      case 'sample':
        this.#sample = { type: 'sample', sample: progress };
        this.#post?.(this.#sample);
        return;
    }
  }

  #rest(change: Partial<TrainingState>): void {
    this.#run = undefined;
    // A window that goes leaves the memory of a training under way, so that the next one goes on with it.
    if (this.#suspended) return;
    this.#update({ secondsLeft: undefined, speed: undefined, ...change });
  }

  #update(change: Partial<TrainingState>): void {
    const { phase } = this.#state;
    this.#state = { ...this.#state, ...change };
    this.#post?.({ type: 'training', state: this.#state });
    const now = Date.now();
    if (this.#state.phase !== phase || now - this.#rememberedAt >= rememberMs) {
      this.#rememberedAt = now;
      this.options.remember(this.#memory());
    }
    this.options.changed(this.#state);
  }

  #memory(): TrainingMemory {
    const { phase, facts, fraction, losses, validation, summary } = this.#state;
    const atRest = phase === 'ended' ? 'ended' : phase === 'paused' || phase === 'failed' ? 'paused' : 'training';
    return {
      plan: this.options.plan,
      phase: atRest,
      fraction,
      losses: losses.map(([step, value]): [number, number] => [step, value]),
      validation: validation.map(([step, value]): [number, number] => [step, value]),
      ...(facts ? { facts } : {}),
      ...(summary ? { summary } : {}),
    };
  }
}
