/** Gradients of operators that work on each element by itself, with broadcasting. */
import { div, mul, neg, positive, scalar, sigmoid, sign, sub } from '../operators';
import { floatAttribute, simple, unbroadcast } from './rule';
import type { GradientRule } from './rule';

export const elementwiseGradients: Record<string, GradientRule> = {
  Identity: simple((_graph, gradient) => [gradient]),
  Neg: simple((graph, gradient) => [neg(graph, gradient)]),
  Add: simple((graph, gradient, { inputs: [a, b] }, [wantA, wantB]) => [
    wantA ? unbroadcast(graph, gradient, a) : undefined,
    wantB ? unbroadcast(graph, gradient, b) : undefined,
  ]),
  Sub: simple((graph, gradient, { inputs: [a, b] }, [wantA, wantB]) => [
    wantA ? unbroadcast(graph, gradient, a) : undefined,
    wantB ? neg(graph, unbroadcast(graph, gradient, b)) : undefined,
  ]),
  Mul: simple((graph, gradient, { inputs: [a, b] }, [wantA, wantB]) => [
    wantA ? unbroadcast(graph, mul(graph, gradient, b), a) : undefined,
    wantB ? unbroadcast(graph, mul(graph, gradient, a), b) : undefined,
  ]),
  Div: simple((graph, gradient, { inputs: [a, b], outputs: [quotient] }, [wantA, wantB]) => {
    const byA = div(graph, gradient, b);
    return [
      wantA ? unbroadcast(graph, byA, a) : undefined,
      wantB ? neg(graph, unbroadcast(graph, mul(graph, byA, quotient), b)) : undefined,
    ];
  }),
  Relu: simple((graph, gradient, { outputs: [y] }) => [mul(graph, gradient, positive(graph, y, 0))]),
  LeakyRelu: simple((graph, gradient, node) => [
    mul(graph, gradient, positive(graph, node.inputs[0], floatAttribute(node, 'alpha'))),
  ]),
  Softplus: simple((graph, gradient, { inputs: [x] }) => [mul(graph, gradient, sigmoid(graph, x))]),
  Sigmoid: simple((graph, gradient, { outputs: [y] }) => [
    mul(graph, gradient, mul(graph, y, sub(graph, scalar(graph, 1), y))),
  ]),
  Sqrt: simple((graph, gradient, { outputs: [y] }) => [div(graph, mul(graph, gradient, scalar(graph, 0.5)), y)]),
  Log: simple((graph, gradient, { inputs: [x] }) => [div(graph, gradient, x)]),
  Abs: simple((graph, gradient, { inputs: [x] }) => [mul(graph, gradient, sign(graph, x))]),
};
