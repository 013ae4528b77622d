import { expect, test } from 'vitest';
import { outOfMemory, reasonOf } from '../../../src/engine/reason';

test('a reason names no source code of ONNX Runtime', () => {
  const message =
    "Non-zero status code returned while running Reshape node. Name:'r' Status Message: /onnxruntime_src/onnxruntime/core/providers/cpu/tensor/reshape_helper.h:45 onnxruntime::ReshapeHelper::ReshapeHelper(const onnxruntime::TensorShape&, bool) size != 0 was false.\nmore";
  expect(reasonOf(new Error(message))).toBe(
    "Non-zero status code returned while running Reshape node. Name:'r' Status Message: size != 0 was false",
  );
});

test('memory that ran out is told from a faulty network', () => {
  for (const why of ['Exception during initialization: std::bad_alloc', 'Array buffer allocation failed'])
    expect(outOfMemory(new RangeError(why))).toMatchObject({ code: 'device/out-of-memory' });
  expect(outOfMemory(new Error('size != 0 was false'))).toBeUndefined();
});
