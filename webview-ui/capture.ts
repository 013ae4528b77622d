import type { PaneElement } from './elements/pane';

export interface Captured {
  readonly png: Uint8Array;
  readonly panes: { readonly label: string; readonly figures: string }[];
}

/** What panes show now, as one PNG: each picture below its name and figures, with the legend of its colours. */
export async function captured(elements: readonly PaneElement[]): Promise<Captured> {
  const ratio = window.devicePixelRatio;
  const boxes = elements.map(element => element.getBoundingClientRect());
  const [left, top] = [Math.min(...boxes.map(box => box.left)), Math.min(...boxes.map(box => box.top))];
  const [right, bottom] = [Math.max(...boxes.map(box => box.right)), Math.max(...boxes.map(box => box.bottom))];
  const sheet = new OffscreenCanvas(
    Math.max(1, Math.round((right - left) * ratio)),
    Math.max(1, Math.round((bottom - top) * ratio)),
  );
  const context = sheet.getContext('2d');
  if (context && elements.length > 0) {
    context.fillStyle = getComputedStyle(elements[0]).backgroundColor;
    context.fillRect(0, 0, sheet.width, sheet.height);
  }
  for (const [i, element] of elements.entries()) {
    const { canvas } = element;
    if (!context || !canvas) continue;
    const style = getComputedStyle(element);
    const [x, y] = [(boxes[i].left - left) * ratio, (boxes[i].top - top) * ratio];
    const picture = (canvas.getBoundingClientRect().top - top) * ratio;
    context.drawImage(canvas, Math.round(x), Math.round(picture));
    context.fillStyle = style.color;
    context.font = `${12 * ratio}px ${style.fontFamily}`;
    context.textBaseline = 'middle';
    const [middle, inset] = [(y + picture) / 2, 6 * ratio];
    const end = x + boxes[i].width * ratio - inset;
    const room = end - x - inset - context.measureText(`${element.figures}  `).width;
    context.fillText(element.label, x + inset, middle, Math.max(1, room));
    context.textAlign = 'right';
    context.fillText(element.figures, end, middle);
    context.textAlign = 'left';
    if (element.legend) drawLegend(context, element.legend, { x: x + inset, y: picture + inset, ratio });
  }
  const blob = await sheet.convertToBlob({ type: 'image/png' });
  return {
    png: new Uint8Array(await blob.arrayBuffer()),
    panes: elements.map(({ label, figures }) => ({ label, figures })),
  };
}

/** Readable on any picture. */
function drawLegend(
  context: OffscreenCanvasRenderingContext2D,
  { colours, from, to }: NonNullable<PaneElement['legend']>,
  { x, y, ratio }: { readonly x: number; readonly y: number; readonly ratio: number },
): void {
  const [width, height, gap] = [96 * ratio, 18 * ratio, 5 * ratio];
  const lengths = [from, to].map(word => context.measureText(word).width);
  const colour = context.fillStyle;
  context.fillStyle = '#fff';
  context.fillRect(x, y, lengths[0] + lengths[1] + width + 4 * gap, height);
  context.fillStyle = '#000';
  context.fillText(from, x + gap, y + height / 2);
  context.fillText(to, x + lengths[0] + width + 3 * gap, y + height / 2);
  const start = x + lengths[0] + 2 * gap;
  const gradient = context.createLinearGradient(start, 0, start + width, 0);
  for (const [i, each] of colours.entries()) gradient.addColorStop(i / Math.max(1, colours.length - 1), each);
  context.fillStyle = gradient;
  context.fillRect(start, y + height / 4, width, height / 2);
  context.fillStyle = colour;
}
