import type { Engine, PairScore, SeenImage } from '../../client/contract';
import type { Alignment } from '../../core/alignment';
import { hasCode } from '../../core/errors';
import {
  canvasIn,
  comparisonCommands,
  imageIndex,
  imageKey,
  imageName,
  pageOf,
  pagesIn,
  pairKey,
  type ComparedImage,
  type ComparisonHostMessage,
  type ComparisonMessage,
  type ComparisonState,
} from '../../messages/comparison';
import type { ImageName, LookMessage } from '../../messages/view';
import type { Capture } from '../capture';
import { PageLink, type PixelValues } from '../page-link';
import { isCancelled, problemOf } from '../problem';
import { measuringActivity } from '../selection-measurement';

type Message<Type extends LookMessage['type']> = Extract<LookMessage<ImageName>, { type: Type }>;

export interface ComparisonOptions {
  readonly id: string;
  /** `path` is a file that the engine can read. */
  readonly images: readonly (Pick<ComparedImage, 'name' | 'origin'> & { readonly path: string })[];
  readonly engine: Engine;
  /** What was shown when the window was loaded anew. */
  readonly shown?: ShownPages | undefined;
}

export type ShownPages = Pick<ComparisonState, 'page' | 'shifts'>;

/**
 * Several images beside one another: asks the engine for the pixels that the page looks at, and for the scores of those
 * that it shows. Nothing is denoised. Knows nothing of VS Code.
 */
export class ComparisonSession {
  #state: ComparisonState;
  /** The numbers of the images in sight: all others are measured against the first. */
  #shown: readonly number[] = [];
  #looking: AbortController | undefined;
  #measuring: AbortController | undefined;
  #disposed = false;
  readonly #link: PageLink<ImageName, Extract<ComparisonHostMessage, { type: 'comparison' }>>;

  constructor(private readonly options: ComparisonOptions) {
    this.#state = {
      id: options.id,
      images: options.images.map(({ name, origin }) => ({ name, origin, revision: 0, info: undefined })),
      alignment: 'corner',
      page: options.shown?.page ?? 0,
      shifts: options.images.map((_, index) => options.shown?.shifts.at(index) ?? 0),
      scores: {},
      activity: undefined,
      paused: false,
      problem: undefined,
      notice: undefined,
      attempt: 0,
    };
    this.#link = new PageLink(options.engine, {
      state: () => ({ type: 'comparison', state: this.#state }),
      valuesAt: question => this.#valuesAt(question),
      picturesOf: stages => {
        const pictures = this.#numbersOf(stages).map(index => ({
          stage: imageName(index),
          picture: this.#seen(index),
        }));
        return { pictures, against: pictures.at(0)?.picture };
      },
      working: isWorking => {
        if (!this.#measuring) this.#update({ activity: isWorking ? measuringActivity : undefined });
      },
      failed: error => {
        this.#fail(error);
      },
    });
  }

  get state(): ComparisonState {
    return this.#state;
  }

  /** What the page shows, as a picture. */
  get capture(): Capture {
    return this.#link.capture;
  }

  /** The files that the images are read from. */
  get paths(): readonly string[] {
    return this.options.images.map(({ path }) => path);
  }

  /** @throws never; what goes wrong is shown in the view. */
  async open(): Promise<void> {
    await Promise.all(this.options.images.map((_, index) => this.#inspect(index)));
  }

  /** Shows the state to a page that has (re)started. */
  attach(post: (message: ComparisonHostMessage) => void): void {
    this.#link.attach(post);
  }

  /** The page is hidden: it will start anew. */
  detach(): void {
    this.#link.detach();
    this.#stop();
  }

  receive(message: ComparisonMessage): void {
    switch (message.type) {
      case 'look':
        void this.#look(message);
        return;
      case 'show':
        this.#shown = this.#numbersOf(message.stages);
        this.#measure();
        return;
      case 'probe':
      case 'select':
      case 'captured':
      case 'received':
        this.#link.receive(message);
        return;
      case 'align':
        this.#align(message.alignment);
        return;
      case 'page':
        this.#turnTo(message);
        return;
      case 'ready':
      case 'command':
        return;
    }
  }

  /** Stops everything; the user goes on with `retry`. */
  cancel(): void {
    this.#stop();
    this.#update({ paused: true });
  }

  /** Asks again for what is missing, after an error or a stop. */
  retry(): void {
    this.#stop();
    this.#update({ problem: undefined, notice: undefined, paused: false, attempt: this.#state.attempt + 1 });
    this.#state.images.forEach(({ info }, index) => {
      if (!info) void this.#inspect(index);
    });
    this.#measure();
  }

  dismiss(): void {
    this.#update({ problem: undefined, notice: undefined });
  }

  /** A file changed on disk: everything about it is old. */
  async reload(index: number): Promise<void> {
    this.#stop();
    const { images, attempt } = this.#state;
    this.#update({
      images: images.map((image, i) => (i === index ? { ...image, revision: image.revision + 1 } : image)),
      scores: {},
      problem: undefined,
      attempt: attempt + 1,
    });
    await this.#inspect(index);
  }

  dispose(): void {
    this.#disposed = true;
    this.#link.detach();
    this.#stop();
  }

  async #inspect(index: number): Promise<void> {
    const { engine, images } = this.options;
    const { revision } = this.#state.images[index];
    try {
      const info = await engine.request('inspectImage', { image: images[index].path });
      if (this.#disposed || revision !== this.#state.images[index].revision) return;
      const read = this.#state.images.map((image, i) => (i === index ? { ...image, info } : image));
      const all = read.every(image => image.info);
      const page = all ? Math.min(this.#state.page, pagesIn({ images: read }) - 1) : this.#state.page;
      this.#update({ images: read, page });
      this.#measure();
    } catch (error) {
      if (revision === this.#state.images[index].revision) this.#fail(error);
    }
  }

  #align(alignment: Alignment): void {
    this.#update({ alignment });
  }

  #turnTo({ page, image }: Extract<ComparisonMessage, { type: 'page' }>): void {
    const { shifts } = this.#state;
    if (page >= pagesIn(this.#state)) return;
    this.#stop();
    const turned =
      image === undefined
        ? { page }
        : { shifts: shifts.map((shift, i) => (i === image ? page - this.#state.page : shift)) };
    this.#update({ ...turned, scores: {} });
    this.#measure();
  }

  /** What the page may name: an image that was opened. */
  #numbersOf(stages: readonly ImageName[]): number[] {
    return stages.flatMap(stage => {
      const index = imageIndex(stage);
      return index !== undefined && index < this.#state.images.length ? [index] : [];
    });
  }

  #seen(index: number): SeenImage {
    const { images } = this.options;
    const canvas = canvasIn(this.#state);
    return {
      image: images[index].path,
      page: pageOf(this.#state, index),
      like: { image: images[0].path, page: pageOf(this.#state, 0) },
      ...(canvas?.alignment === undefined ? {} : { canvas: { ...canvas.size, alignment: canvas.alignment } }),
    };
  }

  /** A newer viewport takes the place of the one before. */
  async #look({ viewport, level, stages }: Message<'look'>): Promise<void> {
    this.#looking?.abort();
    this.#link.pump.clear();
    const mine = (this.#looking = new AbortController());
    const { signal } = mine;
    try {
      await Promise.all(
        this.#numbersOf(stages).map((index): Promise<unknown> => {
          const [stage, key] = [imageName(index), imageKey(this.#state, index)];
          return this.options.engine.request(
            'picture',
            { ...this.#seen(index), viewport, level },
            {
              signal,
              onProgress: patch => {
                if (!signal.aborted) this.#link.pump.push({ ...patch, stage, key });
              },
            },
          );
        }),
      );
    } catch (error) {
      if (this.#looking === mine) this.#fail(error);
    }
  }

  async #valuesAt({ x, y, stages }: Message<'probe'>): Promise<PixelValues> {
    return Promise.all(
      this.#numbersOf(stages).map(async index => {
        const [stage, key] = [imageName(index), imageKey(this.#state, index)];
        // A failure leaves the 8 bit values standing; whatever is wrong shows where pixels are read.
        const rgb = await this.options.engine.request('pictureValue', { ...this.#seen(index), x, y }).catch(() => null);
        return { stage, key, rgb };
      }),
    );
  }

  /** One pair after the other, the first one shown against all others. */
  #measure(): void {
    const { scores, images, paused, problem } = this.#state;
    if (this.#measuring || paused || problem || this.#disposed) return;
    const [against, ...others] = this.#shown;
    const next = others.find(each => each !== against && !(pairKey(each, against) in scores));
    if (next === undefined || !images[next].info || !images[against].info) return;
    void this.#score(next, against);
  }

  async #score(image: number, against: number): Promise<void> {
    const mine = (this.#measuring = new AbortController());
    this.#update({ activity: measuringActivity });
    try {
      const score = await this.#scoreOf(image, against, mine.signal);
      if (this.#measuring !== mine) return;
      this.#measuring = undefined;
      this.#update({ scores: { ...this.#state.scores, [pairKey(image, against)]: score }, activity: undefined });
      this.#measure();
    } catch (error) {
      if (this.#measuring === mine) this.#fail(error);
    }
  }

  /** Null where the images differ in size: that is seen, and no error. */
  async #scoreOf(image: number, against: number, signal: AbortSignal): Promise<PairScore | null> {
    const { images } = this.options;
    const params = {
      image: images[image].path,
      page: pageOf(this.#state, image),
      reference: images[against].path,
      referencePage: pageOf(this.#state, against),
    };
    try {
      return await this.options.engine.request('compare', params, { signal });
    } catch (error) {
      if (hasCode(error, 'image/size-mismatch')) return null;
      throw error;
    }
  }

  #stop(): void {
    this.#looking?.abort();
    this.#looking = undefined;
    this.#measuring?.abort();
    this.#measuring = undefined;
    this.#link.stop();
    if (this.#state.activity) this.#update({ activity: undefined });
  }

  #fail(error: unknown): void {
    if (isCancelled(error) || this.#disposed) return;
    this.#stop();
    const problem = problemOf(error);
    const actions = problem.actions.filter(action => comparisonCommands.some(each => each === action));
    this.#update({ problem: { ...problem, actions } });
  }

  #update(change: Partial<ComparisonState>): void {
    this.#state = { ...this.#state, ...change };
    if (!this.#disposed) this.#link.tell();
  }
}
