import type { Command } from 'commander';
import { AllowedFolders } from '../agents/allowed-folders';
import { Trainings } from '../agents/trainings';
import { text } from './mcp/text';
import { withEngine } from './with-engine';

/** `amsnet mcp [folder...]`: the tools of an agent. */
export function addMcp(program: Command): void {
  program
    .command('mcp')
    .summary(text.summary)
    .description(text.description)
    .argument('[folder...]', text.folder)
    .addHelpText('after', text.more)
    .action((given: string[]) =>
      withEngine((engine, signal) =>
        withEngine(async (trainingEngine, trainingSignal) => {
          const folders = new AllowedFolders(given.length > 0 ? given : [process.cwd()]);
          // Nobody else needs the protocol.
          const { serveTools } = await import('./mcp/serve');
          const trainings = new Trainings(trainingEngine);
          await serveTools({ engine, folders, trainings }, AbortSignal.any([signal, trainingSignal]));
        }),
      ),
    );
}
