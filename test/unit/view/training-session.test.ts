import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestOptions } from '../../../src/client/contract';
import type { TrainParams, TrainProgress, TrainSummary } from '../../../src/client/training';
import { AmsnetError, CancelledError } from '../../../src/core/errors';
import type { TrainingMemory, TrainingPlan } from '../../../src/view/training/training-store';
import type { TrainingHostMessage, TrainingState } from '../../../src/messages/training';
import { TrainingSession } from '../../../src/view/training/training-session';

const plan: TrainingPlan = {
  title: 'scans',
  images: ['/p/scans'],
  from: 'first',
  minutes: 10,
  seed: 0,
  output: '/s/1/adapted.onnx',
};
const facts = {
  from: 'first',
  images: 3,
  skipped: [],
  noise: { sigma: 0.1, correlation: [0, 0, 0, 0] },
  pdFactor: 1,
  inDistribution: false,
  groups: [],
};
const started = (step: number): TrainProgress => ({ type: 'started', ...facts, step, validation: [[1, 0.5]] });
const stepTo = (step: number): TrainProgress => ({
  type: 'step',
  step,
  fraction: step / 100,
  secondsLeft: 100 - step,
  loss: 1 / step,
  megapixelsPerSecond: 0.3,
  device: 'cpu',
});
const summary = (ended: TrainSummary['ended'], step: number): TrainSummary => ({
  ...facts,
  device: 'cpu',
  output: plan.output,
  checkpoint: ended === 'stopped' ? '/s/1/adapted.checkpoint' : null,
  ended,
  step,
  seconds: step,
  errorBefore: 0.5,
  errorAfter: 0.4,
  helped: true,
  gain: 1.5,
  result: 'adapted',
  notes: [],
});

/** A run of the engine that the test plays. */
interface Run {
  readonly params: TrainParams;
  readonly options: RequestOptions<'train'>;
  readonly resolve: (value: TrainSummary) => void;
  readonly reject: (error: unknown) => void;
  disposed: boolean;
}

let runs: Run[];
let memories: TrainingMemory[];
let session: TrainingSession;

function newSession(memory?: TrainingMemory): TrainingSession {
  return new TrainingSession({
    plan,
    memory,
    device: () => 'cuda',
    acquire: () => {
      let run: Run | undefined;
      return {
        request: ((_: string, params: TrainParams, options: RequestOptions<'train'>) =>
          new Promise((resolve, reject) => {
            run = { params, options, resolve, reject, disposed: false };
            runs.push(run);
          })) as never,
        dispose: () => {
          if (run) run.disposed = true;
        },
      };
    },
    remember: memory => memories.push(memory),
    changed: () => undefined,
  });
}

/** The run that is under way, once the session has asked for it. */
async function running(count = 1): Promise<Run> {
  await vi.waitFor(() => {
    expect(runs).toHaveLength(count);
  });
  return runs[count - 1];
}

beforeEach(() => {
  runs = [];
  memories = [];
  session = newSession();
});

describe('a training session', () => {
  it('begins with what was chosen, and shows what the engine reports', async () => {
    const rest = session.resume();
    const run = await running();
    expect(run.params).toMatchObject({
      images: plan.images,
      from: 'first',
      length: { minutes: 10 },
      device: 'cuda',
      resume: 'auto',
    });
    expect(session.state.phase).toBe('starting');
    run.options.onProgress?.(started(0));
    run.options.onProgress?.(stepTo(20));
    run.options.onProgress?.({ type: 'validation', point: [20, 0.4] });
    expect(session.state).toMatchObject({
      phase: 'training',
      facts: { images: 3 },
      fraction: 0.2,
      losses: [[20, 0.05]],
      validation: [
        [1, 0.5],
        [20, 0.4],
      ],
    });
    run.resolve(summary('finished', 100));
    await rest;
    expect(session.state).toMatchObject({ phase: 'ended', fraction: 1, summary: { ended: 'finished' } });
    expect(run.disposed).toBe(true);
    expect(memories.at(-1)).toMatchObject({ phase: 'ended', summary: { step: 100 } });
  });

  it('pauses by stopping with a checkpoint, and goes on from it', async () => {
    const rest = session.resume();
    const run = await running();
    run.options.onProgress?.(started(0));
    run.options.onProgress?.(stepTo(30));
    session.pause();
    expect(session.state.phase).toBe('pausing');
    expect(run.options.signal?.aborted).toBe(true);
    run.options.onProgress?.(stepTo(31));
    run.resolve(summary('stopped', 31));
    await rest;
    expect(session.state).toMatchObject({ phase: 'paused', fraction: 0.31 });
    expect(run.disposed).toBe(true);

    void session.resume();
    const next = await running(2);
    expect(next.params).toEqual(run.params);
    next.options.onProgress?.(started(31));
    expect(session.state).toMatchObject({ phase: 'training', fraction: 0.31 });
  });

  it('stopped it is to be kept or discarded', async () => {
    const rest = session.resume();
    const run = await running();
    run.options.onProgress?.(started(0));
    session.stop();
    run.resolve(summary('stopped', 5));
    await rest;
    expect(session.state).toMatchObject({ phase: 'ended', summary: { ended: 'stopped' } });
    session.kept('mine');
    expect(session.state).toMatchObject({ phase: 'kept', keptAs: 'mine' });
    await session.resume();
    expect(runs).toHaveLength(1);
  });

  it('stopped while it was reading images it has learned nothing', async () => {
    const rest = session.resume();
    const run = await running();
    session.stop();
    run.reject(new CancelledError());
    await rest;
    expect(session.state).toMatchObject({ phase: 'ended', summary: undefined, problem: undefined });
  });

  it('shows what went wrong, and goes on from the last checkpoint without what came after it', async () => {
    const rest = session.resume();
    const run = await running();
    run.options.onProgress?.(started(0));
    for (const step of [10, 20, 30]) run.options.onProgress?.(stepTo(step));
    run.reject(new AmsnetError('engine/crashed', 'It is gone.'));
    await rest;
    expect(session.state).toMatchObject({ phase: 'failed', problem: { message: 'It is gone.' } });
    void session.resume();
    const next = await running(2);
    expect(session.state.problem).toBeUndefined();
    next.options.onProgress?.(started(20));
    expect(session.state.losses.map(([step]) => step)).toEqual([10, 20]);
  });

  it('is remembered as under way when the window goes, and the next window can go on with it', async () => {
    const rest = session.resume();
    const run = await running();
    run.options.onProgress?.(started(0));
    run.options.onProgress?.(stepTo(30));
    const suspended = session.suspend();
    expect(run.options.signal?.aborted).toBe(true);
    run.resolve(summary('stopped', 30));
    await Promise.all([rest, suspended]);
    const memory = memories.at(-1);
    expect(memory).toMatchObject({ plan, phase: 'training' });

    session = newSession(memory);
    expect(session.state).toMatchObject({ phase: 'paused', title: 'scans', facts: { images: 3 } });
    void session.resume();
    expect((await running(2)).params).toEqual(run.params);
  });

  it('shows a page that comes back the newest state and sample', async () => {
    void session.resume();
    const run = await running();
    run.options.onProgress?.(started(0));
    const pixels = new Uint8Array(4);
    run.options.onProgress?.({
      type: 'sample',
      step: 1,
      width: 1,
      height: 1,
      noisy: pixels,
      before: null,
      after: pixels,
    });
    const seen: TrainingHostMessage[] = [];
    session.attach(message => seen.push(message));
    expect(seen.map(({ type }) => type)).toEqual(['training', 'sample']);
    session.detach();
    run.options.onProgress?.(stepTo(1));
    expect(seen).toHaveLength(2);
  });

  it('keeps its curves short however long it takes', async () => {
    void session.resume();
    const run = await running();
    run.options.onProgress?.(started(0));
    for (let step = 1; step <= 3000; step++) run.options.onProgress?.(stepTo(step));
    const { losses }: TrainingState = session.state;
    expect(losses.length).toBeLessThanOrEqual(401);
    expect(losses.at(0)?.[0]).toBe(1);
    expect(losses.at(-1)?.[0]).toBe(3000);
  });
});
