/** Shape arithmetic for the operators. Sizes known only at run time are carried along by name. */
import type { Dim, Value } from './graph';

/** The shape with every size known; training graphs have fixed shapes. */
export function fixed(value: Value): number[] {
  return value.shape.map(size => {
    if (typeof size === 'string')
      throw new Error(`${value.name} has a size known only at run time (${size}); gradients need fixed shapes`);
    return size;
  });
}

export function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function broadcast(a: Value, b: Value): Dim[] {
  const rank = Math.max(a.shape.length, b.shape.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = sizeFromEnd(a.shape, rank - axis);
    const right = sizeFromEnd(b.shape, rank - axis);
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new Error(`cannot broadcast ${a.name} [${a.shape.join()}] with ${b.name} [${b.shape.join()}]`);
  });
}

function sizeFromEnd(shape: readonly Dim[], fromEnd: number): Dim {
  return fromEnd > shape.length ? 1 : shape[shape.length - fromEnd];
}

/** The size after a window of `kernel` moves in steps of `stride` over a padded axis. */
export function convolved(size: Dim, kernel: number, stride: number, padding: number): Dim {
  if (typeof size === 'number') return Math.floor((size + padding - kernel) / stride) + 1;
  if (stride === 1) return added(size, padding - kernel + 1);
  return `${size}/${String(stride)}`;
}

/** The size times `factor`, which is a whole number or one over a whole number. */
export function scaled(size: Dim, factor: number): Dim {
  if (typeof size === 'number') return Math.round(size * factor);
  if (factor < 1) return `${size}/${String(Math.round(1 / factor))}`;
  const suffix = `/${String(factor)}`;
  return size.endsWith(suffix) ? size.slice(0, -suffix.length) : `${size}*${String(factor)}`;
}

export function added(size: Dim, amount: number): Dim {
  if (typeof size === 'number') return size + amount;
  if (amount === 0) return size;
  // Padding by n and taking n away again leaves the name as it was.
  const end = amount < 0 ? `+${String(-amount)}` : `-${String(amount)}`;
  if (size.endsWith(end)) return size.slice(0, -end.length);
  return amount < 0 ? `${size}${String(amount)}` : `${size}+${String(amount)}`;
}
