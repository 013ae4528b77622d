/** The sentences about files that a person can read. */
import { basename } from 'node:path';
import type { ErrorText } from '../core/errors';
import { inLanguage } from '../core/language';
import { chinese } from './text.zh-cn';

export const english = {
  exists: (path: string): ErrorText => [`${path} already exists.`, 'Choose another name, or allow overwriting.'],
  diskFull: (path: string, folder: string): ErrorText => [
    `There is no space left in ${folder} to write ${basename(path)}.`,
    'Free some space, or choose another folder.',
  ],
  scratchFull: (folder: string): ErrorText => [
    `There is no space left in ${folder}, where the pixels of a large image lie while it is worked on.`,
    'Free some space there, or let TMPDIR (on Windows TEMP) name another folder.',
  ],
  scratchUnwritable: (folder: string, why: string): ErrorText => [
    `The pixels of a large image cannot be written to ${folder}: ${why}.`,
    'Let TMPDIR (on Windows TEMP) name another folder.',
  ],
  unwritable: (path: string, why: string): ErrorText => [
    `${path} cannot be written: ${why}.`,
    'Choose another folder or name.',
  ],
  folderMissing: 'its folder does not exist',
  noPermission: 'permission denied',
  nameTooLong: 'its name is too long',
} as const;

export const text = inLanguage(english, { 'zh-CN': chinese });
