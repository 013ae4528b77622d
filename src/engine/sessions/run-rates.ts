/** What earlier runs count when another one comes: the last ten or so say how fast the machine is now. */
const kept = 0.9;

/** How fast networks run on this machine, by the names of network and device. */
export class RunRates {
  readonly #runs = new Map<string, { readonly pixels: number; readonly seconds: number }>();

  add(key: string, pixels: number, seconds: number): void {
    const before = this.#runs.get(key) ?? { pixels: 0, seconds: 0 };
    this.#runs.set(key, { pixels: kept * before.pixels + pixels, seconds: kept * before.seconds + seconds });
  }

  /** Seconds that so many pixels would take; undefined before the first run. */
  secondsFor(key: string, pixels: number): number | undefined {
    const runs = this.#runs.get(key);
    return runs && (pixels * runs.seconds) / runs.pixels;
  }
}
