import { intersection, type Rect, type Size } from './geometry';

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

/** The pixels of an image that lie under `region` of the canvas; undefined where none do. */
export function pixelsUnder(
  region: Rect,
  image: Size,
  canvas: (Size & { readonly alignment: Alignment }) | undefined,
): Rect | undefined {
  const { width, height, alignment } = canvas ?? { ...image, alignment: 'corner' };
  const axis = (from: number, length: number, own: number, all: number): [number, number] => {
    const extent = extentOf(alignment, own, all);
    const ratio = own / extent.length;
    return [Math.floor((from - extent.start) * ratio), Math.ceil((from + length - extent.start) * ratio)];
  };
  const [left, right] = axis(region.x, region.width, image.width, width);
  const [top, bottom] = axis(region.y, region.height, image.height, height);
  const under = { x: left, y: top, width: right - left, height: bottom - top };
  const inside = intersection(under, { x: 0, y: 0, width: image.width, height: image.height });
  return inside.width > 0 && inside.height > 0 ? inside : undefined;
}
