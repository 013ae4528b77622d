import type { Palette } from './panes/overlay';

/** The theme's colours for what is painted on a canvas, where style sheets do not reach. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const value = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback;
  return {
    background: value('--vscode-editor-background', '#1e1e1e'),
    font: value('--vscode-editor-font-family', 'monospace'),
    accent: rgbOf(value('--vscode-charts-orange', '#d18616')),
  };
}

/** A colour of any CSS notation as its three channels, 0..255. */
function rgbOf(colour: string): readonly [number, number, number] {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return [209, 134, 22];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
