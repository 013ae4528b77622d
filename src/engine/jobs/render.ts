import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import type { Params, Provenance, StageName } from '../../client/contract';
import { checkpoint, type RunControl } from '../../core/control';
import { AmsnetError } from '../../core/errors';
import { atLevel, intersection, type PixelSource, type Point, type Planes, type Rect } from '../../core/geometry';
import type { DenoisePipeline } from '../../core/pipeline';
import { uncertaintyEnd } from '../../core/stages';
import { toPixels } from '../images/pixels';
import { fullRect } from '../images/reduced';
import type { Handler, RequestContext } from '../server';
import type { Services } from '../services';
import { text } from '../text';
import { withPipeline, type PipelineJob } from './pipeline-job';

/**
 * Streams a viewport: first what is there already, then what has to be computed, in both the tiles nearest to the
 * centre first, so that something is to be seen at once and the eye's place is complete first.
 */
export function render(services: Services): Handler<'render'> {
  return (params, context) => (params.preview === true ? preview : exact)(services, params, context);
}

function exact(
  services: Services,
  params: Params<'render'>,
  { token, progress }: RequestContext<'render'>,
): Promise<Provenance> {
  return withPipeline(services, params.job, { keepBranches: params.stages.some(isBranch) }, token, async prepared => {
    const control: RunControl = { token, priority: 'interactive' };
    const { pipeline } = prepared;
    const { raster } = prepared.image;
    const { level, viewport, eye } = params;
    const reader = new StageReader(prepared);
    const send = (stage: StageName, rect: Rect, planes: Planes) => {
      const pixels = toPixels(inSight(stage, planes), rect, level, raster.shape.colours);
      progress({ stage, level, rect, pixels });
    };
    const later: { readonly stage: StageName; readonly tile: number; readonly rect: Rect }[] = [];
    for (const tile of nearestFirst(pipeline.tiles, viewport, eye)) {
      // Cancellations, and more urgent things, get their turn here.
      await nextTurnOfTheLoop();
      checkpoint(control);
      const rect = levelRect(pipeline.tiles[tile], level);
      if (rect.width === 0 || rect.height === 0) continue;
      for (const stage of params.stages) {
        const ready = reader.ready(stage, tile, fullRect(rect, level, raster));
        if (ready) send(stage, rect, ready);
        else later.push({ stage, tile, rect });
      }
    }
    const small = params.spot === undefined ? undefined : smallTiles(pipeline, params.spot);
    if (small && later.length > 0) {
      const [{ stage, tile }] = later;
      const [spot] = nearestFirst(small.tiles, intersection(pipeline.tiles[tile], viewport), eye);
      const rect = levelRect(small.tiles[spot], level);
      const spotReader = new StageReader({ ...prepared, pipeline: small });
      send(stage, rect, await spotReader.read(stage, fullRect(rect, level, raster), control));
    }
    for (const { stage, rect } of later) {
      send(stage, rect, await reader.read(stage, fullRect(rect, level, raster), control));
    }
    return prepared.provenance;
  });
}

/** The tiles of a spot that comes before others, where one of them takes less than half of what one of the others takes. */
function smallTiles(pipeline: DenoisePipeline, edge: number): DenoisePipeline | undefined {
  const small = pipeline.inTilesOf(edge);
  const cost = ({ work, tiles }: DenoisePipeline) => work / tiles.length;
  return pipeline.exact && 2 * cost(small) < cost(pipeline) ? small : undefined;
}

/** The reduced image denoised, instead of the denoised image reduced: as many pixels as are seen, not as there are. */
function preview(
  services: Services,
  { job, stages, viewport, level }: Params<'render'>,
  { token, progress }: RequestContext<'render'>,
): Promise<Provenance> {
  return withPipeline(services, job, { keepBranches: stages.some(isBranch), level }, token, async prepared => {
    const { pipeline, image, provenance } = prepared;
    const control: RunControl = { token, priority: 'interactive' };
    for (const tile of nearestFirst(pipeline.tiles, atLevel(viewport, level))) {
      const rect = pipeline.tiles[tile];
      for (const stage of stages) {
        if (stage === 'reference') throw new AmsnetError('settings/invalid', text.noReference);
        const planes = await pipeline.tile(stage, tile, control);
        progress({ stage, level, rect, pixels: toPixels(planes, rect, 0, image.raster.shape.colours) });
      }
    }
    return provenance;
  });
}

/** Errors are far smaller than white. */
function inSight(stage: StageName, planes: Planes): Planes {
  if (stage !== 'uncertainty') return planes;
  return { ...planes, data: planes.data.map(error => error / uncertaintyEnd) };
}

function isBranch(stage: StageName): boolean {
  return stage.startsWith('branch:');
}

/** Stages of the pipeline, and the reference, by rectangles of the image. */
export class StageReader {
  constructor(private readonly job: PipelineJob) {}

  /** Pixels of `rect` if they are at hand; `tile` is the tile in which it lies, if it lies in one. */
  ready(stage: StageName, tile: number, rect: Rect): Planes | undefined {
    if (stage === 'noisy' || stage === 'reference') return this.source(stage).read(rect);
    const { pipeline } = this.job;
    const { x, y, width, height } = pipeline.tiles[tile];
    if (rect.x !== x || rect.y !== y || rect.width !== width || rect.height !== height) return undefined;
    return pipeline.cached(stage, tile);
  }

  async read(stage: StageName, rect: Rect, control: RunControl): Promise<Planes> {
    if (stage === 'noisy' || stage === 'reference') return this.source(stage).read(rect);
    return this.job.pipeline.read(stage, rect, control);
  }

  private source(stage: 'noisy' | 'reference'): PixelSource {
    if (stage === 'noisy') return this.job.image.raster;
    if (this.job.reference) return this.job.reference.raster;
    throw new AmsnetError('settings/invalid', text.noReference);
  }
}

/** Indices of the tiles that touch `viewport`, by the distance of their centre from what is looked at: its own centre unless said. */
export function nearestFirst(tiles: readonly Rect[], viewport: Rect, looked?: Point): number[] {
  const centre = ({ x, y, width, height }: Rect) => ({ x: x + width / 2, y: y + height / 2 });
  const eye = looked ?? centre(viewport);
  const distance = (index: number) => {
    const { x, y } = centre(tiles[index]);
    return Math.hypot(x - eye.x, y - eye.y);
  };
  const touching = [...tiles.keys()].filter(index => {
    const { width, height } = intersection(tiles[index], viewport);
    return width > 0 && height > 0;
  });
  return touching.sort((a, b) => distance(a) - distance(b));
}

/** The pixels of pyramid level `level` whose top left corner lies in `tile`: each belongs to exactly one tile. */
function levelRect(tile: Rect, level: number): Rect {
  const size = 2 ** level;
  const x = Math.ceil(tile.x / size);
  const y = Math.ceil(tile.y / size);
  return {
    x,
    y,
    width: Math.ceil((tile.x + tile.width) / size) - x,
    height: Math.ceil((tile.y + tile.height) / size) - y,
  };
}
