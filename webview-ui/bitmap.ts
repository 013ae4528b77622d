/** What the canvas draws from: pixels that were handed to the browser once. */
export type Bitmap = OffscreenCanvas;

/** @param pixels `[height, width, 4]`, RGBA, 8 bit */
export function bitmapOf(pixels: Uint8Array, width: number, height: number): Bitmap {
  const canvas = new OffscreenCanvas(width, height);
  const image = new ImageData(new Uint8ClampedArray(pixels), width, height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}
