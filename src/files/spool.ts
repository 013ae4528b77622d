import { Scratch } from './scratch';

/** So much is held in memory. */
const memoryBytes = 32 << 20;
const pieceBytes = 1 << 20;

/** Bytes that are written before the place is known where they go: in memory, and what is more in a temporary file. */
export class Spool {
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #scratch: Scratch | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @throws {AmsnetError} output/disk-full or output/unwritable */
  add(bytes: Uint8Array): void {
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    this.#length += bytes.length;
    if (this.#heldBytes > memoryBytes) this.#spill();
  }

  /** All bytes, in order. Nothing is left of them afterwards. */
  *take(): Generator<Uint8Array> {
    try {
      const spilled = this.#length - this.#heldBytes;
      for (let at = 0; at < spilled; at += pieceBytes) {
        const piece = Buffer.allocUnsafe(Math.min(pieceBytes, spilled - at));
        this.#scratch?.read(piece, at);
        yield piece;
      }
      yield* this.#held;
    } finally {
      this.discard();
    }
  }

  /** Leaves nothing of what was not taken. */
  discard(): void {
    this.#held = [];
    this.#scratch?.close();
    this.#scratch = undefined;
  }

  #spill(): void {
    this.#scratch ??= new Scratch();
    let at = this.#length - this.#heldBytes;
    for (const bytes of this.#held) {
      this.#scratch.write(bytes, at);
      at += bytes.length;
    }
    this.#held = [];
    this.#heldBytes = 0;
  }
}
