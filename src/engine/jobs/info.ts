import { env } from '../../runtime/onnxruntime';
import sharp from 'sharp';
import { version } from '../../../package.json';
import { cardInfo } from '../models/card';
import type { Handler } from '../server';
import type { Services } from '../services';

/** Reads cards only: no network is loaded for it. */
export function info({ models, devices }: Services): Handler<'info'> {
  return async () => {
    const [found, available] = await Promise.all([models.list(), devices.list()]);
    return {
      versions: {
        amsnet: version,
        node: process.versions.node,
        onnxruntime: env.versions.node ?? env.versions.common,
        sharp: sharp.versions.sharp,
        libvips: sharp.versions.vips,
      },
      devices: available,
      models: found.flatMap(({ card, path }) => (card === undefined ? [] : [cardInfo(card, path)])),
    };
  };
}
