import type { InferenceSession } from '../../runtime/onnxruntime';
import { AmsnetError } from '../../core/errors';
import { predictsScale, scaleOutput, takesMask, type ModelCard } from './card';

/** All that must be known of a network to run it. */
export interface NetworkTraits {
  readonly input: string;
  readonly mask?: string;
  readonly output: string;
  /** Output with the predicted size of the error, if it has one. */
  readonly scale?: string;
  /** Value of white in its input and output. */
  readonly white: 1 | 255;
  /** @see BranchNetwork */
  readonly stride: number;
  readonly halo: number;
  readonly minSize: number;
  /** Most images in one run; undefined = any number. */
  readonly batch?: 1;
  /** Memory that a run takes for each pixel, where the whole image may have to go at once. */
  readonly bytesPerPixel?: number;
  /** The only size that it takes, if its file fixes one. */
  readonly fixedSize?: { readonly width: number; readonly height: number };
}

/** What of a network can be told from the signature of its graph. */
export type Signature = Pick<NetworkTraits, 'input' | 'mask' | 'output' | 'scale' | 'batch' | 'fixedSize'>;

/**
 * Finds the pixels' way in and out of a network.
 * @throws {AmsnetError} model/incompatible, saying what does not fit
 */
export function readSignature(session: InferenceSession, path: string, card?: ModelCard): Signature {
  const wrong = (what: string) =>
    new AmsnetError(
      'model/incompatible',
      `${path} cannot be used as a denoiser: ${what}.`,
      'A denoiser takes [N,3,H,W] float32 pixels, RGB, 0..1, and returns as many; anything else needs a model card.',
    );
  const tensor = (kind: 'input' | 'output', name: string | undefined, channels: number) => {
    const all = kind === 'input' ? session.inputMetadata : session.outputMetadata;
    const found = all.find(value => value.name === name);
    if (found === undefined) throw wrong(`it has no ${kind} named ${String(name)}`);
    if (!found.isTensor || found.type !== 'float32') {
      throw wrong(`its ${kind} ${found.name} holds ${found.isTensor ? found.type : 'no tensor'}, not float32`);
    }
    if (found.shape.length !== 4) throw wrong(`its ${kind} ${found.name} has ${found.shape.length} dimensions, not 4`);
    const declared = found.shape[1];
    if (typeof declared === 'number' && declared !== channels) {
      throw wrong(`its ${kind} ${found.name} has ${declared} channels, not ${channels}`);
    }
    return found;
  };
  if (card === undefined) {
    const several = (kind: string, names: readonly string[]) =>
      wrong(`it has ${names.length} ${kind}s (${names.join(', ')}), not one`);
    if (session.inputNames.length !== 1) throw several('input', session.inputNames);
    if (session.outputNames.length !== 1) throw several('output', session.outputNames);
  }
  const input = tensor('input', card ? Object.keys(card.inputs)[0] : session.inputNames[0], 3);
  const output = tensor('output', card ? Object.keys(card.outputs)[0] : session.outputNames[0], 3);
  if (card && takesMask(card)) tensor('input', 'mask', 1);
  if (card && predictsScale(card)) tensor('output', scaleOutput, 3);
  const [batch, , height, width] = input.shape;
  if (typeof batch === 'number' && batch !== 1) throw wrong(`it takes exactly ${batch} images at once`);
  return {
    input: input.name,
    output: output.name,
    ...(card && takesMask(card) ? { mask: 'mask' } : {}),
    ...(card && predictsScale(card) ? { scale: scaleOutput } : {}),
    ...(typeof batch === 'number' ? { batch: 1 as const } : {}),
    ...(typeof height === 'number' && typeof width === 'number' ? { fixedSize: { width, height } } : {}),
  };
}
