/** ONNX Runtime's name of an execution provider, without what all of them have in common. */
export function providerLabel(provider: string): string {
  return provider.replace(/ExecutionProvider$/, '');
}

/** A model by its name; the path of a user's own file is shortened to the file's name. */
export function modelLabel(model: string): string {
  return model.slice(Math.max(model.lastIndexOf('/'), model.lastIndexOf('\\')) + 1);
}
