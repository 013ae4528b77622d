import { inputsOf, layerKey, previewModel, strengthOf } from '../src/messages/stage-key';
import type { ImageName, LayerName, PinName, ViewState } from '../src/messages/view';
import { panesOf } from './panes/list';
import type { Subject } from './subject';

/** An image on its way through the scheme, as panes show it. */
export function denoising(state: ViewState): Subject {
  const { image, knobs, models, pinned, attempt } = state;
  const inputs = inputsOf(state);
  return {
    size: image.info,
    range: image.info?.range,
    panes: panesOf(state),
    ready: knobs !== undefined,
    attempt,
    previews: previewModel(models) !== undefined,
    settings: knobs?.settings,
    strengthOf: key => inputs && strengthOf(key, inputs),
    key: layer => {
      if (!inputs || isImage(layer)) return '';
      if (!isPin(layer)) return layerKey(layer, inputs);
      const pin = pinned.find(({ id }) => layer === `pin:${id}`);
      return pin ? layerKey('result', { ...inputs, ...pin.knobs, page: pin.page }) : '';
    },
  };
}

function isImage(layer: LayerName): layer is ImageName {
  return layer.startsWith('image:');
}

function isPin(layer: LayerName): layer is PinName {
  return layer.startsWith('pin:');
}
