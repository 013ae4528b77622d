/** What is on the screen, as numbers. */
import { createHash } from 'node:crypto';
import type { Locator } from 'playwright-core';

/** `[height, width, 4]`, RGBA, 8 bit. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A canvas as it is shown now. */
export async function pictureIn(canvas: Locator): Promise<Picture> {
  const { width, height, base64 } = await canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    const { data } = element.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] };
    let text = '';
    for (const byte of data) text += String.fromCharCode(byte);
    return { width, height, base64: btoa(text) };
  });
  return { width, height, pixels: new Uint8Array(Buffer.from(base64, 'base64')) };
}

/** Stands for the pixels in comparisons: a runner that is to explain how two arrays of a million bytes differ never ends. */
export function fingerprint({ pixels }: Picture): string {
  return createHash('sha256').update(pixels).digest('hex');
}

/** How many colours there are: a blank canvas has one. */
export function colours({ pixels }: Picture): number {
  const { buffer, byteOffset, length } = pixels;
  return new Set(new Uint32Array(buffer.slice(byteOffset, byteOffset + length))).size;
}

/** Whether `part` is to be seen in `whole` somewhere, pixel by pixel. */
export function shows(whole: Picture, part: Picture): boolean {
  for (let y = 0; y + part.height <= whole.height; y++) {
    for (let x = 0; x + part.width <= whole.width; x++) if (showsAt(whole, part, x, y)) return true;
  }
  return false;
}

function showsAt(whole: Picture, part: Picture, left: number, top: number): boolean {
  for (let y = 0; y < part.height; y++) {
    const from = 4 * ((top + y) * whole.width + left);
    const other = 4 * y * part.width;
    for (let i = 0; i < 4 * part.width; i++) if (whole.pixels[from + i] !== part.pixels[other + i]) return false;
  }
  return true;
}
