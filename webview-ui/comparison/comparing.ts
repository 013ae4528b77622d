import { canvasIn, imageIndex, imageKey, imageName, pageOf, type ComparisonState } from '../../src/messages/comparison';
import { differencePane } from '../panes/difference';
import { picturePane } from '../panes/pane';
import type { Subject } from '../subject';
import { text } from '../text';

/** Images that are compared, as panes show them. */
export function comparing(state: ComparisonState): Subject {
  const canvas = canvasIn(state);
  const images = state.images.map(({ name, origin, info }, index) => {
    const pages = info?.pages ?? 1;
    const label = pages > 1 ? name + text.pages.after(pageOf(state, index) + 1, pages) : name;
    return picturePane(imageName(index), label, origin, true);
  });
  const difference = differencePane(imageName(1), imageName(0), text.panes.difference, text.comparison.differenceHint);
  return {
    size: canvas?.size,
    range: state.images[0].info?.range,
    panes: images.length === 2 ? [...images, difference] : images,
    ready: canvas !== undefined,
    attempt: state.attempt,
    previews: false,
    settings: undefined,
    key: layer => {
      const index = imageIndex(layer);
      return index !== undefined && index < state.images.length ? imageKey(state, index) : '';
    },
  };
}
