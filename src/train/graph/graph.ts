/** A recorded computation: nodes of standard ONNX operators between values of known shape. */
import { attributeType, dataType, encodeModel } from './onnx';
import type { AttributeProto, NodeProto, TensorProto, ValueInfoProto } from './onnx';

/** A number, or the name of a size that is known only when the model runs. */
export type Dim = number | string;

/** One tensor in a graph. float32 unless `integer`. */
export interface Value {
  readonly name: string;
  readonly shape: readonly Dim[];
  readonly integer?: boolean;
}

export type Attribute = { int: number } | { ints: readonly number[] } | { float: number } | { string: string };
export type Attributes = Readonly<Record<string, Attribute>>;

export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
}

const opset = 17;
const irVersion = 8;

export class Graph {
  readonly nodes: GraphNode[] = [];
  private readonly inputs: Value[] = [];
  private readonly outputs: Value[] = [];
  private readonly constants: TensorProto[] = [];
  private readonly known = new Map<string, Value>();
  private readonly constantData = new Map<string, readonly number[]>();
  private counter = 0;

  input(name: string, shape: readonly Dim[]): Value {
    const value = { name, shape };
    this.inputs.push(value);
    return value;
  }

  /** Names a value as an output of the model. */
  output(name: string, value: Value): void {
    const output = { name, shape: value.shape };
    this.nodes.push({ op: 'Identity', inputs: [value], outputs: [output], attributes: {} });
    this.outputs.push(output);
  }

  node(op: string, inputs: readonly Value[], shape: readonly Dim[], attributes: Attributes = {}): Value {
    return this.nodeWithOutputs(op, inputs, [shape], attributes)[0];
  }

  nodeWithOutputs(
    op: string,
    inputs: readonly Value[],
    shapes: readonly (readonly Dim[])[],
    attributes: Attributes = {},
  ): Value[] {
    const outputs = shapes.map(shape => ({ name: `${op.toLowerCase()}_${String(this.counter++)}`, shape }));
    this.nodes.push({ op, inputs, outputs, attributes });
    return outputs;
  }

  /** Weights baked into the model. */
  weight(name: string, shape: readonly number[], data: Float32Array): Value {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.constants.push({ name, dims: [...shape], data_type: dataType.float, raw_data: bytes });
    return { name, shape };
  }

  /** A float32 constant; equal ones are stored once. */
  constant(data: readonly number[], shape: readonly number[] = []): Value {
    return this.shared(`f:${shape.join('x')}:${data.join(',')}`, () =>
      this.weight(this.constantName(), shape, Float32Array.from(data)),
    );
  }

  /** An int64 constant vector, as shapes and axes are given to operators. */
  integers(data: readonly number[]): Value {
    return this.shared(`i:${data.join(',')}`, () => {
      const name = this.constantName();
      const bytes = new Uint8Array(BigInt64Array.from(data, BigInt).buffer);
      this.constants.push({ name, dims: [data.length], data_type: dataType.int64, raw_data: bytes });
      this.constantData.set(name, data);
      return { name, shape: [data.length], integer: true };
    });
  }

  /** The numbers of a constant made by `integers`. */
  integersOf(value: Value): readonly number[] {
    const data = this.constantData.get(value.name);
    if (!data) throw new Error(`${value.name} is not an integer constant of this graph`);
    return data;
  }

  toOnnx(name: string): Uint8Array {
    return encodeModel({
      ir_version: irVersion,
      producer_name: 'amsnet-denoise',
      opset_import: [{ domain: '', version: opset }],
      graph: {
        name,
        node: this.nodes.map(nodeProto),
        initializer: this.constants,
        input: this.inputs.map(valueInfo),
        output: this.outputs.map(valueInfo),
      },
    });
  }

  private constantName(): string {
    return `constant_${String(this.counter++)}`;
  }

  private shared(key: string, make: () => Value): Value {
    const value = this.known.get(key) ?? make();
    this.known.set(key, value);
    return value;
  }
}

function nodeProto(node: GraphNode): NodeProto {
  return {
    op_type: node.op,
    name: node.outputs[0].name,
    input: node.inputs.map(value => value.name),
    output: node.outputs.map(value => value.name),
    attribute: Object.entries(node.attributes).map(([name, attribute]) => attributeProto(name, attribute)),
  };
}

function attributeProto(name: string, attribute: Attribute): AttributeProto {
  if ('int' in attribute) return { name, type: attributeType.int, i: attribute.int };
  if ('ints' in attribute) return { name, type: attributeType.ints, ints: [...attribute.ints] };
  if ('float' in attribute) return { name, type: attributeType.float, f: attribute.float };
  return { name, type: attributeType.string, s: new TextEncoder().encode(attribute.string) };
}

function valueInfo(value: Value): ValueInfoProto {
  const dim = value.shape.map(size => (typeof size === 'number' ? { dim_value: size } : { dim_param: size }));
  return { name: value.name, type: { tensor_type: { elem_type: dataType.float, shape: { dim } } } };
}
