import type { LookMessage, Measurement, PaneStage, PixelMessage } from '../src/messages/view';
import type { Selection } from '../src/core/selection';

/** While a selection is drawn, it is measured so many times a second. */
const askDelayMs = 150;

export interface MeasuringPorts {
  send(message: Extract<LookMessage, { type: 'select' }>): void;
  /** Answers are there, or old. */
  changed(): void;
  /** What is to be measured now, and a name for all else that the answer depends on. */
  wanted(): { selection: Selection; stages: PaneStage[]; inputs: string } | undefined;
}

/** Asks for what is selected whenever something about it has changed, and keeps the last answers. */
export class Measuring {
  readonly #answers = new Map<PaneStage, { readonly question: number; readonly measurement: Measurement }>();
  #question = 0;
  #asked: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: MeasuringPorts) {}

  /** The last answer, and whether it is that to the last question. */
  of(stage: PaneStage): { readonly measurement: Measurement | undefined; readonly isCurrent: boolean } {
    const answer = this.#answers.get(stage);
    return { measurement: answer?.measurement, isCurrent: answer?.question === this.#question };
  }

  askSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#ask();
    }, askDelayMs);
  }

  receive({ question, value }: Extract<PixelMessage, { type: 'measurement' }>): void {
    if (question !== this.#question) return;
    this.#answers.set(value.stage, { question, measurement: value.measurement });
    this.ports.changed();
  }

  #ask(): void {
    const wanted = this.ports.wanted();
    const asked = wanted && JSON.stringify(wanted);
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (!wanted) this.#answers.clear();
    this.ports.send({
      type: 'select',
      question: ++this.#question,
      selection: wanted?.selection,
      stages: wanted?.stages ?? [],
    });
    this.ports.changed();
  }
}
