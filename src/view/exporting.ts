/** What of a view is written into files besides results: pictures of it and reports. */
import path from 'node:path';
import type { Job } from '../client/contract';
import { shortNumber } from '../client/image-formats';
import { rowOf, settingNames } from '../core/settings';
import { saveFile } from '../files/save';
import { fileIdentity } from '../files/same-file';
import { pageOf, pairKey, type ComparisonState } from '../messages/comparison';
import type { Score, ViewState } from '../messages/view';
import type { Captured } from './capture';
import { commandOf, denoiseCommand } from './command-line';
import { reportHtml, type ReportTable } from './report-html';
import { text } from './text';

/**
 * Writes into a file that a dialog has asked for, so that it may replace one; but never an image that is shown.
 * @throws {Error} with a sentence; {AmsnetError} output/disk-full or output/unwritable
 */
export async function writeExport(target: string, content: Uint8Array, images: readonly string[]): Promise<void> {
  if (images.some(image => fileIdentity(image) === fileIdentity(target))) throw new Error(text.saving.overSource);
  await saveFile(target, content, true);
}

/** A report of the Denoise view. */
export function viewReport(state: ViewState, job: Job, captured: Captured): string {
  const { measured, provenance, image, reference } = state;
  const report = measured?.current === true ? measured.report : undefined;
  const words = text.exporting;
  const { info } = image;
  const settings = settingNames.map(name => [rowOf(name).label, String(job.settings[name])]);
  const scores = Object.entries(report?.scores ?? {}).map(([stage, score]) => [
    words.score(stage, reference?.name ?? ''),
    score ? scoreOf(score) : '',
  ]);
  return page(image.name, captured, {
    tables: [
      {
        title: words.settings,
        rows: [
          [words.image, job.image],
          ...(info ? [['', words.imageFacts(info.width, info.height, info.bitDepth, info.format)]] : []),
          ...(reference ? [[words.reference, reference.path]] : []),
          [words.model, job.model],
          [words.device, provenance ? `${job.device} (${provenance.provider})` : job.device],
          ...settings,
        ],
      },
      {
        title: words.numbers,
        rows: [
          ...(report ? [[words.difference, report.difference.toFixed(6)]] : []),
          ...(report?.noiseLeft === undefined ? [] : [[words.noiseLeft, `${(100 * report.noiseLeft).toFixed(1)} %`]]),
          ...scores,
          ...(provenance && provenance.notes.length > 0 ? [[words.notes, provenance.notes.join(' ')]] : []),
        ],
      },
    ],
    commands: [denoiseCommand(job)],
  });
}

/** A report of images that are compared. @param paths what each is called on a command line */
export function comparisonReport(state: ComparisonState, paths: readonly string[], captured: Captured): string {
  const { images, scores } = state;
  const words = text.exporting;
  const indices = images.map((_, index) => index);
  const pairs = indices.flatMap(image =>
    indices.flatMap(against => {
      const score = scores[pairKey(image, against)];
      return score ? [{ image, against, score }] : [];
    }),
  );
  return page(images.map(({ name }) => name).join(', '), captured, {
    tables: [
      {
        title: words.images,
        rows: images.map(({ name, origin, info }) => [
          name,
          origin,
          info ? words.imageFacts(info.width, info.height, info.bitDepth, info.format) : '',
        ]),
      },
      {
        title: words.numbers,
        rows: pairs.map(({ image, against, score }) => [
          words.score(images[image].name, images[against].name),
          scoreOf(score),
          words.largest(shortNumber(score.maxDifference)),
        ]),
      },
    ],
    commands: pairs.map(({ image, against }) => {
      const isStack = [image, against].some(index => (images[index].info?.pages ?? 1) > 1);
      const [page, pageB] = [image, against].map(index => String(pageOf(state, index) + 1));
      const pages = isStack ? ['--page', page, ...(pageB === page ? [] : ['--page-b', pageB])] : [];
      return commandOf(['amsnet', 'compare', ...pages, paths[image], paths[against]]);
    }),
  });
}

function page(
  title: string,
  { png, panes }: Captured,
  { tables, commands }: { readonly tables: readonly ReportTable[]; readonly commands: readonly string[] },
): string {
  const words = text.exporting;
  const shown = { title: words.panes, rows: panes.map(({ label, figures }) => [label, figures]) };
  const alt = words.shown(panes.map(({ label }) => label));
  const lines = { title: words.commands, lines: commands };
  return reportHtml({ title, png, alt, tables: [shown, ...tables], commands: lines });
}

function scoreOf({ psnr, ssim }: Score): string {
  return text.exporting.psnr(psnr === null ? '∞' : psnr.toFixed(2), ssim === null ? '–' : ssim.toFixed(4));
}

/** A name in `folder` that is not taken. @param isTaken whether there is such a file */
export function freeName(folder: string, name: string, ext: string, isTaken: (file: string) => boolean): string {
  for (let number = 1; ; number++) {
    const file = path.join(folder, `${name}${number === 1 ? '' : `-${number}`}${ext}`);
    if (!isTaken(file)) return file;
  }
}
