/** What of the difference of two pictures is shown. A new kind is a file that makes such an object and a row in `list.ts`. */
export interface DifferenceKind {
  readonly id: string;
  readonly label: string;
  /** Whether it has a sign: then no difference is in the middle of its colours, else at their beginning. */
  readonly signed: boolean;
  /**
   * The difference of two samples: at a gain of 1, from -255 (or 0) to 255 is all that can be shown.
   * @param value 0..255, as `other`, from which it is subtracted
   */
  of(value: number, other: number): number;
  /** The difference in a pixel. */
  written(difference: number): string;
  /** The difference at the end of the colours, as the legend tells it. */
  end(gain: number): string;
}
