/** ONNX files in and out: protobufjs over ONNX's own schema (onnx.proto, see there). */
import protobuf from 'protobufjs';
import schema from './onnx-schema.json';

/** The part of ONNX's messages that is used here, with the field names of onnx.proto. */
export interface TensorProto {
  name: string;
  dims: number[];
  data_type: number;
  /** Absent where a writer used another field for the numbers. */
  raw_data?: Uint8Array;
}

export interface AttributeProto {
  name: string;
  type: number;
  i?: number;
  f?: number;
  s?: Uint8Array;
  ints?: number[];
}

export interface NodeProto {
  op_type: string;
  name: string;
  input: string[];
  output: string[];
  attribute: AttributeProto[];
}

export interface ValueInfoProto {
  name: string;
  type: { tensor_type: { elem_type: number; shape: { dim: { dim_value?: number; dim_param?: string }[] } } };
}

export interface GraphProto {
  name: string;
  node: NodeProto[];
  initializer: TensorProto[];
  input: ValueInfoProto[];
  output: ValueInfoProto[];
}

export interface ModelProto {
  ir_version: number;
  producer_name: string;
  opset_import: { domain: string; version: number }[];
  graph: GraphProto;
}

export const dataType = { float: 1, int64: 7 } as const;
export const attributeType = { float: 1, int: 2, string: 3, ints: 7 } as const;

const modelType = protobuf.Root.fromJSON(schema).lookupType('onnx.ModelProto');

export function encodeModel(model: ModelProto): Uint8Array {
  return modelType.encode(modelType.fromObject(model)).finish();
}

export function decodeModel(bytes: Uint8Array): ModelProto {
  const message = modelType.decode(bytes);
  return modelType.toObject(message, { longs: Number, arrays: true, defaults: false }) as ModelProto;
}

/** The float32 weights of a model by name, as [shape, data]. */
export function readWeights(bytes: Uint8Array): Map<string, { shape: number[]; data: Float32Array }> {
  const weights = new Map<string, { shape: number[]; data: Float32Array }>();
  for (const tensor of decodeModel(bytes).graph.initializer) {
    if (tensor.data_type !== dataType.float || tensor.raw_data === undefined) continue;
    // A copy, because the bytes inside the file need not lie on a multiple of four.
    const data = new Float32Array(new Uint8Array(tensor.raw_data).buffer);
    weights.set(tensor.name, { shape: tensor.dims, data });
  }
  return weights;
}
