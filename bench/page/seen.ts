/** What the probe in a page has written down, as JSON. Times in milliseconds since 1970. */
export interface Seen {
  /** Of the last button that was let go, and of the last key that was pressed, in the page. */
  readonly released: number;
  readonly pressed: number;
  /**
   * When each was first seen: the size of the image; all that is in sight of the noisy image, of the preview, of the result; new
   * pixels of the result, or other ones that were there already; that the work has stopped.
   */
  readonly seen: Readonly<Partial<Record<'decoded' | 'noisy' | 'preview' | 'exact' | 'changed' | 'stopped', number>>>;
  /** Bytes of pixels that the page has taken in. */
  readonly bytes: number;
  /** How far the image was moved from frame to frame, in its own pixels. */
  readonly way: number;
  /** Lengths of the frames, in milliseconds. */
  readonly frames: readonly number[];
}
