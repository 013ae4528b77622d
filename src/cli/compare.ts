import type { Command } from 'commander';
import { peakOption } from './options';
import { describeScore } from './report';
import { withEngine } from './with-engine';

interface CompareOptions {
  readonly json?: true;
  readonly peak?: number;
}

/** `amsnet compare <a> <b>`: PSNR and SSIM of two images of the same size. */
export function addCompare(program: Command): void {
  program
    .command('compare')
    .summary('measure PSNR and SSIM of two images')
    .description(
      'Measure PSNR (decibel) and SSIM of two images of the same size, all pages, by the values of the files.',
    )
    .argument('<a>', 'image file')
    .argument('<b>', 'image file, usually the clean reference')
    .addOption(peakOption())
    .option('--json', 'one JSON object on standard output')
    .action((a: string, b: string, { json, peak }: CompareOptions) =>
      withEngine(async (engine, signal) => {
        const params = { image: a, reference: b, ...(peak === undefined ? {} : { peak }) };
        const score = await engine.request('compare', params, { signal });
        console.log(json ? JSON.stringify({ a, b, ...score }) : describeScore(score));
        for (const note of score.notes) console.error(`note: ${note}`);
      }),
    );
}
