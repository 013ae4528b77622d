/** ONNX Runtime's name of an execution provider, without what all of them have in common. */
export function providerLabel(provider: string): string {
  return provider.replace(/ExecutionProvider$/, '');
}
