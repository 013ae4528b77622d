/** A computation in short steps: whoever runs it may do something else, or give up, between two of them. */
export type Steps<T> = Generator<void, T>;

/** `items` mapped, one at a step. */
export function* each<T, U>(items: readonly T[], map: (item: T) => U): Steps<U[]> {
  const mapped: U[] = [];
  for (const item of items) {
    mapped.push(map(item));
    yield;
  }
  return mapped;
}

/** All steps at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
