import type { Engine, Job, Patch } from '../client/contract';
import type { Rect } from '../core/geometry';
import { CancelledError } from '../core/errors';

export type FileStage = 'noisy' | 'reference';

/**
 * Pixels of files, which need no network. While a view is dragged another place is wanted every few hundredths of a second, often
 * sooner than the engine, which may be at a run of the network, can give one: what is under way is finished, and the place that was asked
 * for last comes next. A question for every place, each given up for the next one, would bring nothing until the view stands still.
 */
export class FilePixels {
  #underWay: { readonly of: string; readonly cancel: AbortController; readonly done: Promise<unknown> } | undefined;
  #asked = 0;

  constructor(private readonly engine: Engine) {}

  /**
   * Asks at once if nothing is under way.
   * @throws {CancelledError} where another place was asked for before it was the turn of this one, or after `stop`
   */
  async ask(
    stages: readonly FileStage[],
    job: Job,
    { viewport, level }: { readonly viewport: Rect; readonly level: number },
    onPatch: (patch: Patch) => void,
  ): Promise<void> {
    if (stages.length === 0) {
      this.stop();
      return;
    }
    const turn = ++this.#asked;
    const of = JSON.stringify([stages, job.image, job.page, job.reference, level]);
    if (this.#underWay?.of !== of) this.#underWay?.cancel.abort();
    while (this.#underWay) {
      await this.#underWay.done.catch(() => undefined);
      if (turn !== this.#asked) throw new CancelledError();
    }
    const cancel = new AbortController();
    const pictures = stages.map(stage =>
      this.engine.request('picture', pictureOf(stage, job, viewport, level), {
        signal: cancel.signal,
        onProgress: patch => {
          if (!cancel.signal.aborted) onPatch({ ...patch, stage });
        },
      }),
    );
    const done = Promise.all(pictures).finally(() => {
      this.#underWay = undefined;
    });
    this.#underWay = { of, cancel, done };
    await done;
  }

  stop(): void {
    this.#asked++;
    this.#underWay?.cancel.abort();
  }
}

function pictureOf(stage: FileStage, job: Job, viewport: Rect, level: number) {
  const image = (stage === 'noisy' ? job.image : job.reference) ?? job.image;
  const page = job.page === undefined ? {} : { page: job.page };
  // In the range of the noisy image, so that equal values look the same.
  const like = stage === 'noisy' ? {} : { like: { image: job.image, ...page } };
  return { image, ...page, ...like, viewport, level };
}
