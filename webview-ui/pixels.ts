import type { Rect } from '../src/core/geometry';
import type { Point } from './camera';

/** From this scale on, in device pixels, lines are drawn between single pixels. */
export const gridFrom = 16;
/** In CSS pixels: three lines of a value each have room in a pixel from here on. */
const valuesFrom = 40;
const fontSize = 10;

/** Where single pixels lie on a canvas. */
export interface PixelPlaces {
  /** The image pixels in sight. */
  readonly viewport: Rect;
  /** Device pixels per image pixel. */
  readonly scale: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  readonly toPane: (point: Point) => Point;
}

/** Lines between pixels, to be seen on any of them. */
export function drawGrid(context: CanvasRenderingContext2D, { viewport, toPane }: PixelPlaces): void {
  const { x, y, width, height } = viewport;
  const [from, to] = [toPane({ x, y }), toPane({ x: x + width, y: y + height })];
  context.fillStyle = 'rgb(128 128 128 / 55%)';
  for (let column = x; column <= x + width; column++)
    context.fillRect(Math.round(toPane({ x: column, y }).x), from.y, 1, to.y - from.y);
  for (let row = y; row <= y + height; row++)
    context.fillRect(from.x, Math.round(toPane({ x, y: row }).y), to.x - from.x, 1);
}

/** Whether there is room for values. */
export function hasValues({ scale, ratio }: Pick<PixelPlaces, 'scale' | 'ratio'>): boolean {
  return scale / ratio >= valuesFrom;
}

/**
 * The values of every pixel in sight, below one another; equal ones once.
 */
export function drawValues(
  context: CanvasRenderingContext2D,
  { viewport, scale, ratio, toPane }: PixelPlaces,
  font: string,
  written: (x: number, y: number) => readonly string[],
): void {
  const line = (fontSize + 1) * ratio;
  context.font = `${fontSize * ratio}px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = 3 * ratio;
  context.lineJoin = 'round';
  // To be read on any picture.
  context.strokeStyle = 'rgb(0 0 0 / 75%)';
  context.fillStyle = '#fff';
  for (let y = viewport.y; y < viewport.y + viewport.height; y++) {
    for (let x = viewport.x; x < viewport.x + viewport.width; x++) {
      const all = written(x, y);
      const values = new Set(all).size === 1 ? all.slice(0, 1) : all;
      const middle = toPane({ x: x + 0.5, y: y + 0.5 });
      values.forEach((value, i) => {
        const at = middle.y + (i - (values.length - 1) / 2) * line;
        context.strokeText(value, middle.x, at, scale - 2);
        context.fillText(value, middle.x, at, scale - 2);
      });
    }
  }
}
