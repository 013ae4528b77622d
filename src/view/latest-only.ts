/** Answers one question at a time, then the newest, however fast they come. */
export class LatestOnly<Question> {
  #busy = false;
  #next: Question | undefined;

  constructor(private readonly answer: (question: Question) => Promise<void>) {}

  async ask(question: Question): Promise<void> {
    this.#next = question;
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#take(); next !== undefined; next = this.#take()) await this.answer(next);
    } finally {
      this.#busy = false;
    }
  }

  #take(): Question | undefined {
    const next = this.#next;
    this.#next = undefined;
    return next;
  }
}
