import path from 'node:path';
import { toRecord } from '../batch/record';
import type { Job } from '../client/contract';
import { passesOf } from '../core/settings';
import type { ViewState } from '../messages/view';
import { denoiseCommand } from './command-line';

/**
 * How the picture that is shown was made, as `amsnet denoise --json` says it, with the command that makes it again; its numbers
 * are there if the whole image was measured in these settings.
 */
export function truthOf(state: ViewState, job: Job): object {
  const { measured, provenance, auto, image, models } = state;
  const { settings, reference, page } = job;
  const model = models.find(({ name }) => name === job.model);
  const made = {
    input: job.image,
    ...(image.info && { width: image.info.width, height: image.info.height }),
    model: job.model,
    device: job.device,
    ...provenance,
    passes: passesOf(settings),
    settings,
  };
  return {
    ...(measured?.current === true ? toRecord(measured.report, settings) : made),
    ...(page === undefined ? {} : { page: page + 1 }),
    ...(reference === undefined ? {} : { reference }),
    ...(auto?.reason === undefined ? {} : { auto: { reason: auto.reason } }),
    ...(model && { card: { description: model.description, license: model.license, file: path.basename(model.path) } }),
    command: denoiseCommand(job),
  };
}
