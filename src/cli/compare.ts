import type { Command } from 'commander';
import { describeScore } from './report';
import { withEngine } from './with-engine';

/** `amsnet compare <a> <b>`: PSNR and SSIM of two images of the same size. */
export function addCompare(program: Command): void {
  program
    .command('compare')
    .summary('measure PSNR and SSIM of two images')
    .description('Measure PSNR (decibel) and SSIM of two images of the same size, at 8 bit as they would be shown.')
    .argument('<a>', 'image file')
    .argument('<b>', 'image file, usually the clean reference')
    .option('--json', 'one JSON object on standard output')
    .action((a: string, b: string, options: { json?: true }) =>
      withEngine(async (engine, signal) => {
        const score = await engine.request('compare', { image: a, reference: b }, { signal });
        console.log(options.json ? JSON.stringify({ a, b, ...score }) : describeScore(score));
      }),
    );
}
