/** What a view opens with: what was remembered or found, as far as it is still there and may be used. */
import path from 'node:path';
import type { Engine, ModelInfo } from '../client/contract';
import type { ViewState } from '../messages/view';
import type { Memory } from './knobs';

/**
 * The wished model, else the first bundled one. Asked for by its name: the list of all is for choosing another one.
 * @param wished name, or path of a file; empty = none
 */
export async function firstModel(engine: Engine, wished: string, allowModelFiles: boolean): Promise<ModelInfo> {
  const isFile = path.isAbsolute(wished);
  if (wished !== '' && (!isFile || allowModelFiles)) {
    // A model that has gone since must not keep the view from opening.
    const found = await engine.request('inspectModel', { model: wished }).catch(() => undefined);
    if (found && isFile) return { ...found, name: wished };
    if (found?.name === wished) return found;
  }
  return engine.request('inspectModel', {});
}

/** Those whose models are still there; their pixels are made again, their scores are not known. */
export async function rememberedPins(
  engine: Engine,
  pins: NonNullable<Memory['pinned']>,
  allowModelFiles: boolean,
): Promise<ViewState['pinned']> {
  const isThere = async (model: string) => {
    if (path.isAbsolute(model) && !allowModelFiles) return false;
    const found = await engine.request('inspectModel', { model }).catch(() => undefined);
    return found !== undefined && (path.isAbsolute(model) || found.name === model);
  };
  const are = await Promise.all(pins.map(({ knobs }) => isThere(knobs.model)));
  return pins.filter((_, i) => are[i]).map(pin => ({ ...pin, score: undefined }));
}

/** One that was found by its name counts only if it can be compared. */
export async function comparableReference(
  engine: Engine,
  image: string,
  reference: ViewState['reference'],
): Promise<ViewState['reference']> {
  if (reference?.found !== true) return reference;
  const [own, other] = await Promise.all(
    [image, reference.path].map(file => engine.request('inspectImage', { image: file }).catch(() => undefined)),
  );
  if (!own || !other) return undefined;
  return own.width === other.width && own.height === other.height ? reference : undefined;
}
