#!/usr/bin/env node
/** The command line `amsnet`: one file a subcommand, all on the same engine as the Denoise view. */
import './language';
import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { addCompare } from './compare';
import { addCuda } from './cuda';
import { addDenoise } from './denoise';
import { addDoctor } from './doctor';
import { helpConfiguration } from './help';
import { addInfo } from './info';
import { addInspect } from './inspect';
import { addMcp } from './mcp';
import { addMergeReports } from './merge-reports';
import { explain } from './report';
import { plainLines, warn } from './say';
import { text } from './text';
import { exitFailure, exitSignal, exitUsage } from './with-engine';
import { addTrain } from './train';

const program = new Command('amsnet')
  .description(text.program.description)
  .version(version, '-V, --version', text.program.version)
  .helpOption('-h, --help', text.program.help)
  .showHelpAfterError(text.program.afterError)
  .exitOverride()
  .helpCommand('help [command]', text.help.command)
  .configureHelp(helpConfiguration)
  .configureOutput({
    writeErr: lines => process.stderr.write(plainLines(lines.split('\n'))),
    outputError: (message, write) => {
      write(text.wrongUse(message));
    },
  })
  .addHelpText('after', text.program.more);

addDenoise(program);
addCompare(program);
addTrain(program);
addInspect(program);
addInfo(program);
addDoctor(program);
addCuda(program);
addMergeReports(program);
addMcp(program);

// A reader that went away, as of `amsnet --help | head -1`, is no fault; commands that run cancel their work besides.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    process.exitCode = code === 'EPIPE' ? exitSignal.SIGPIPE : exitFailure;
  });
}

program.parseAsync().catch((error: unknown) => {
  // Commander has printed its own message already; help and version arrive here too, with exit code 0.
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : exitUsage;
    return;
  }
  warn(explain(error));
  process.exitCode = exitFailure;
});
