import { basename, dirname, join } from 'node:path';
import {
  denoiseFile,
  type Extras,
  type Finished,
  makeFolder,
  type Recipe,
  type Running,
} from '../../batch/denoise-file';
import { asTemplate, type BatchInput, makesFolders, type Place, placed, type Taken } from '../../batch/names';
import { isS3 } from '../../batch/s3-path';
import type { Engine } from '../../client/contract';
import { AmsnetError } from '../../core/errors';
import { withStreams } from '../inputs';
import type { Outputs } from '../outputs';
import { text } from '../text';
import { objectStore } from './objects';

/** A result on its way into an object. */
const ownPlace: Place = { rule: 'fail', taken: new Set(), isOwn: () => false, isOthers: () => false };

/** Denoises an image where it or its result is an object: the engine gets files of this machine, which are removed afterwards. */
export async function denoiseObject(
  engine: Engine,
  input: BatchInput,
  place: Place,
  running: Running,
  { recipe, outputs, extras }: { recipe: Recipe; outputs: Outputs; extras: Extras },
): Promise<Finished | Taken> {
  const output = outputs.nameOf(input);
  if (output === input.path) throw new AmsnetError('output/is-source', ...text.s3.isSource(output));
  const store = await objectStore();
  const { signal } = running;
  return withStreams(async folder => {
    const image = isS3(input.path) ? join(folder, basename(input.path)) : input.path;
    try {
      if (image !== input.path) await store.download(input.path, image, signal);
      if (!isS3(output)) {
        if (makesFolders(outputs.template)) await makeFolder(dirname(output));
        return await denoiseFile(engine, { path: image }, asTemplate(output), recipe, place, running, extras);
      }
      return await placed(output, place, async (address, overwrite) => {
        if (!overwrite && (await store.versionOf(address)))
          throw new AmsnetError('output/exists', ...text.s3.exists(address));
        await running.onBegin(address, overwrite);
        const file = join(folder, `result.${basename(address)}`);
        const quietly = { ...running, onBegin: () => Promise.resolve() };
        const finished = await denoiseFile(
          engine,
          { path: image },
          asTemplate(file),
          recipe,
          ownPlace,
          quietly,
          extras,
        );
        // Nothing has the name yet.
        if ('taken' in finished) throw new AmsnetError('output/exists', ...text.s3.exists(address));
        await store.upload(file, address, overwrite, signal);
        return { ...finished, output: address, report: { ...finished.report, output: address } };
      });
    } catch (error) {
      // The engine knows the image by the name of the copy.
      if (!(error instanceof AmsnetError) || image === input.path) throw error;
      throw Object.assign(error, { message: error.message.replaceAll(image, input.path) });
    }
  });
}
