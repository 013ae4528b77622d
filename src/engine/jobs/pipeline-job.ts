/** From a job to the pipeline that computes it: image, reference, network and tiles, and what to do where memory ends. */
import { freemem } from 'node:os';
import type { Job, Provenance } from '../../client/contract';
import type { RunControl } from '../../core/control';
import { AmsnetError } from '../../core/errors';
import { DenoisePipeline } from '../../core/pipeline';
import { TileCache } from '../../core/tile-cache';
import type { CachedImage } from '../images/image-cache';
import type { NetworkTraits } from '../models/traits';
import type { Services } from '../services';
import { FixedSizeNetwork } from '../sessions/fixed-size-network';
import { OrtNetwork } from '../sessions/ort-network';
import { providers } from '../sessions/provider';
import type { LoadedNetwork } from '../sessions/sessions';

export interface PipelineJob {
  readonly image: CachedImage;
  readonly reference: CachedImage | undefined;
  readonly network: OrtNetwork;
  readonly pipeline: DenoisePipeline;
  readonly provenance: Provenance;
}

/** Tile edge for a network with global context whose whole image does not fit. */
const globalTile = 512;

/**
 * Prepares `job` and hands it to `use`. If the device runs out of memory, `use` is called again with half the tile, then
 * on the CPU; what was computed before stays in the cache.
 */
export async function withPipeline<T>(
  services: Services,
  job: Job,
  keepBranches: boolean,
  use: (prepared: PipelineJob) => Promise<T>,
): Promise<T> {
  const notes: string[] = [];
  let device = job.device;
  for (;;) {
    const prepared = await prepare(services, { ...job, device }, keepBranches, job.device, notes);
    try {
      return await use(prepared.job);
    } catch (error) {
      if (!(error instanceof AmsnetError) || error.code !== 'device/out-of-memory') throw error;
      const next = retreat(prepared.loaded, prepared.tile, prepared.limitKey, services);
      if (next === undefined) throw error;
      notes.push(next.note);
      device = next.device ?? device;
    }
  }
}

async function prepare(
  services: Services,
  job: Job,
  keepBranches: boolean,
  device: Job['device'],
  notes: readonly string[],
) {
  const [image, reference] = await Promise.all([
    services.images.get(job.image),
    job.reference === undefined ? undefined : services.images.get(job.reference),
  ]);
  if (reference !== undefined) checkSameSize(image, reference, job.image, job.reference ?? '');
  const model = await services.models.find(job.model);
  const loaded = await services.sessions.load(model, job.device);
  const { traits } = loaded;
  const network = new OrtNetwork(loaded.session, traits, services.gate, providers[loaded.device].pixelsPerRun);
  const { fixedSize } = traits;
  const piecewise = fixedSize && new FixedSizeNetwork(network, fixedSize, pieceMargin(traits));
  const limitKey = `${model.key}|${loaded.device}`;
  const tile = chooseTile(image.raster, loaded, job.tile, services.tileLimits.get(limitKey));
  const options = {
    noisy: image.raster,
    network: piecewise ?? network,
    settings: job.settings,
    tile,
    key: `${image.key}|${model.key}|${loaded.device}`,
    keepBranches,
  };
  let pipeline = new DenoisePipeline({ ...options, cache: services.tiles });
  if (pipeline.rowWalkBytes > services.tiles.limit) {
    pipeline = new DenoisePipeline({ ...options, cache: new TileCache(pipeline.rowWalkBytes) });
  }
  const inexact =
    'The network looks at the whole image, which does not fit into memory: it was computed in tiles, whose borders may show.';
  const pieces = `The network takes images of one size only (${fixedSize?.width} x ${fixedSize?.height} pixels): the result was put together from pieces, whose borders may show.`;
  const provenance: Provenance = {
    model: model.name,
    device,
    provider: loaded.provider,
    notes: [
      ...loaded.notes,
      ...notes,
      ...image.info.notes,
      ...(pipeline.exact ? [] : [inexact]),
      ...(fixedSize && !fits(traits) ? [pieces] : []),
    ],
  };
  return { job: { image, reference, network, pipeline, provenance } satisfies PipelineJob, loaded, tile, limitKey };
}

/** Smaller tiles once, then the CPU; undefined where nothing smaller is left to try. */
function retreat(
  { device }: LoadedNetwork,
  tile: number,
  limitKey: string,
  { tileLimits }: Services,
): { note: string; device?: 'cpu' } | undefined {
  const { title } = providers[device];
  if (device === 'cpu' ? tile > globalTile : !tileLimits.has(limitKey)) {
    const smaller = device === 'cpu' ? globalTile : Math.max(32, tile >> 1);
    tileLimits.set(limitKey, smaller);
    return { note: `${title} ran out of memory: tiles of ${smaller} pixels were used.` };
  }
  return device === 'cpu' ? undefined : { note: `${title} ran out of memory: the CPU was used.`, device: 'cpu' };
}

/** Edge of a tile: as wished, but the whole image for a network with global context if that can be afforded. */
function chooseTile(
  image: { width: number; height: number },
  { traits }: LoadedNetwork,
  wished: number,
  limit = Infinity,
): number {
  if (Number.isFinite(traits.halo) || traits.fixedSize) return Math.min(wished, limit);
  const whole = Math.max(image.width, image.height);
  const bytes = image.width * image.height * (traits.bytesPerPixel ?? 0);
  return Math.min(bytes < availableBytes() / 2 ? whole : Math.max(wished, globalTile), limit);
}

/** Whether the pieces of a network with a fixed size are large enough to see all that matters for their middle. */
function fits({ fixedSize, halo, stride }: NetworkTraits): boolean {
  return fixedSize !== undefined && Math.min(fixedSize.width, fixedSize.height) >= 2 * halo + stride;
}

function pieceMargin(traits: NetworkTraits): number {
  const { width = 0, height = 0 } = traits.fixedSize ?? {};
  return fits(traits) ? traits.halo : Math.floor(Math.min(width, height) / 4);
}

/** Memory of the machine, or of the container that this runs in. */
function availableBytes(): number {
  const constrained = process.constrainedMemory();
  const used = process.memoryUsage.rss();
  return constrained > 0 ? Math.min(freemem(), constrained - used) : freemem();
}

/** @throws {AmsnetError} image/size-mismatch */
export function checkSameSize(
  image: CachedImage,
  reference: CachedImage,
  imagePath: string,
  referencePath: string,
): void {
  const size = ({ raster }: CachedImage) => `${raster.width} x ${raster.height}`;
  if (size(image) === size(reference)) return;
  throw new AmsnetError(
    'image/size-mismatch',
    `${imagePath} has ${size(image)} pixels and ${referencePath} has ${size(reference)}: they cannot be compared.`,
    'Choose a reference of the same size.',
  );
}

export function controlOf(
  token: RunControl['token'],
  priority: RunControl['priority'],
  onPass?: (pixels: number) => void,
): RunControl {
  return { token, priority, ...(onPass === undefined ? {} : { onPass }) };
}
