/** Kinds of editor and page, and the list of files, as package.json names them: known before what they show is loaded. */
export const viewType = 'amsnet.denoise';
export const comparisonViewType = 'amsnet.comparison';
export const foldersViewType = 'amsnet.folders';
export const trainingViewType = 'amsnet.training';
export const batchViewId = 'amsnetFiles';
