import { predictsScale, scaleOutput, takesMask, type ModelCard } from './card';
import type { ElementType, Layout, TensorFormat } from './tensor-format';

/** Where pixels go in or come out, and in which form. */
export interface ImagePort extends TensorFormat {
  readonly name: string;
}

/** Where a network is told how strong the noise is: one number for an image, or a map of the image's size. */
export interface NoiseLevelPort {
  readonly name: string;
  readonly type: ElementType;
  readonly form:
    | { readonly kind: 'number'; readonly shape: readonly (number | string)[] }
    | { readonly kind: 'map'; readonly layout: Layout; readonly channels: number };
  /** What a standard deviation as large as white is called: 1 or 255. */
  readonly white: number;
}

/** All that must be known of a network to run it. */
export interface NetworkTraits {
  /** As messages call it. */
  readonly name: string;
  readonly input: ImagePort;
  readonly output: ImagePort;
  /** A network of one channel gets the colours one by one. */
  readonly channels: 1 | 3;
  readonly mask?: ImagePort;
  /** Output with the predicted size of the error, if it has one. */
  readonly scale?: ImagePort;
  readonly noiseLevel?: NoiseLevelPort;
  /** What is done with an output that is the noise, not the picture. */
  readonly residual?: Residual;
  /** @see BranchNetwork */
  readonly stride: number;
  readonly halo: number;
  readonly minSize: number;
  /** Images of one run, exactly; undefined = any number. */
  readonly batch?: number;
  /** Memory that a run takes for each pixel, where the whole image may have to go at once. */
  readonly bytesPerPixel?: number;
  /** The only size that it takes, if its file fixes one. */
  readonly fixedSize?: { readonly width: number; readonly height: number };
  /** What was found out about it that the user should know, one sentence each. */
  readonly notes: readonly string[];
}

export type Residual = 'subtract' | 'add';

/** What of a network can be told from the signature of its graph. */
export type Signature = Pick<
  NetworkTraits,
  'name' | 'input' | 'output' | 'channels' | 'mask' | 'scale' | 'noiseLevel' | 'batch' | 'fixedSize'
>;

/** Float32 planes, RGB, 0..1: what this project's own networks take and give. */
export const nativeFormat = { layout: 'NCHW', type: 'float32', white: 1 } as const satisfies TensorFormat;

/** Traits of a network that was trained here, from its card alone. */
export function nativeTraits(card: ModelCard): NetworkTraits {
  const port = (name: string): ImagePort => ({ name, ...nativeFormat });
  return {
    name: card.name,
    input: port(Object.keys(card.inputs)[0]),
    output: port(Object.keys(card.outputs)[0]),
    channels: 3,
    ...(takesMask(card) ? { mask: port('mask') } : {}),
    ...(predictsScale(card) ? { scale: port(scaleOutput) } : {}),
    stride: card.stride,
    halo: card.halo ?? Infinity,
    minSize: card.minSize ?? card.stride,
    notes: [],
  };
}
