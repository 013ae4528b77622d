import { inputsOf, layerKey, previewModel } from '../src/messages/stage-key';
import type { ViewState } from '../src/messages/view';
import { panesOf } from './panes/list';
import type { Subject } from './subject';

/** An image on its way through the scheme, as panes show it. */
export function denoising(state: ViewState): Subject {
  const { image, knobs, models, attempt } = state;
  const inputs = inputsOf(state);
  return {
    size: image.info,
    panes: panesOf(state),
    ready: knobs !== undefined,
    attempt,
    previews: previewModel(models) !== undefined,
    settings: knobs?.settings,
    key: layer => (inputs && !isImage(layer) ? layerKey(layer, inputs) : ''),
  };
}

function isImage(layer: string): layer is `image:${number}` {
  return layer.startsWith('image:');
}
