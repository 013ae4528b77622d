/**
 * `npm run torture [-- --rounds 40 --mutants 400 --seed 1]`: what the command line must survive. Damaged files of every format;
 * a batch whose processes are killed at any moment by any signal, or whose engine is stopped, while another process writes the
 * same results and images change or vanish. Prints figures; ends with exit code 1 if anything was lost or wrong.
 */
import { parseArgs } from 'node:util';
import { torture } from '../test/cli/torture';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '40' },
    mutants: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
  },
});
const figures = await torture({
  rounds: Number(values.rounds),
  mutants: Number(values.mutants),
  seed: Number(values.seed),
  log: line => {
    console.log(line);
  },
});
console.log(JSON.stringify(figures, null, 2));
if (figures.wrong.length > 0) process.exitCode = 1;
