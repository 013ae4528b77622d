/** From a job to the pipeline that computes it: image, reference, network, tiles. */
import type { Job, Provenance } from '../../client/contract';
import type { CancellationToken } from '../../core/control';
import { AmsnetError } from '../../core/errors';
import { area } from '../../core/geometry';
import type { BranchNetwork } from '../../core/network';
import { DenoisePipeline } from '../../core/pipeline';
import { settingTable, type DenoiseSettings } from '../../core/settings';
import { TileCache } from '../../core/tile-cache';
import { noiseOf } from '../images/noise-of';
import { orCancelled } from '../cancel';
import type { CachedImage } from '../images/image-cache';
import type { Raster } from '../images/raster';
import { ReducedSource } from '../images/reduced';
import { TileFile } from '../images/tile-file';
import type { NetworkTraits } from '../models/traits';
import type { Services } from '../services';
import { outOfMemory } from '../reason';
import { text } from '../text';
import { forFixedSize } from '../sessions/fixed-size-network';
import { OrtNetwork } from '../sessions/ort-network';
import { GatheredNetwork } from '../sessions/gathered-network';
import type { Place } from '../sessions/provider';
import { chooseTile } from '../sessions/tile-limits';

export interface PipelineJob {
  readonly image: CachedImage;
  readonly reference: CachedImage | undefined;
  readonly pipeline: DenoisePipeline;
  /** That the pipeline runs, as its settings and this image have it. */
  readonly network: BranchNetwork;
  readonly provenance: Provenance;
  /** Seconds that the network would take for so many pixels; undefined before its first run. */
  readonly secondsFor: (pixels: number) => number | undefined;
  /** Seconds spent in runs of the network so far. */
  networkSeconds(): number;
}

/** What of a job's pipeline is wanted. */
export interface PipelineNeeds {
  /** Branch outputs will be asked for: they are kept when the union is made of them. */
  readonly keepBranches: boolean;
  /** Stages will be asked for after the result of the same tiles. */
  readonly rereads?: boolean;
  /**
   * All of the image is wanted, in row order. `once`: for a file, so that nothing of it is worth keeping; its tiles have a
   * cache of their own, which ends with the walk, and so has any walk for which the shared cache is too small for each tile to
   * be computed once. What a view asks for never does: it will be asked for again.
   */
  readonly walk?: 'once' | 'again';
  /** Denoise the image reduced by 2^level instead of the image itself; 0 unless said. */
  readonly level?: number;
}

/** Most bytes of tiles that a walk holds in memory; what is more, of images that are wide, lies in a file. */
const walkMemory = 128 << 20;

interface Attempt {
  readonly prepared: PipelineJob;
  /** Names model and device. */
  readonly key: string;
  readonly device: Place;
  readonly tile: number;
  /** What the tiles that do not fit into memory lie in, until `use` has ended. */
  readonly spill: TileFile | undefined;
}

/**
 * Prepares `job` and hands it to `use`. If a device runs out of memory, `use` is called again with smaller tiles, then
 * with the CPU; what was computed before with the same tiles is in the cache.
 */
export async function withPipeline<T>(
  services: Services,
  job: Job,
  needs: PipelineNeeds,
  token: CancellationToken,
  use: (prepared: PipelineJob) => Promise<T>,
): Promise<T> {
  const retreats: string[] = [];
  let device = job.device;
  for (;;) {
    const { prepared, ...attempt } = await prepare(services, { ...job, device }, needs, token);
    const { notes } = prepared.provenance;
    const provenance = { ...prepared.provenance, device: job.device, notes: [...retreats, ...notes] };
    try {
      return await use({ ...prepared, provenance });
    } catch (error) {
      if (!outOfMemory(error)) throw error;
      const retreat = services.tileLimits.retreat(attempt.key, attempt.device, attempt.tile);
      if (retreat === undefined) throw error;
      retreats.push(retreat.note);
      // A server that has no room for a tile is asked again with a smaller one.
      if (retreat.device !== 'remote') device = retreat.device;
    } finally {
      attempt.spill?.close();
    }
  }
}

async function prepare(services: Services, job: Job, needs: PipelineNeeds, token: CancellationToken): Promise<Attempt> {
  const { image, reference } = await orCancelled(token, () => services.images.pair(job.image, job.reference, job.page));
  const model = await services.models.find(job.model);
  const loaded = await orCancelled(token, () => services.sessions.load(model, job.device));
  const { traits, device } = loaded;
  const noiseLevel = await noiseLevelFor(model.name, traits, image.raster, job.settings, token);
  const key = `${model.key}|${device}`;
  const { rates } = services;
  const onRun = (pixels: number, seconds: number) => {
    rates.add(key, pixels, seconds);
  };
  const { keepBranches, rereads, walk, level = 0 } = needs;
  if (walk === undefined) services.images.keep(image);
  const noisy = level === 0 ? image.raster : new ReducedSource(image.raster, level);
  const wished = chooseTile(noisy, traits, job.tile);
  const tile = services.tileLimits.limited(key, wished);
  // Where a tile did not fit, neither do several.
  const pixelsPerRun = loaded.pixelsPerRun * (tile / wished) ** 2;
  const network = new OrtNetwork(loaded.session, traits, services.inferenceQueue, pixelsPerRun, noiseLevel, onRun);
  const fitted = forFixedSize(device === 'remote' ? new GatheredNetwork(network, pixelsPerRun) : network, traits);
  const options = {
    noisy,
    network: fitted.network,
    settings: job.settings,
    tile,
    tileShape: job.tileShape,
    key: `${image.key}|${level}|${key}`,
    keepBranches,
    ...(rereads !== undefined && { rereads }),
    ...(device === 'remote' && { pixelsAtOnce: pixelsPerRun }),
  };
  let spill: TileFile | undefined;
  let pipeline = new DenoisePipeline({ ...options, cache: services.tiles });
  if (walk === 'once' || (walk && pipeline.rowWalkBytes > services.tiles.limit)) {
    const { rowWalkBytes, tiles } = pipeline;
    const tileBytes = 12 * area(tiles[0]);
    const memory = Math.min(rowWalkBytes, walkMemory);
    if (rowWalkBytes > memory) spill = new TileFile(tileBytes, Math.ceil((rowWalkBytes - memory) / tileBytes) + 1);
    const cache = new TileCache(memory, services.tiles, spill);
    pipeline = new DenoisePipeline({ ...options, cache });
  }
  const notes = [...loaded.notes, ...traits.notes, ...image.info.notes, ...fitted.notes];
  if (traits.noiseLevel) notes.push(text.noiseLevelGiven(noiseLevel, job.settings.noiseLevel > 0));
  if (model.card === undefined && job.settings.mode === 'single-pass') notes.push(text.noCard);
  if (!pipeline.exact) {
    notes.push(text.tiledGlobal);
  }
  const provenance = {
    model: model.name,
    device: job.device,
    provider: loaded.provider,
    tile,
    tiles: pipeline.tiles.length,
    notes,
  };
  return {
    prepared: {
      image,
      reference,
      pipeline,
      network: fitted.network,
      provenance,
      secondsFor: pixels => rates.secondsFor(key, pixels),
      networkSeconds: () => network.seconds,
    },
    key,
    device,
    tile,
    spill,
  };
}

/**
 * Standard deviation, 0..1: what was asked for, else the estimate.
 * @throws {AmsnetError} settings/invalid if a level is named for a network that takes none
 */
async function noiseLevelFor(
  model: string,
  traits: NetworkTraits,
  raster: Raster,
  { noiseLevel }: DenoiseSettings,
  token: CancellationToken,
): Promise<number> {
  if (noiseLevel > 0 && !traits.noiseLevel) throw new AmsnetError('settings/invalid', ...text.noNoiseLevel(model));
  if (noiseLevel > 0) return noiseLevel / settingTable.noiseLevel.max;
  return traits.noiseLevel ? (await noiseOf(raster, token)).sigma : 0;
}
