import { isDeepStrictEqual } from 'node:util';
import type { Engine, MeasuredPicture } from '../client/contract';
import type { Activity, LookMessage, PaneStage, PixelMessage } from '../messages/view';

type Question<Stage extends PaneStage> = Extract<LookMessage<Stage>, { type: 'select' }>;

/** A pair of files is measured, or what is selected. */
export const measuringActivity: Activity = { kind: 'comparing', fraction: undefined, secondsLeft: undefined };

/** A measurement that takes longer is told of, and can be stopped. */
const slowMs = 200;

export interface SelectionPorts<Stage extends PaneStage> {
  /** What the engine knows of these stages, those that are gone left out, and what they are measured against. */
  picturesOf(stages: readonly Stage[]): {
    readonly pictures: readonly { readonly stage: Stage; readonly picture: MeasuredPicture }[];
    readonly against: MeasuredPicture | undefined;
  };
  post(message: PixelMessage): void;
  /** It takes a while; or it has ended. */
  working(isWorking: boolean): void;
  failed(error: unknown): void;
}

/** Measures what is selected in the panes that are shown. A newer question takes the place of the one before. */
export class SelectionMeasurement<Stage extends PaneStage> {
  #current: AbortController | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly ports: SelectionPorts<Stage>,
  ) {}

  stop(): void {
    this.#current?.abort();
    this.#end();
  }

  async ask({ question, selection, stages }: Question<Stage>): Promise<void> {
    this.stop();
    const { pictures, against } = this.ports.picturesOf(stages);
    if (!selection || pictures.length === 0) return;
    const mine = (this.#current = new AbortController());
    const slow = setTimeout(() => {
      this.ports.working(true);
    }, slowMs);
    const { signal } = mine;
    try {
      await Promise.all(
        pictures.map(async ({ stage, picture }) => {
          const other = against && !isDeepStrictEqual(against, picture) ? { against } : {};
          const measurement = await this.engine.request('measurement', { picture, selection, ...other }, { signal });
          if (this.#current === mine) this.ports.post({ type: 'measurement', question, value: { stage, measurement } });
        }),
      );
    } catch (error) {
      mine.abort();
      if (this.#current === mine) this.ports.failed(error);
    } finally {
      clearTimeout(slow);
      if (this.#current === mine) this.#end();
    }
  }

  #end(): void {
    if (!this.#current) return;
    this.#current = undefined;
    this.ports.working(false);
  }
}
