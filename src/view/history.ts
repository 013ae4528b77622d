/** Moves of one knob that follow each other so soon are one step: a slider that is dragged has no places in between. */
const oneStepMs = 1000;
const mostSteps = 100;

/** What was set before, to go back to, and what was taken back. */
export class History<State> {
  #past: State[] = [];
  #future: State[] = [];
  #last: { readonly what: string; readonly at: number } | undefined;

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /**
   * Something is about to change.
   * @param before as it is until then
   * @param what names what changes: the same again soon after is the same step
   */
  record(before: State, what: string, now = performance.now()): void {
    const last = this.#last;
    this.#last = { what, at: now };
    this.#future = [];
    if (last?.what === what && now - last.at < oneStepMs) return;
    this.#past.push(before);
    if (this.#past.length > mostSteps) this.#past.shift();
  }

  /** What was before the last step; undefined if there was none. @param current as it is now */
  undo(current: State): State | undefined {
    return this.#go(this.#past, this.#future, current);
  }

  /** What the last undo has taken back. @param current as it is now */
  redo(current: State): State | undefined {
    return this.#go(this.#future, this.#past, current);
  }

  #go(from: State[], to: State[], current: State): State | undefined {
    const wanted = from.pop();
    if (wanted === undefined) return undefined;
    to.push(current);
    this.#last = undefined;
    return wanted;
  }
}
