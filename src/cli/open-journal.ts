import { existsSync } from 'node:fs';
import { Journal } from '../batch/journal';
import type { ExistingRule } from '../batch/names';
import { existsAlready } from '../files/save';

/** What an index is made of, kept beside it so that the work can go on: what is there is never lost by accident. */
export async function openJournal(index: string, ifExists: ExistingRule): Promise<Journal> {
  const path = `${index}.journal`;
  const goesOn = existsSync(path) && (ifExists === 'skip' || ifExists === 'number');
  if (existsSync(index) && !goesOn && ifExists !== 'replace') throw existsAlready(index);
  if (existsSync(path) && ifExists === 'fail') throw existsAlready(path);
  return Journal.open(path, { afresh: !goesOn });
}
