import type { Engine } from '../client/contract';
import type { LookMessage, PaneStage, PixelMessage } from '../messages/view';
import { Capture } from './capture';
import { LatestOnly } from './latest-only';
import { PatchPump } from './patch-pump';
import { SelectionMeasurement, type SelectionPorts } from './selection-measurement';

type Message<Stage extends PaneStage, Type extends LookMessage['type']> = Extract<LookMessage<Stage>, { type: Type }>;

export type PixelValues = Extract<PixelMessage, { type: 'pixel' }>['values'];

export interface PagePorts<Stage extends PaneStage, StateMessage> extends Omit<SelectionPorts<Stage>, 'post'> {
  /** What the page is to show. */
  state(): StateMessage;
  /** After the page was told of a new state, if there is one. */
  told?(): void;
  /** The exact values of a pixel; what is not known is left out. */
  valuesAt(question: Message<Stage, 'probe'>): Promise<PixelValues>;
}

/** A session's line to its page, which comes and goes: what they say to each other whatever the page is of. */
export class PageLink<Stage extends PaneStage, StateMessage> {
  #post: ((message: StateMessage | PixelMessage) => void) | undefined;
  #telling = false;
  readonly pump = new PatchPump(patches => this.#post?.({ type: 'patches', patches }));
  /** What the page shows, as a picture. */
  readonly capture = new Capture(message => this.#post?.(message));
  readonly #probe = new LatestOnly<Message<Stage, 'probe'>>(async question => {
    const values = await this.ports.valuesAt(question);
    if (values.length > 0) this.#post?.({ type: 'pixel', x: question.x, y: question.y, values });
  });
  readonly #selection: SelectionMeasurement<Stage>;

  constructor(
    engine: Engine,
    private readonly ports: PagePorts<Stage, StateMessage>,
  ) {
    this.#selection = new SelectionMeasurement(engine, {
      picturesOf: stages => ports.picturesOf(stages),
      post: message => this.#post?.(message),
      working: isWorking => {
        ports.working(isWorking);
      },
      failed: error => {
        ports.failed(error);
      },
    });
  }

  /** Shows the state to a page that has (re)started. */
  attach(post: (message: StateMessage | PixelMessage) => void): void {
    this.#post = post;
    this.pump.reset();
    post(this.ports.state());
  }

  /** The page is hidden, and will start anew. */
  detach(): void {
    this.#post = undefined;
    this.pump.reset();
    this.#selection.stop();
  }

  /** Nothing that is under way is wanted any more. */
  stop(): void {
    this.#selection.stop();
    this.pump.clear();
  }

  receive(message: Message<Stage, 'probe' | 'select' | 'captured' | 'received'>): void {
    switch (message.type) {
      case 'probe':
        void this.#probe.ask(message);
        return;
      case 'select':
        void this.#selection.ask(message);
        return;
      case 'captured':
        this.capture.receive(message);
        return;
      case 'received':
        this.pump.received(message.bytes);
        return;
    }
  }

  /** Tells the page of a new state: several changes in one go are one snapshot. */
  tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      this.#post?.(this.ports.state());
      this.ports.told?.();
    });
  }
}
