import { html } from 'lit';
import type { Rect } from '../../src/core/geometry';
import { pixelatedFrom } from '../camera';
import { bitmapOf } from '../bitmap';
import { text } from '../text';
import { hiddenPixels, layerOf, markings, type Marking } from './marking';
import type { OverlayView } from './overlay';
import { stagePane, type Control, type Pane } from './pane';
import { iconToggle } from '../icon-button';

/** From this scale on, hidden pixels are marked by a dot in them, so that their colour stays visible. */
const dotsFrom = 6;

const markingIcons: Readonly<Record<Marking, string>> = { off: 'circle-large', mark: 'record', only: 'eye' };

/** What the network makes of the image with one mask over it, with the pixels marked that it did not see. */
export function branchPane(branch: number, byDefault: boolean): Pane {
  const number = branch + 1;
  return stagePane(`branch:${branch}`, text.panes.branch(number), text.panes.branchHint(number), byDefault, {
    overlay: view => {
      mark(branch, view);
    },
    control,
  });
}

const control: Control = {
  name: 'marking',
  render: (prefs, set) =>
    html`<div class="group" role="group" aria-label=${text.panes.hiddenPixels}>
      ${markings.map(each => {
        const label = text.panes.marking[each];
        return iconToggle(
          { icon: markingIcons[each], label, hint: text.panes.markingHint(label), testId: `marking-${each}` },
          each === prefs.marking,
          () => {
            set({ marking: each });
          },
        );
      })}
    </div>`,
};

function mark(branch: number, view: OverlayView): void {
  const { settings, camera, viewport, palette } = view;
  const { marking } = view.prefs;
  if (!settings || marking === 'off' || camera.scale < 1) return;
  const { seed, masks } = settings;
  if (marking === 'mark' && camera.scale >= dotsFrom) {
    dots(hiddenPixels(seed, masks, branch, viewport), view);
    return;
  }
  const small = camera.scale < pixelatedFrom;
  const made = JSON.stringify([seed, masks, viewport, marking, palette, small]);
  const layer = view.remembered(made, () => {
    const hidden = hiddenPixels(seed, masks, branch, viewport);
    const pixels =
      marking === 'mark'
        ? layerOf(hidden, 1, [...palette.accent, small ? 64 : 110])
        : layerOf(hidden, 0, [128, 128, 128, 255]);
    return bitmapOf(pixels, viewport.width, viewport.height);
  });
  view.context.imageSmoothingEnabled = false;
  view.draw(layer, viewport);
}

function dots(hidden: Uint8Array, { context, camera, palette, viewport, toPane }: OverlayView): void {
  const side = Math.max(2, Math.round(camera.scale / 4));
  const middle = ({ x, y, width }: Rect, i: number) => toPane(x + (i % width) + 0.5, y + Math.floor(i / width) + 0.5);
  for (const [colour, edge] of [
    ['rgba(0,0,0,0.6)', side + 2],
    [`rgb(${palette.accent.join()})`, side],
  ] as const) {
    context.fillStyle = colour;
    for (let i = 0; i < hidden.length; i++) {
      if (!hidden[i]) continue;
      const { x, y } = middle(viewport, i);
      context.fillRect(Math.round(x - edge / 2), Math.round(y - edge / 2), edge, edge);
    }
  }
}
