#!/usr/bin/env node
/** The command line `amsnet`: one file a subcommand, all on the same engine as the Denoise view. */
import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { addCompare } from './compare';
import { addDenoise } from './denoise';
import { addInfo } from './info';
import { addInspect } from './inspect';
import { explain } from './report';
import { exitFailure, exitUsage } from './with-engine';
import { addTrain } from './train';

const program = new Command('amsnet')
  .description('Self-supervised image denoising with the asymmetric mask scheme (AMSNet), on this machine alone.')
  .version(version, '-V, --version', 'print the version')
  .helpOption('-h, --help', 'print this help')
  .showHelpAfterError('Try "amsnet --help" or "amsnet <command> --help".')
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  amsnet denoise photo.jpg                          writes photo.denoised.jpg
  amsnet denoise noisy.png --reference clean.png    also measures PSNR and SSIM
  amsnet denoise scans/*.tif --out-dir clean --json
  amsnet compare a.png b.png
  amsnet train scans/ -o scans.onnx                 adapts the bundled model to them

Exit codes: 0 done, 1 something failed (all else was done), 2 wrong use, 130 interrupted.`,
  );

addDenoise(program);
addCompare(program);
addTrain(program);
addInspect(program);
addInfo(program);

program.parseAsync().catch((error: unknown) => {
  // Commander has printed its own message already; help and version arrive here too, with exit code 0.
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : exitUsage;
    return;
  }
  console.error(explain(error));
  process.exitCode = exitFailure;
});
