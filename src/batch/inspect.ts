import type { Engine, ImageInfo } from '../client/contract';
import type { Noise } from '../client/noise';

/** What `amsnet inspect --json` prints: the file and the noise of one of its images. */
export interface Inspection extends ImageInfo {
  readonly input: string;
  readonly noise: Noise;
}

/** @throws {AmsnetError} of reading the image */
export async function inspectNoise(
  engine: Engine,
  one: { readonly image: string; readonly page?: number },
  signal: AbortSignal,
): Promise<Inspection> {
  const info = await engine.request('inspectImage', one, { signal });
  const noise = await engine.request('noise', one, { signal });
  return { input: one.image, ...info, noise };
}
