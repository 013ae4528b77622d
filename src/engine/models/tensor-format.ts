/**
 * How networks want pixels: order of dimensions, type of the numbers, value of white. Inside this program pixels are always
 * `[batch, channels, height, width]`, float32, white = 1. Another layout or type is one more row of a table here.
 */
import { Tensor } from '../../runtime/onnxruntime';
import { halves, toHalf } from './half-float';

/** Size of a batch of images of one kind. */
export interface Extent {
  readonly batch: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

interface LayoutRule {
  readonly rank: number;
  /** Position of each dimension in a shape; one that is missing has size 1. */
  readonly channels?: number;
  readonly height: number;
  readonly width: number;
  readonly batched: boolean;
  /** Whether the channels of a pixel lie side by side. */
  readonly interleaved: boolean;
}

export const layouts = {
  NCHW: { rank: 4, channels: 1, height: 2, width: 3, batched: true, interleaved: false },
  NHWC: { rank: 4, channels: 3, height: 1, width: 2, batched: true, interleaved: true },
  CHW: { rank: 3, channels: 0, height: 1, width: 2, batched: false, interleaved: false },
  HWC: { rank: 3, channels: 2, height: 0, width: 1, batched: false, interleaved: true },
  HW: { rank: 2, height: 0, width: 1, batched: false, interleaved: false },
} as const satisfies Record<string, LayoutRule>;
export type Layout = keyof typeof layouts;

export function dimensions(layout: Layout, { batch, channels, height, width }: Extent): number[] {
  const sizes: Readonly<Record<string, number>> = { N: batch, C: channels, H: height, W: width };
  return Array.from(layout, letter => sizes[letter]);
}

type Numbers = Float32Array | Float64Array | Uint16Array | Uint8Array;

interface ElementRule {
  /** Largest number, for kinds that hold whole numbers: then that is white. */
  readonly whole?: number;
  /** Room for `length` numbers. */
  readonly make: (length: number) => Numbers;
  /** Number <-> what the array holds. */
  readonly pack?: (value: number) => number;
  readonly unpack?: (data: Numbers) => ArrayLike<number>;
}

export const elementTypes = {
  float32: { make: length => new Float32Array(length) },
  float64: { make: length => new Float64Array(length) },
  float16: {
    make: length => new Uint16Array(length),
    pack: toHalf,
    unpack: data => {
      const table = halves();
      return Float32Array.from(new Uint16Array(data.buffer, data.byteOffset, data.length), half => table[half]);
    },
  },
  uint8: { whole: 255, make: length => new Uint8Array(length) },
  uint16: { whole: 65535, make: length => new Uint16Array(length) },
} satisfies Record<string, ElementRule>;
export type ElementType = keyof typeof elementTypes;

export function isElementType(type: string): type is ElementType {
  return type in elementTypes;
}

function ruleOf(type: ElementType): ElementRule {
  return elementTypes[type];
}

/** The value of white that a type implies. */
export function whiteOf(type: ElementType): number | undefined {
  return ruleOf(type).whole;
}

export interface TensorFormat {
  readonly layout: Layout;
  readonly type: ElementType;
  /** Value of white. */
  readonly white: number;
}

/** Whether pixels can be handed over as they are. */
export function isNative({ layout, type, white }: TensorFormat, channels: number): boolean {
  return type === 'float32' && white === 1 && (!layouts[layout].interleaved || channels === 1);
}

/** @param data `[batch, channels, height, width]`, not changed */
export function toTensor(format: TensorFormat, data: Float32Array, extent: Extent): Tensor {
  const { layout, type, white } = format;
  const dims = dimensions(layout, extent);
  if (isNative(format, extent.channels)) return new Tensor('float32', data, dims);
  const { make, pack, whole } = ruleOf(type);
  const numbers = make(data.length);
  walk(layouts[layout].interleaved, extent, (plane, at) => {
    let value = data[plane] * white;
    if (whole !== undefined) value = Math.min(whole, Math.max(0, Math.round(value)));
    numbers[at] = pack ? pack(value) : value;
  });
  return new Tensor(type, numbers, dims);
}

/** @returns `[batch, channels, height, width]`; may share the tensor's memory */
export function fromTensor(format: TensorFormat, tensor: Tensor, extent: Extent): Float32Array {
  const { layout, type, white } = format;
  const numbers = tensor.data as Numbers;
  if (isNative(format, extent.channels)) return numbers as Float32Array;
  const values = ruleOf(type).unpack?.(numbers) ?? numbers;
  const data = new Float32Array(numbers.length);
  walk(layouts[layout].interleaved, extent, (plane, at) => {
    data[plane] = values[at] / white;
  });
  return data;
}

/** Visits all samples: where each lies plane by plane, and where in the layout. */
function walk(
  interleaved: boolean,
  { batch, channels, height, width }: Extent,
  visit: (plane: number, at: number) => void,
): void {
  const area = height * width;
  for (let image = 0; image < batch; image++) {
    for (let channel = 0; channel < channels; channel++) {
      const start = (image * channels + channel) * area;
      for (let pixel = 0; pixel < area; pixel++) {
        visit(start + pixel, interleaved ? (image * area + pixel) * channels + channel : start + pixel);
      }
    }
  }
}
