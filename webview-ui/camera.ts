import type { Point, Rect, Size } from '../src/core/geometry';

export type { Point } from '../src/core/geometry';

/** Where all panes look: the image point in the middle of a pane, and device pixels per image pixel. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** The zoom steps below and up to 6400 %. */
const steps = [
  1 / 64,
  1 / 48,
  1 / 32,
  1 / 24,
  1 / 16,
  1 / 12,
  1 / 8,
  1 / 6,
  1 / 4,
  1 / 3,
  1 / 2,
  2 / 3,
  3 / 4,
  1,
  1.5,
  2,
  3,
  4,
  5,
  6,
  8,
  10,
  12,
  16,
  20,
  24,
  32,
  48,
  64,
];
const maxScale = 64;
/** A small image is enlarged no further by itself. */
const maxFit = 20;
/** From here on single pixels are shown as squares. */
export const pixelatedFrom = 3;

/** The scale at which the whole image is in the pane; a small image is enlarged only by whole factors. */
export function fitScale(image: Size, pane: Size): number {
  const fit = Math.min(pane.width / image.width, pane.height / image.height);
  return fit <= 1 ? fit : Math.min(maxFit, Math.floor(fit));
}

export function fitCamera(image: Size, pane: Size): Camera {
  return { x: image.width / 2, y: image.height / 2, scale: fitScale(image, pane) };
}

/** The next zoom step in or out; the whole image in the pane is a step too, and the smallest one. */
export function nextScale(scale: number, direction: 1 | -1, image: Size, pane: Size): number {
  const fit = fitScale(image, pane);
  const all = [...steps.filter(step => step > fit), fit].sort((a, b) => a - b);
  const tolerance = 1.001;
  const next =
    direction > 0 ? all.find(step => step > scale * tolerance) : all.findLast(step => step < scale / tolerance);
  return next ?? Math.min(maxScale, Math.max(fit, scale));
}

/** Changes the scale so that the image point under `at`, in device pixels from the pane's middle, stays there. */
export function zoomAt(camera: Camera, scale: number, at: Point): Camera {
  const shift = 1 / camera.scale - 1 / scale;
  return { x: camera.x + at.x * shift, y: camera.y + at.y * shift, scale };
}

/** Moves the image by device pixels. */
export function panBy(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale };
}

/** Keeps the pane full of image: no edge comes further in than the pane's own, a smaller image stays in the middle. */
export function clampCamera(camera: Camera, image: Size, pane: Size): Camera {
  const axis = (centre: number, length: number, seen: number) =>
    seen >= length ? length / 2 : Math.min(length - seen / 2, Math.max(seen / 2, centre));
  return {
    scale: camera.scale,
    x: axis(camera.x, image.width, pane.width / camera.scale),
    y: axis(camera.y, image.height, pane.height / camera.scale),
  };
}

/** The image pixels that the pane shows, whole ones; undefined if there are none. */
export function visibleRect(camera: Camera, image: Size, pane: Size): Rect | undefined {
  const left = Math.max(0, Math.floor(camera.x - pane.width / 2 / camera.scale));
  const top = Math.max(0, Math.floor(camera.y - pane.height / 2 / camera.scale));
  const right = Math.min(image.width, Math.ceil(camera.x + pane.width / 2 / camera.scale));
  const bottom = Math.min(image.height, Math.ceil(camera.y + pane.height / 2 / camera.scale));
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : undefined;
}

/** The pyramid level that has just enough pixels: L while the scale is at most 2^-L. */
export function levelFor(scale: number): number {
  return Math.min(16, Math.max(0, Math.floor(-Math.log2(scale) + 1e-9)));
}

/** The image point under a point of the pane, in device pixels from its top left corner. */
export function toImage(camera: Camera, pane: Size, at: Point): Point {
  return {
    x: camera.x + (at.x - pane.width / 2) / camera.scale,
    y: camera.y + (at.y - pane.height / 2) / camera.scale,
  };
}

/** Where an image point lies in the pane, in device pixels from its top left corner. */
export function toPane(camera: Camera, pane: Size, at: Point): Point {
  return {
    x: (at.x - camera.x) * camera.scale + pane.width / 2,
    y: (at.y - camera.y) * camera.scale + pane.height / 2,
  };
}
