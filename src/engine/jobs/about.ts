/** What this engine is and has: three requests, because models are told at once and devices have to be tried. */
import { env } from '../../runtime/onnxruntime';
import sharp from 'sharp';
import { version } from '../../../package.json';
import { cardInfo } from '../models/card';
import type { Handler } from '../server';
import type { Services } from '../services';

export function versions(): Handler<'versions'> {
  return () =>
    Promise.resolve({
      amsnet: version,
      node: process.versions.node,
      onnxruntime: env.versions.node ?? env.versions.common,
      sharp: sharp.versions.sharp,
      libvips: sharp.versions.vips,
    });
}

export function devices({ devices }: Services): Handler<'devices'> {
  return () => devices.list();
}

/** Reads cards only: no network is loaded for it. */
export function models({ models }: Services): Handler<'models'> {
  return async () => {
    const found = await models.list();
    return found.flatMap(({ card, path }) => (card === undefined ? [] : [cardInfo(card, path)]));
  };
}
