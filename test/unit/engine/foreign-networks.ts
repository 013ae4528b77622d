/**
 * Denoisers of the forms that people bring along. Each takes the mean of 3 x 3 pixels, so that what comes out of it is known
 * whatever it takes its pixels as.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributeType, dataType, encodeModel, type NodeProto, type TensorProto } from '../../../src/train/graph/onnx';

type Dims = readonly (number | string)[];

interface Port {
  readonly name: string;
  readonly dims: Dims;
  readonly type?: number;
}

export const onnxType = { float32: 1, uint8: 2, int64: 7, float16: 10, float64: 11 };

interface Network {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly nodes: readonly NodeProto[];
  /** Float32 constants. */
  readonly constants?: Readonly<Record<string, { dims: readonly number[]; values: readonly number[] }>>;
}

export function node(
  op: string,
  input: readonly string[],
  output: string,
  attributes: Record<string, number | string | number[]> = {},
): NodeProto {
  const attribute = Object.entries(attributes).map(([name, value]) =>
    Array.isArray(value)
      ? { name, type: attributeType.ints, ints: value }
      : typeof value === 'string'
        ? { name, type: attributeType.string, s: new TextEncoder().encode(value) }
        : { name, type: attributeType.int, i: value },
  );
  return { op_type: op, name: output, input: [...input], output: [output], attribute };
}

/** `to` = mean of 3 x 3 pixels of `from`, `[N,C,H,W]`, mirrored at the borders. */
export function mean(from: string, to: string, channels: number): NodeProto[] {
  return [
    node('Pad', [from, 'pads'], `${to}_padded`, { mode: 'reflect' }),
    node('Conv', [`${to}_padded`, `kernel${channels}`], to, { group: channels }),
  ];
}

export function saveNetwork(folder: string, name: string, { inputs, outputs, nodes, constants = {} }: Network): string {
  const floats = (name: string, dims: readonly number[], values: readonly number[]): TensorProto => ({
    name,
    dims: [...dims],
    data_type: dataType.float,
    raw_data: new Uint8Array(Float32Array.from(values).buffer),
  });
  const kernel = (channels: number) =>
    floats(`kernel${channels}`, [channels, 1, 3, 3], new Array<number>(9 * channels).fill(1 / 9));
  const pads = new Uint8Array(BigInt64Array.from([0n, 0n, 1n, 1n, 0n, 0n, 1n, 1n]).buffer);
  const value = ({ name, dims, type = onnxType.float32 }: Port) => ({
    name,
    type: {
      tensor_type: {
        elem_type: type,
        shape: { dim: dims.map(dim => (typeof dim === 'number' ? { dim_value: dim } : { dim_param: dim })) },
      },
    },
  });
  const model = encodeModel({
    ir_version: 8,
    producer_name: 'test',
    opset_import: [{ domain: '', version: 17 }],
    graph: {
      name,
      node: [...nodes],
      initializer: [
        kernel(1),
        kernel(3),
        { name: 'pads', dims: [8], data_type: dataType.int64, raw_data: pads },
        { name: 'axis', dims: [1], data_type: dataType.int64, raw_data: new Uint8Array(8) },
        ...Object.entries(constants).map(([key, { dims, values }]) => floats(key, dims, values)),
      ],
      input: inputs.map(value),
      output: outputs.map(value),
    },
  });
  const path = join(folder, `${name}.onnx`);
  writeFileSync(path, model);
  return path;
}

export function saveCard(path: string, card: object): void {
  const required = {
    name: 'case',
    inputs: { x: 'pixels' },
    outputs: { y: 'pixels' },
    stride: 1,
    halo: 1,
    singlePass: true,
  };
  writeFileSync(path.replace('.onnx', '.json'), JSON.stringify({ ...required, ...card }));
}

const pixels = (channels: number | string): Dims => ['N', channels, 'H', 'W'];
const x = (dims: Dims = pixels(3), type?: number): Port => ({
  name: 'x',
  dims,
  ...(type === undefined ? {} : { type }),
});
const y = (dims: Dims = pixels(3), type?: number): Port => ({
  name: 'y',
  dims,
  ...(type === undefined ? {} : { type }),
});
const scalar = (value: number) => ({ dims: [1], values: [value] });
const cast = (from: string, to: string, type: number) => node('Cast', [from], to, { to: type });

/** Networks by what is special about them; all of them give the 3 x 3 mean. */
export const foreign: Readonly<Record<string, Network>> = {
  'the plainest form': { inputs: [x()], outputs: [y()], nodes: mean('x', 'y', 3) },
  'one channel': { inputs: [x(pixels(1))], outputs: [y(pixels(1))], nodes: mean('x', 'y', 1) },
  'no named sizes at all': { inputs: [x(['', '', '', ''])], outputs: [y(['', '', '', ''])], nodes: mean('x', 'y', 3) },
  'one channel that its shape hides': { inputs: [x(pixels('C'))], outputs: [y(pixels('C'))], nodes: mean('x', 'y', 1) },
  'half precision': {
    inputs: [x(pixels(3), onnxType.float16)],
    outputs: [y(pixels(3), onnxType.float16)],
    nodes: [cast('x', 'a', onnxType.float32), ...mean('a', 'b', 3), cast('b', 'y', onnxType.float16)],
  },
  'bytes in and out': {
    inputs: [x(pixels(3), onnxType.uint8)],
    outputs: [y(pixels(3), onnxType.uint8)],
    nodes: [
      cast('x', 'a', onnxType.float32),
      ...mean('a', 'b', 3),
      node('Round', ['b'], 'c'),
      cast('c', 'y', onnxType.uint8),
    ],
  },
  'bytes in, 0 to 1 out': {
    inputs: [x(pixels(3), onnxType.uint8)],
    outputs: [y()],
    nodes: [cast('x', 'a', onnxType.float32), ...mean('a', 'b', 3), node('Div', ['b', 'white'], 'y')],
    constants: { white: scalar(255) },
  },
  // Takes the eighth part of black off, so that 0 to 1 would come back black.
  '0 to 255': {
    inputs: [x()],
    outputs: [y()],
    nodes: [
      node('Sub', ['x', 'one'], 'a'),
      node('Relu', ['a'], 'b'),
      node('Add', ['b', 'one'], 'c'),
      ...mean('c', 'y', 3),
    ],
    constants: { one: scalar(2) },
  },
  'channels last': {
    inputs: [x(['N', 'H', 'W', 3])],
    outputs: [y(['N', 'H', 'W', 3])],
    nodes: [
      node('Transpose', ['x'], 'a', { perm: [0, 3, 1, 2] }),
      ...mean('a', 'b', 3),
      node('Transpose', ['b'], 'y', { perm: [0, 2, 3, 1] }),
    ],
  },
  'one channel, last': {
    inputs: [x(['N', 'H', 'W', 1])],
    outputs: [y(['N', 'H', 'W', 1])],
    nodes: [
      node('Transpose', ['x'], 'a', { perm: [0, 3, 1, 2] }),
      ...mean('a', 'b', 1),
      node('Transpose', ['b'], 'y', { perm: [0, 2, 3, 1] }),
    ],
  },
  'no batch axis': {
    inputs: [x([3, 'H', 'W'])],
    outputs: [y([3, 'H', 'W'])],
    nodes: [node('Unsqueeze', ['x', 'axis'], 'a'), ...mean('a', 'b', 3), node('Squeeze', ['b', 'axis'], 'y')],
  },
  'a fixed size': { inputs: [x([1, 3, 64, 64])], outputs: [y([1, 3, 64, 64])], nodes: mean('x', 'y', 3) },
  'a fixed size that is not square': {
    inputs: [x([1, 3, 48, 80])],
    outputs: [y([1, 3, 48, 80])],
    nodes: mean('x', 'y', 3),
  },
  'a fixed size larger than the picture': {
    inputs: [x([1, 3, 160, 160])],
    outputs: [y([1, 3, 160, 160])],
    nodes: mean('x', 'y', 3),
  },
  'a fixed batch': { inputs: [x([4, 3, 'H', 'W'])], outputs: [y([4, 3, 'H', 'W'])], nodes: mean('x', 'y', 3) },
  'a fixed batch of a fixed size': {
    inputs: [x([2, 3, 64, 64])],
    outputs: [y([2, 3, 64, 64])],
    nodes: mean('x', 'y', 3),
  },
  'a noise level': {
    inputs: [x(), { name: 'sigma', dims: ['N', 1, 1, 1] }],
    outputs: [y()],
    nodes: [...mean('x', 'a', 3), node('Mul', ['sigma', 'zero_float'], 'b'), node('Add', ['a', 'b'], 'y')],
    constants: { zero_float: scalar(0) },
  },
  'a noise level as a plain number': {
    inputs: [{ name: 'noise_level', dims: [] }, x()],
    outputs: [y()],
    nodes: [...mean('x', 'a', 3), node('Mul', ['noise_level', 'zero_float'], 'b'), node('Add', ['a', 'b'], 'y')],
    constants: { zero_float: scalar(0) },
  },
  'a noise map': {
    inputs: [x(), { name: 'sigma', dims: ['N', 1, 'H', 'W'] }],
    outputs: [y()],
    nodes: [...mean('x', 'a', 3), node('Mul', ['sigma', 'zero_float'], 'b'), node('Add', ['a', 'b'], 'y')],
    constants: { zero_float: scalar(0) },
  },
  'the noise as output': {
    inputs: [x()],
    outputs: [y()],
    nodes: [...mean('x', 'a', 3), node('Sub', ['x', 'a'], 'y')],
  },
  'the noise, negative, as output': {
    inputs: [x()],
    outputs: [y()],
    nodes: [...mean('x', 'a', 3), node('Sub', ['a', 'x'], 'y')],
  },
  'several outputs, the picture not the first': {
    inputs: [x()],
    outputs: [{ name: 'features', dims: ['N', 'F', 'H', 'W'] }, { name: 'small', dims: ['N', 3, 'H2', 'W2'] }, y()],
    nodes: [
      ...mean('x', 'y', 3),
      node('Concat', ['x', 'x'], 'features', { axis: 1 }),
      node('MaxPool', ['x'], 'small', { kernel_shape: [2, 2], strides: [2, 2] }),
    ],
  },
  ...Object.fromEntries(
    [7, 12, 128].map(window => [
      `windows of ${window}`,
      {
        inputs: [x()],
        outputs: [y()],
        nodes: [
          node('SpaceToDepth', ['x'], 'a', { blocksize: window }),
          node('DepthToSpace', ['a'], 'b', { blocksize: window }),
          ...mean('b', 'y', 3),
        ],
      },
    ]),
  ),
};

/** Networks that are no denoisers or cannot be fed, by what the message says of them. */
export const refused: readonly (readonly [name: string, network: Network, message: RegExp])[] = [
  [
    'four channels',
    { inputs: [x(pixels(4))], outputs: [y(pixels(4))], nodes: [node('Relu', ['x'], 'y')] },
    /it has 4 input channels; images have 1 \(gray\) or 3 \(RGB\)/,
  ],
  [
    'text',
    {
      inputs: [x(['N', 'T'], onnxType.int64)],
      outputs: [y(['N', 'T'], onnxType.int64)],
      nodes: [node('Abs', ['x'], 'y')],
    },
    /its input x holds int64, not pixels/,
  ],
  [
    'classes',
    {
      inputs: [x()],
      outputs: [y(['N', 9, 1, 1])],
      nodes: [node('GlobalAveragePool', ['a'], 'y'), node('Concat', ['x', 'x', 'x'], 'a', { axis: 1 })].reverse(),
    },
    /its output y is \[N,9,1,1\], not an image of 3 channels/,
  ],
  [
    'an unknown second input',
    {
      inputs: [x(), { name: 'timestep', dims: ['N'] }],
      outputs: [y()],
      nodes: [node('Add', ['x', 'timestep'], 'y')],
    },
    /it needs 2 inputs \(x, timestep\)/,
  ],
  [
    'twice the size',
    {
      inputs: [x()],
      outputs: [y(['N', 3, 'H2', 'W2'])],
      nodes: [node('Concat', ['x', 'x'], 'a', { axis: 2 }), node('Concat', ['a', 'a'], 'y', { axis: 3 })],
    },
    /it turns \[1,3,64,192\] into \[1,3,128,384\]/,
  ],
  [
    'nothing at all',
    { inputs: [x()], outputs: [y()], nodes: [node('Mul', ['x', 'nothing'], 'y')], constants: { nothing: scalar(0) } },
    /its output does not depend on the image/,
  ],
  [
    'no numbers',
    {
      inputs: [x()],
      outputs: [y()],
      nodes: [node('Log', ['minus'], 'a'), node('Add', ['x', 'a'], 'y')],
      constants: { minus: scalar(-1) },
    },
    /returned values that are not finite numbers/,
  ],
];
