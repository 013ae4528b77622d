import type { Engine, Result } from './contract';

/** All that is worth knowing of an engine, for `amsnet info`, whose JSON it is, and for a diagnosis. */
export interface EngineInfo {
  readonly versions: Result<'versions'>;
  readonly devices: Result<'devices'>;
  readonly models: Result<'models'>;
}

/** Waits until every device has been tried. */
export async function askEngineInfo(
  engine: Engine,
  options: { readonly signal?: AbortSignal } = {},
): Promise<EngineInfo> {
  const [versions, devices, models] = await Promise.all([
    engine.request('versions', {}, options),
    engine.request('devices', {}, options),
    engine.request('models', {}, options),
  ]);
  return { versions, devices, models };
}
