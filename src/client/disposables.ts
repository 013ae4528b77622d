/** Things that hold something until they are told to let go; VS Code's own disposables are of this shape too. */
export interface Disposable {
  dispose(): unknown;
}

/** Disposes what was added to it, the last first, with itself. What is added after that is disposed at once. */
export class DisposableStore implements Disposable {
  readonly #members = new Set<Disposable>();
  #disposed = false;

  get disposed(): boolean {
    return this.#disposed;
  }

  add<T extends Disposable>(member: T): T {
    if (this.#disposed) member.dispose();
    else this.#members.add(member);
    return member;
  }

  /** Each is disposed, whatever another one throws; the first error is thrown in the end. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    const errors: unknown[] = [];
    for (const member of [...this.#members].reverse()) {
      try {
        member.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    this.#members.clear();
    if (errors.length > 0) throw errors[0];
  }
}

/** One disposable at a time: the one before goes when another comes. */
export class DisposableValue<T extends Disposable> implements Disposable {
  #value: T | undefined;
  #disposed = false;

  get value(): T | undefined {
    return this.#value;
  }

  set value(next: T | undefined) {
    if (next === this.#value) return;
    const previous = this.#value;
    this.#value = this.#disposed ? undefined : next;
    previous?.dispose();
    if (this.#disposed) next?.dispose();
  }

  dispose(): void {
    this.#disposed = true;
    this.value = undefined;
  }
}
