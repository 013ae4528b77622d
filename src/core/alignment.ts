import type { Size } from './geometry';

/** How images of different sizes lie over one another: with their top left corners or middles together, or stretched to one size. */
export const alignments = ['corner', 'middle', 'stretch'] as const;
export type Alignment = (typeof alignments)[number];

/** The smallest canvas that holds all images; stretched to it, none loses pixels. */
export function canvasOf(images: readonly Size[]): Size {
  return {
    width: Math.max(0, ...images.map(({ width }) => width)),
    height: Math.max(0, ...images.map(({ height }) => height)),
  };
}

/** Where the images of a canvas lie on it: from `start` on, `length` long, in pixels of the canvas. */
export interface Extent {
  readonly start: number;
  readonly length: number;
}

/** One axis of an image on its canvas. */
export function extentOf(alignment: Alignment, length: number, canvas: number): Extent {
  if (alignment === 'stretch') return { start: 0, length: canvas };
  return { start: alignment === 'corner' ? 0 : Math.floor((canvas - length) / 2), length };
}
