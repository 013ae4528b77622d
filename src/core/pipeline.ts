import { blend } from './blend';
import { checkpoint, type RunControl } from './control';
import { seededDraws, type Draws } from './draws';
import {
  blankPlanes,
  copyShared,
  crop,
  type PixelSource,
  type Planes,
  type PlanesBatch,
  type Rect,
  type Size,
} from './geometry';
import type { BranchNetwork } from './network';
import { padByReflection, readReflected, reflectedFrom } from './padding';
import { pdDown, pdUp } from './pixel-shuffle';
import { refine } from './refine';
import { expectedError, maskDenoise, singlePass } from './scheme';
import { validateSettings, type DenoiseSettings } from './settings';
import { networkStage, settingsKey, type NetworkStage, type PipelineStage } from './stages';
import type { TileCache } from './tile-cache';
import { TilePlan, type TileShape } from './tiles';

export interface PipelineOptions {
  readonly noisy: PixelSource;
  readonly network: BranchNetwork;
  readonly settings: DenoiseSettings;
  /** Wished edge of a tile in pixels, without its halo; it has no influence on the result (see `exact`). */
  readonly tile: number;
  /** Square unless said. */
  readonly tileShape?: TileShape | undefined;
  /** May be shared by any number of pipelines: a tile that one has computed, the others have. */
  readonly cache: TileCache;
  /** Names image, model and device (and `draws`, if given) in the cache. */
  readonly key: string;
  /** Default: seeded draws from `settings.seed`. */
  readonly draws?: Draws;
  /** Keep the branch outputs that the union is made of in the cache, because they will be asked for. */
  readonly keepBranches?: boolean;
  /** Stages will be asked for again, after the result of the same tiles. */
  readonly rereads?: boolean;
  /** Tiles are computed side by side up to so many pixels that the network gets, which then runs them together; one by one unless said. */
  readonly pixelsAtOnce?: number;
  /** Whose union R3 reads, where it is cut into other tiles; its own unless said. */
  readonly unionOf?: DenoisePipeline;
}

/**
 * The scheme of the paper, evaluated tile by tile and only where someone asks: noisy -> PD stage -> R3 stage -> blend.
 * Each stage is cached under no more settings than it depends on, so that a change of an R3 knob or of the strength
 * leaves the PD stage as it is. Holds nothing itself: the cache does.
 */
export class DenoisePipeline {
  /** Core rectangles in image coordinates, row order. */
  readonly tiles: readonly Rect[];
  /** Tiles in a row of tiles. */
  readonly columns: number;
  /** Size of the padded image, to which the coordinates of all draws refer. */
  readonly padded: Size;
  /** Whether the result equals the untiled one (false: a network with global context was cut into tiles). */
  readonly exact: boolean;
  /** Passes of the branch network over the whole image for 'result': n K, and n T more for R3; 1 in single-pass mode. */
  readonly passes: number;
  /** Pixels that the network covers for 'result' of the whole image, halos included: the end of the sum of `onPass`. */
  readonly work: number;
  /** A cache of this many bytes lets a walk over the stages, in row order by tile or by row, compute each tile once. */
  readonly rowWalkBytes: number;

  readonly #options: PipelineOptions;
  readonly #tilesAtOnce: number;
  readonly #draws: Draws;
  readonly #plan: TilePlan;

  /** @throws {AmsnetError} settings/invalid */
  constructor(options: PipelineOptions) {
    validateSettings(options.settings);
    const { noisy, network, settings, tile, tileShape, draws, keepBranches = false, rereads = keepBranches } = options;
    const { pixelsAtOnce = 0 } = options;
    const { mode, masks, maskSets, pdFactor, r3Count, r3Ratio, seed } = settings;
    this.#options = options;
    this.#draws = draws ?? seededDraws(seed);
    this.#plan = new TilePlan(noisy, network, pdFactor, tile, tileShape);
    ({ tiles: this.tiles, columns: this.columns, padded: this.padded, exact: this.exact } = this.#plan);

    const single = mode === 'single-pass';
    const pdPasses = single ? 1 : masks * maskSets;
    const r3Passes = single || r3Ratio === 0 ? 0 : masks * r3Count;
    this.passes = pdPasses + r3Passes;
    const window = (factor: number) => area(this.#plan.window(0, factor));
    this.work = (pdPasses * window(pdFactor) + r3Passes * window(1)) * this.tiles.length;
    this.#tilesAtOnce = Math.max(1, Math.floor(pixelsAtOnce / window(pdFactor) / (single ? 1 : masks)));
    // Nothing but R3 reads a tile a second time by itself.
    const kept = rereads || r3Passes > 0 ? this.#tilesInRowWalk(keepBranches ? masks : 0) : 0;
    this.rowWalkBytes = 12 * area(this.tiles[0]) * kept;
  }

  /**
   * Pixels of tile `index`, computed now if the cache does not have them. They are shared: do not write into them.
   * @throws {CancelledError} between two runs of the network
   */
  async tile(stage: PipelineStage, index: number, control: RunControl): Promise<Planes> {
    checkpoint(control);
    if (stage === 'noisy') return this.#noisy(index);
    const network = networkStage(stage, this.#options.settings);
    const compute = (shared: RunControl) => this.#compute(network, index, shared);
    return this.#blended(stage, index, await this.#options.cache.obtain(this.#key(network, index), control, compute));
  }

  /** Tiles and their pixels, in the order of `indices`. */
  async *inOrder(
    stage: PipelineStage,
    indices: readonly number[],
    control: RunControl,
  ): AsyncGenerator<[index: number, planes: Planes], void, undefined> {
    for (let from = 0; from < indices.length; from += this.#tilesAtOnce) {
      const some = indices.slice(from, from + this.#tilesAtOnce);
      const running = some.map(index => this.tile(stage, index, control));
      // None goes on behind the back of whoever hears of an error.
      await Promise.allSettled(running);
      for (const [i, planes] of (await Promise.all(running)).entries()) yield [some[i], planes];
    }
  }

  /** Pixels of tile `index` if they need no run of the network. */
  cached(stage: PipelineStage, index: number): Planes | undefined {
    if (stage === 'noisy') return this.#noisy(index);
    const tile = this.#options.cache.get(this.#key(networkStage(stage, this.#options.settings), index));
    return tile && this.#blended(stage, index, tile);
  }

  /** The same pixels in tiles of another size. What R3 refines comes from the tiles of this one, which may have it. */
  inTilesOf(tile: number): DenoisePipeline {
    return new DenoisePipeline({ ...this.#options, tile, unionOf: this });
  }

  /** Pixels of `rect`, inside the image; the tiles that it touches are computed as needed. */
  async read(stage: PipelineStage, rect: Rect, control: RunControl): Promise<Planes> {
    checkpoint(control);
    if (stage === 'noisy') return this.#options.noisy.read(rect);
    const planes = blankPlanes(rect);
    for await (const [index, tile] of this.inOrder(stage, this.#plan.touching(rect), control)) {
      copyShared(tile, this.tiles[index], planes, rect);
    }
    return planes;
  }

  #blended(stage: PipelineStage, index: number, denoised: Planes): Planes {
    if (stage !== 'result') return denoised;
    return blend(denoised, () => this.#noisy(index), this.#options.settings);
  }

  #noisy(index: number): Planes {
    return this.#options.noisy.read(this.tiles[index]);
  }

  /** Names a tile by everything that it depends on and nothing else. */
  #key(stage: NetworkStage, index: number, settings = this.#options.settings): string {
    const { key, tile, tileShape } = this.#options;
    return [key, tile, tileShape, index, settingsKey(stage, settings)].join('|');
  }

  /**
   * R3 on a row of tiles reads the union up to `reach` rows above and below. While the walk takes all stages of one row
   * and then those of the next, it needs these rows of both, and their branches from their making to their own row.
   */
  #tilesInRowWalk(branches: number): number {
    const reach = Math.ceil((this.#plan.window(0, 1).height / this.tiles[0].height - 1) / 2);
    const rows = { union: 2 * reach + 2, refined: 2, branches: branches * (2 * reach + 1) };
    return (this.columns + reach + 1) * (rows.union + rows.refined + rows.branches);
  }

  #compute(stage: NetworkStage, index: number, control: RunControl): Promise<Planes> {
    if (stage === 'single') return this.#single(index, control);
    if (stage === 'union') return this.#union(index, control);
    if (stage === 'refined') return this.#refined(index, control);
    if (stage === 'uncertainty') return this.#uncertainty(index, control);
    return this.#branch(stage, index, control);
  }

  async #single(index: number, control: RunControl): Promise<Planes> {
    return this.#fromPd(await singlePass(this.#options.network, this.#toPd(index), control), index);
  }

  /** Of several mask sets the first. */
  async #uncertainty(index: number, control: RunControl): Promise<Planes> {
    const { network, settings } = this.#options;
    const hidden = settings.mode === 'single-pass' ? undefined : this.#maskIndex(index, 0);
    return this.#fromPd(await expectedError(network, this.#toPd(index), hidden, settings, control), index);
  }

  /** The PD stage: pdUp(M(pdDown(noisy))), mean over the mask sets. */
  async #union(index: number, control: RunControl): Promise<Planes> {
    const { settings, keepBranches } = this.#options;
    const x = this.#toPd(index);
    const mean = new Float32Array(x.data.length);
    const share = 1 / settings.maskSets;
    for (let set = 0; set < settings.maskSets; set++) {
      const { union, branches } = await this.#maskDenoise(x, index, set, control, keepBranches === true && set === 0);
      this.#keep(branches, index);
      for (let i = 0; i < mean.length; i++) mean[i] += union.data[i] * share;
    }
    return this.#fromPd({ ...x, data: mean }, index);
  }

  async #branch(stage: NetworkStage, index: number, control: RunControl): Promise<Planes> {
    if (this.#options.keepBranches) {
      await this.tile('union', index, control);
      const kept = this.cached(stage, index);
      if (kept) return kept;
    }
    const { branches } = await this.#maskDenoise(this.#toPd(index), index, 0, control, true);
    this.#keep(branches, index);
    return this.#fromPd(branches[Number(stage.slice('branch:'.length))], index);
  }

  #keep(branches: readonly PlanesBatch[], index: number): void {
    for (const [i, branch] of branches.entries()) {
      this.#options.cache.set(this.#key(`branch:${i}`, index), this.#fromPd(branch, index));
    }
  }

  /** M on the sub-images of tile `index`. */
  #maskDenoise(x: PlanesBatch, index: number, set: number, control: RunControl, keepBranches: boolean) {
    const { network, settings } = this.#options;
    return maskDenoise(network, x, this.#maskIndex(index, set), settings, control, keepBranches);
  }

  /** Of the sub-images of tile `index`: `[f^2, 1, height / f, width / f]`. */
  #maskIndex(index: number, set: number): Uint8Array {
    const { pdFactor, masks } = this.#options.settings;
    const window = this.#plan.window(index, pdFactor);
    const maskIndex = this.#draws.pdMaskIndex(set, masks, window);
    return pdDown(maskIndex, [1, 1, window.height, window.width], pdFactor);
  }

  /** The R3 stage, at full resolution, on the union of this tile and of what lies around it. */
  async #refined(index: number, control: RunControl): Promise<Planes> {
    const { noisy, network, settings, unionOf = this } = this.#options;
    const window = this.#plan.window(index, 1);
    const before = this.#fewerRepetitions(index);
    const union = await unionOf.read('union', reflectedFrom(window, noisy), control);
    const refined = await refine(
      network,
      padByReflection(union, window, noisy),
      readReflected(noisy, window),
      window,
      settings,
      this.#draws,
      control,
      before && { ...before, rect: this.tiles[index] },
    );
    return crop(refined, window, this.tiles[index]);
  }

  /** Of tile `index` what most of the repetitions give that are known: a view shows some of them before the rest. */
  #fewerRepetitions(index: number): { readonly planes: Planes; readonly count: number } | undefined {
    const { settings, cache } = this.#options;
    for (let count = settings.r3Count - 1; count > 0; count--) {
      const planes = cache.get(this.#key('refined', index, { ...settings, r3Count: count }));
      if (planes) return { planes, count };
    }
    return undefined;
  }

  /** Sub-images of the noisy pixels that tile `index` is computed from: `[f^2, 3, height / f, width / f]`. */
  #toPd(index: number): PlanesBatch {
    const { noisy, settings } = this.#options;
    const f = settings.pdFactor;
    const { width, height, data } = readReflected(noisy, this.#plan.window(index, f));
    return { batch: f * f, width: width / f, height: height / f, data: pdDown(data, [1, 3, height, width], f) };
  }

  /** Pixels of tile `index` out of its sub-images. */
  #fromPd({ data }: PlanesBatch, index: number): Planes {
    const f = this.#options.settings.pdFactor;
    const window = this.#plan.window(index, f);
    const { width, height } = window;
    return crop({ width, height, data: pdUp(data, [1, 3, height, width], f) }, window, this.tiles[index]);
  }
}

function area({ width, height }: Size): number {
  return width * height;
}
