import type { Command } from 'commander';
import { peakOption } from './options';
import { describeScore } from './report';
import { plain, warn } from './say';
import { text } from './text';
import { withEngine } from './with-engine';

interface CompareOptions {
  readonly json?: true;
  readonly peak?: number;
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
    .option('--json', text.option.json)
    .action((a: string, b: string, { json, peak }: CompareOptions) =>
      withEngine(async (engine, signal) => {
        const params = { image: a, reference: b, ...(peak === undefined ? {} : { peak }) };
        const score = await engine.request('compare', params, { signal });
        console.log(json ? JSON.stringify({ a, b, ...score }) : plain(describeScore(score)));
        for (const note of score.notes) warn(text.note(note));
      }),
    );
}
