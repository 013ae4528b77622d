import type { Job, Params, Progress, Report, Scores, StageName } from '../../client/contract';
import { imageFormats, lossesOfSaving, type ImageFormat, type ImageFormatName } from '../../client/image-formats';
import { checkpoint, type RunControl } from '../../core/control';
import { AmsnetError } from '../../core/errors';
import type { Planes, Rect } from '../../core/geometry';
import type { Comparison } from '../../core/metrics';
import { saveFile } from '../../files/save';
import { noiseOf } from '../images/noise-of';
import { orCancelled } from '../cancel';
import { encodeImages } from '../images/encode';
import { isWholePage, type DecodedImage } from '../images/image';
import type { CachedImage } from '../images/image-cache';
import type { Raster } from '../images/raster';
import { buffered, checkOutput, checkSize } from '../images/save';
import type { Handler, RequestContext } from '../server';
import type { Services } from '../services';
import { text } from '../text';
import { bandsOfRow, rowsOfTiles } from './bands';
import { comparisonNotes } from './compare';
import { Dump } from './dump';
import { noiseLeft } from './noise-left';
import { brightnessNote, changeOf } from './picture-change';
import { withPipeline, type PipelineJob } from './pipeline-job';
import { ProgressEstimator } from './progress-estimator';
import { StageReader } from './render';
import { PageScores, Reference } from './scoring';

/** Walks each page once, one row of tiles after the other, and does everything that has to be done with each. */
export function denoise(services: Services): Handler<'denoise'> {
  return async (params, context) => {
    const start = performance.now();
    const { job, output, overwrite = false } = params;
    const format = output === undefined ? undefined : await checkOutput(output, job, overwrite);
    const first = await orCancelled(context.token, () => services.images.get(job.image, job.page));
    const pages = job.page === undefined ? [...Array(first.info.pages).keys()] : [job.page];
    if (output !== undefined && format !== undefined) checkFits(output, format, first, pages.length);
    const noise = await noiseOf(first.raster, context.token);
    const run = new Run(services, params, context, pages);
    const { raster, info } = first;
    const report = (): Report => ({
      input: job.image,
      output: output ?? null,
      width: info.width,
      height: info.height,
      pages: pages.length,
      values: { kind: info.sampleKind, bits: info.bitDepth, ...raster.scale.native },
      ...run.report(format === undefined ? [] : lossesOfSaving(info, format)),
      seconds: (performance.now() - start) / 1000,
      noise,
    });
    if (output === undefined || format === undefined) await run.measure();
    else {
      await saveFile(output, buffered(encodeImages(run.images(), pages.length, format)), overwrite, {
        onWritten: async identity => context.announce({ fraction: 1, written: { identity, report: report() } }),
      });
    }
    return report();
  };
}

/** @throws {AmsnetError} output/unwritable */
function checkFits(output: string, name: ImageFormatName, { info }: CachedImage, pages: number): void {
  checkSize(output, name, info);
  const format: ImageFormat = imageFormats[name];
  if (pages > 1 && format.pages !== true) {
    throw new AmsnetError('output/unwritable', ...text.onePageOnly(output, format.name, pages));
  }
}

/** One request: its pages, one after the other, and what is summed up over them. */
class Run {
  readonly #since = performance.now();
  #provenance: PipelineJob['provenance'] | undefined;
  #passes = 0;
  #networkSeconds = 0;
  #squares = 0;
  #samples = 0;
  #noiseLeft: number | undefined;
  readonly #notes = new Set<string>();
  readonly #kinds = new Set<string>();
  readonly #scores = new Map<StageName, PageScores>();

  constructor(
    private readonly services: Services,
    private readonly params: Params<'denoise'>,
    private readonly context: RequestContext<'denoise'>,
    private readonly pages: readonly number[],
  ) {}

  /** The denoised images, as they are asked for. */
  async *images(): AsyncGenerator<DecodedImage> {
    const { job, dump, measure } = this.params;
    const wantsBranches = dump !== undefined || measure.some(stage => stage.startsWith('branch:'));
    if (job.reference === undefined && measure.length > 0) {
      throw new AmsnetError('settings/invalid', text.nothingToMeasure);
    }
    for (const [index, page] of this.pages.entries()) {
      const ofPage: Job = { ...job, page };
      const progress = (value: Progress) => {
        this.context.progress(overAll(value, index, this.pages.length));
      };
      const { image, result } = await withPipeline(
        this.services,
        ofPage,
        {
          keepBranches: wantsBranches,
          rereads: dump !== undefined || measure.length > 0,
          walk: this.params.output === undefined ? 'again' : 'once',
        },
        this.context.token,
        async prepared => {
          const { image } = prepared;
          const result = image.channel?.kept === true ? image.raster : await this.#walk(prepared, page, progress);
          await this.#sum(prepared, result);
          this.services.images.release(image);
          return { image, result };
        },
      );
      try {
        yield { ...image, raster: result };
      } finally {
        if (result !== image.raster && isWholePage(image)) result.discard();
      }
    }
  }

  /** Without writing anything. */
  async measure(): Promise<void> {
    const images = this.images();
    while ((await images.next()).done !== true);
  }

  /** @param losses what saving costs */
  report(losses: readonly string[]) {
    if (!this.#provenance) throw new RangeError('nothing was denoised');
    return {
      ...this.#provenance,
      notes: [...this.#notes, ...losses],
      networkSeconds: this.#networkSeconds,
      passes: this.#passes,
      difference: Math.sqrt(this.#squares / this.#samples),
      ...(this.#noiseLeft !== undefined && { noiseLeft: this.#noiseLeft }),
      ...reportScores(this.#scores),
    };
  }

  async #walk(job: PipelineJob, page: number, progress: (value: Progress) => void): Promise<Raster> {
    const { image, pipeline } = job;
    const { raster } = image;
    const { params, context } = this;
    const result = raster.copy();
    const reader = new StageReader(job);
    const measured = job.reference && new MeasuredPage(raster, job.reference, params);
    const estimator = new ProgressEstimator(pipeline.work, progress);
    const onPass = (pixels: number) => {
      estimator.add(pixels);
    };
    const control: RunControl = { token: context.token, priority: 'background', since: this.#since, onPass };
    const folder = params.dump;
    const dump =
      folder === undefined ? undefined : await Dump.create(this.#dumpFolder(folder, page), params.job.settings, raster);
    try {
      for (const row of rowsOfTiles(pipeline, raster)) {
        for await (const [tile, planes] of pipeline.inOrder('result', row.tiles, control)) {
          result.write(pipeline.tiles[tile], planes);
        }
        for (const band of dump || measured ? bandsOfRow(row) : []) {
          await dump?.writeRows(band, stage => reader.read(stage, band, control));
          await measured?.addRows(band, result, stage => reader.read(stage, band, control), control);
        }
        estimator.reach((row.rect.y + row.rect.height) / raster.height);
      }
      await dump?.publish();
    } finally {
      await dump?.discard();
    }
    if (measured) {
      for (const { stage, comparison } of measured.comparisons) {
        const scores = this.#scores.get(stage) ?? new PageScores();
        scores.add(comparison, measured.against, measured.reference.raster);
        this.#scores.set(stage, scores);
      }
      for (const note of comparisonNotes(image, measured.reference)) this.#notes.add(note);
    }
    return result;
  }

  /** The folder itself, or one in it for each of several pages. */
  #dumpFolder(folder: string, page: number): string {
    return this.pages.length === 1 ? folder : `${folder}/page_${page + 1}`;
  }

  /** The pages of a stack say the same with other numbers: once is enough. */
  #note(note: string): void {
    const kind = note.replace(/-?\d[\d.e+-]*/g, '#');
    if (this.#kinds.has(kind) && this.pages.length > 1) return;
    this.#kinds.add(kind);
    this.#notes.add(note);
  }

  async #sum(job: PipelineJob, result: Raster): Promise<void> {
    if (this.#provenance === undefined) this.#noiseLeft = noiseLeft(job.image.raster, result);
    this.#provenance ??= job.provenance;
    for (const note of job.provenance.notes) this.#note(note);
    this.#passes = Math.max(this.#passes, job.pipeline.passes);
    this.#networkSeconds += job.networkSeconds();
    const { raster } = job.image;
    const change = changeOf(result, raster);
    this.#squares += change.squares;
    this.#samples += change.samples;
    const sigma = async () => (await noiseOf(raster, this.context.token)).sigma;
    const brightness = await brightnessNote(change, sigma, job.provenance.model);
    if (brightness !== undefined) this.#notes.add(brightness);
  }
}

/** The comparisons of one page with its reference. */
class MeasuredPage {
  readonly against: Reference;
  readonly comparisons: readonly { readonly stage: StageName; readonly comparison: Comparison }[];

  constructor(
    private readonly noisy: Raster,
    readonly reference: CachedImage,
    { measure, peak }: Params<'denoise'>,
  ) {
    this.against = new Reference(noisy, reference.raster, peak);
    const stages = new Set<StageName>(['noisy', 'result', ...measure]);
    this.comparisons = [...stages].map(stage => ({ stage, comparison: this.against.comparison() }));
  }

  /** @param read rows of a stage that the network makes */
  async addRows(
    rect: Rect,
    result: Raster,
    read: (stage: StageName) => Promise<Planes>,
    control: RunControl,
  ): Promise<void> {
    const { against, noisy } = this;
    const rows = async (stage: StageName) => {
      if (stage === 'result') return against.rowsOf(result, rect);
      return stage === 'noisy' ? against.rowsOf(noisy, rect) : against.rowsOfStage(await read(stage));
    };
    for (const { stage, comparison } of this.comparisons) {
      checkpoint(control);
      comparison.addRows(await rows(stage), against.rows(rect));
    }
  }
}

/** Progress of one page as part of the whole. */
function overAll({ fraction, secondsLeft }: Progress, index: number, count: number): Progress {
  const all = (index + fraction) / count;
  if (secondsLeft === undefined || count === 1)
    return { fraction: all, ...(secondsLeft === undefined ? {} : { secondsLeft }) };
  const perPage = secondsLeft / Math.max(1e-3, 1 - fraction);
  return { fraction: all, secondsLeft: secondsLeft + perPage * (count - 1 - index) };
}

/** Scores by stage, and what they are relative to; nothing without a reference. */
function reportScores(stages: ReadonlyMap<StageName, PageScores>): Pick<Report, 'scores' | 'peak' | 'peakBasis'> {
  const result = stages.get('result');
  if (!result) return {};
  const scores: Scores = Object.fromEntries([...stages].map(([stage, pages]) => [stage, pages.score]));
  return { scores, ...result.peak };
}
