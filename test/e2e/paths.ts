import path from 'node:path';

/** The project's root folder. */
export const root = path.resolve(import.meta.dirname, '../..');
/** Downloads that outlive a run; deleting the folder costs nothing but time. */
export const cacheDir = path.join(root, '.cache');
/** What a run leaves to be looked at: logs, reports, screenshots. */
export const resultsDir = path.join(root, 'results');
