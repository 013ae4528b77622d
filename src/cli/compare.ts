import type { Command } from 'commander';
import { numberIn, peakOption } from './options';
import { describeScore } from './report';
import { plain, warn } from './say';
import { text } from './text';
import { exitFailure, withEngine } from './with-engine';

interface CompareOptions {
  readonly json?: true;
  readonly peak?: number;
  readonly minPsnr?: number;
  readonly minSsim?: number;
}

/** `amsnet compare <a> <b>`: PSNR and SSIM of two images of the same size. */
export function addCompare(program: Command): void {
  program
    .command('compare')
    .summary(text.compare.summary)
    .description(text.compare.description)
    .argument('<a>', text.compare.a)
    .argument('<b>', text.compare.b)
    .addOption(peakOption())
    .option('--min-psnr <dB>', text.compare.minPsnr, numberIn({ min: 0, max: 200, integer: false }))
    .option('--min-ssim <value>', text.compare.minSsim, numberIn({ min: -1, max: 1, integer: false }))
    .option('--json', text.option.json)
    .action((a: string, b: string, { json, peak, minPsnr = -Infinity, minSsim = -Infinity }: CompareOptions) =>
      withEngine(async (engine, signal) => {
        const params = { image: a, reference: b, ...(peak === undefined ? {} : { peak }) };
        const score = await engine.request('compare', params, { signal });
        console.log(json ? JSON.stringify({ a, b, ...score }) : plain(describeScore(score)));
        for (const note of score.notes) warn(text.note(note));
        // Equal images have no PSNR: it is infinite. Images that are smaller than SSIM's window have no SSIM.
        const { psnr, ssim } = score;
        const failures = [
          ...(psnr !== null && psnr < minPsnr ? [text.compare.psnrBelow(psnr.toFixed(2), minPsnr)] : []),
          ...((ssim ?? -Infinity) < minSsim ? [text.compare.ssimBelow(ssim?.toFixed(4), minSsim)] : []),
        ];
        for (const failure of failures) warn(text.error(failure));
        if (failures.length > 0) process.exitCode = exitFailure;
      }),
    );
}
