/**
 * The sentences of the extension host that a person can read, in one place so that a translation can replace them. All of
 * them are functions: VS Code may not have loaded its translations yet when this module is.
 */
import { l10n } from 'vscode';
import type { ErrorText } from '../core/errors';

export const text = {
  images: (): string => l10n.t('Images'),
  denoise: (): string => l10n.t('Denoise'),
  useAsReference: (): string => l10n.t('Use as Reference'),
  agentTools: (): string => l10n.t('AMSNet Denoise'),
  selectNoisy: (): string => l10n.t('Select Noisy Image'),

  comparison: {
    choose: (): string => l10n.t('Compare'),
    tooFew: (): string => l10n.t('Select two different images to compare.'),
    tooMany: (most: number, selected: number): string =>
      l10n.t('Up to {0} images can be compared at a time; {1} are selected.', most, selected),
    noImage: (): string => l10n.t('Select an image to compare.'),
    noGit: (): string => l10n.t('The Git extension is not available: it is disabled, or the workspace is not trusted.'),
    noCommits: (): string => l10n.t('Git has no commits of this image.'),
    noVersion: (name: string, version: string): string => l10n.t('{0} has no version in {1}.', name, version),
    forgotten: (): string => l10n.t('The images of this comparison are not known any more.'),
    revision: (): string => l10n.t('Compare with Git Revision'),
    index: (): string => l10n.t('Index'),
    version: (name: string, version: string): string => l10n.t('{0} ({1})', name, version),
    pair: (first: string, second: string): string => l10n.t('{0} ↔ {1}', first, second),
    several: (count: number): string => l10n.t('Compare {0} Images', count),
  },

  model: {
    title: (): string => l10n.t('Model'),
    file: (): string => l10n.t('ONNX File...'),
    useFile: (): string => l10n.t('Use as Model'),
    untrusted: (file: string): ErrorText => [
      l10n.t('{0} was not loaded: the workspace is not trusted.', file),
      l10n.t('Use one of the bundled models, or trust the workspace.'),
    ],
  },

  device: {
    title: (): string => l10n.t('Device'),
    auto: (): string => l10n.t('The fastest device that works'),
    unavailable: (): string => l10n.t('not available'),
  },

  exporting: {
    choose: (): string => l10n.t('Export'),
    kinds: {
      png: (): string => l10n.t('Picture of the Panes (PNG)'),
      html: (): string => l10n.t('Report (HTML)'),
      panes: (): string => l10n.t('Shown Panes as Image Files'),
    },
    details: {
      png: (): string => l10n.t('What is shown now, with its labels'),
      html: (): string => l10n.t('One file with the picture, settings, numbers and the command that gives the same'),
      panes: (): string => l10n.t('Results of the whole image, pixel by pixel, in a folder'),
    },
    folder: (): string => l10n.t('Save Here'),
    notVisible: (): string => l10n.t('The view could not be captured. It must be visible.'),
    nothing: (): string => l10n.t('Open the Denoise view or a comparison to export it.'),
    exported: (names: readonly string[]): string => l10n.t('Exported {0}.', names.join(', ')),
    noResults: (): string =>
      l10n.t('None of the panes shown is a result that can be saved. Show the result, or pin one.'),
    shown: (names: readonly string[]): string => l10n.t('Panes: {0}', names.join(', ')),
    panes: (): string => l10n.t('Panes'),
    settings: (): string => l10n.t('Settings'),
    numbers: (): string => l10n.t('Numbers'),
    images: (): string => l10n.t('Images'),
    commands: (): string => l10n.t('Command line'),
    imageFacts: (width: number, height: number, bits: number, format: string): string =>
      l10n.t('{0} x {1}, {2} bit, {3}', width, height, bits, format),
    image: (): string => l10n.t('Image'),
    reference: (): string => l10n.t('Reference'),
    model: (): string => l10n.t('Model'),
    device: (): string => l10n.t('Device'),
    difference: (): string => l10n.t('Difference from noisy input (root mean square, 0 to 1)'),
    noiseLeft: (): string => l10n.t('Left in flat parts (self-supervised score)'),
    notes: (): string => l10n.t('Notes'),
    score: (name: string, other: string): string => l10n.t('{0} against {1}', name, other),
    psnr: (value: string, ssim: string): string => l10n.t('PSNR {0} dB, SSIM {1}', value, ssim),
    largest: (value: string): string => l10n.t('largest difference {0}', value),
  },

  saving: {
    title: (): string => l10n.t('Save Denoised Image As'),
    overSource: (): string => l10n.t('The source image is never overwritten. Choose another name.'),
    nothingYet: (): string => l10n.t('There is no result to save yet.'),
    saved: (name: string, kept: readonly string[]): string => l10n.t('Saved {0}. Kept: {1}.', name, kept.join(', ')),
    open: (): string => l10n.t('Open'),
    save: (): string => l10n.t('Save'),
    losses: (name: string): string => l10n.t('{0} cannot keep everything from the source.', name),
    kept: (kept: readonly string[]): string => l10n.t('Kept: {0}.', kept.join(', ')),
    allPages: (pages: number): string => l10n.t('all {0} pages', pages),
    onePage: (format: string, page: number, pages: number): string =>
      l10n.t('{0} holds one image: of {2} pages, only page {1} is saved, which is shown.', format, page, pages),
    gray: (): string => l10n.t('gray'),
    transparency: (): string => l10n.t('transparency'),
    bits: (bits: number): string => l10n.t('{0} bits per channel', bits),
    samples: (kind: string): string => l10n.t('{0} samples', kind),
  },

  status: {
    failed: (): string => l10n.t('Denoising failed'),
    chooseDevice: (): string => l10n.t('Choose the device for denoising'),
    selectToChoose: (): string => l10n.t('Select to choose the device'),
    provenance: (model: string, provider: string, device: string): string =>
      l10n.t('Denoised with {0} on {1} (requested: {2})', model, provider, device),
    restarted: (why: string): string => l10n.t('{0} The engine was restarted.', why),
  },

  batch: {
    choose: (): string => l10n.t('Images or Folders to Denoise'),
    noImages: (): string => l10n.t('There are no images in the selection.'),
    where: (): string => l10n.t('Denoise to Files: where to'),
    beside: (): string => l10n.t('Beside Each Image'),
    besideMore: (): string => l10n.t('as name.denoised'),
    folder: (): string => l10n.t('Into a Folder...'),
    folderMore: (): string => l10n.t('with the same subfolders'),
    useFolder: (): string => l10n.t('Save Results Here'),
    underWay: (): string => l10n.t('Other files are still being denoised. Results that are finished stay.'),
    show: (): string => l10n.t('Show List'),
    giveUp: (): string => l10n.t('Stop Them'),
    saveIndex: (): string => l10n.t('Save Settings and Numbers of All Files'),
    result: (output: string): string => l10n.t('Result: {0}', output),
    labelled: (name: string, state: string): string => l10n.t('{0}: {1}', name, state),
    percent: (percent: number): string => l10n.t('{0} %', percent),
    skipped: (): string => l10n.t('skipped, the result exists'),
    remaining: (count: number): string => l10n.t('{0} files to denoise', count),
    done: (done: number, all: number): string => l10n.t('{0} of {1} done', done, all),
    failed: (count: number): string => l10n.t('{0} failed', count),
    paused: (): string => l10n.t('paused'),
    left: (seconds: number): string =>
      seconds < 60
        ? l10n.t('{0} s left', Math.ceil(seconds))
        : seconds < 5400
          ? l10n.t('{0} min left', Math.round(seconds / 60))
          : l10n.t('{0} h left', (seconds / 3600).toFixed(1)),
  },

  training: {
    name: (): string => l10n.t('AMSNet Training'),
    page: (images: string): string => l10n.t('Adapt to {0}', images),
    untrusted: (): string => l10n.t('Trust the workspace to train on its images.'),
    chooseImages: (): string => l10n.t('Adapt to These Images'),
    someImages: (count: number, folder: string): string => l10n.t('{0} images from {1}', count, folder),
    unsaved: (images: string): string =>
      l10n.t('The training on {0} has unsaved results. Keep or discard it first.', images),
    show: (): string => l10n.t('Show Training'),
    discardIt: (): string => l10n.t('Discard Training'),
    time: (): string => l10n.t('Training time (you can pause or stop at any time)'),
    minutes: (minutes: number): string => l10n.t('{0} minutes', minutes),
    oneHour: (): string => l10n.t('1 hour'),
    hours: (hours: number): string => l10n.t('{0} hours', hours),
    forNewNoise: (): string => l10n.t('for strong noise that is new to the model'),
    forScratch: (): string => l10n.t('from scratch'),
    startingModel: (): string => l10n.t('Starting model'),
    fromScratch: (): string => l10n.t('From scratch'),
    fromScratchTime: (): string => l10n.t('Takes at least an hour'),
    running: (percent: string): string => l10n.t('Training {0}', percent),
    paused: (percent: string): string => l10n.t('Training paused at {0}', percent),
    ended: (): string => l10n.t('Training ended: keep or discard'),
    failed: (): string => l10n.t('Training failed'),
    selectToShow: (images: string): string => l10n.t('Training on {0}. Select to show it.', images),
    keep: (): string => l10n.t('Keep Model'),
    keepName: (): string => l10n.t('Name of the new model'),
    nameTaken: (): string => l10n.t('A model with this name already exists.'),
    nameExists: (name: string): ErrorText => [
      l10n.t('A model named {0} already exists.', name),
      l10n.t('Choose another name.'),
    ],
    nameInvalid: (): string =>
      l10n.t('Use only letters, digits, spaces and _ - . ( ), starting with a letter or digit.'),
    discard: (): string => l10n.t('Discard'),
    confirmDiscard: (): string => l10n.t('Discard this training and its results?'),
  },

  /** A text for bug reports, which are read by those who write this program: never translated. */
  diagnosis: {
    title: 'AMSNet Denoise: diagnosis',
    versions: 'Versions',
    vscode: (version: string, host: string, remote: boolean): string =>
      `${version} (${host}${remote ? ', remote' : ''})`,
    system: 'System',
    cpu: 'CPU',
    threads: (model: string, threads: number): string => `${model}, ${threads} threads`,
    memory: 'Memory',
    workspace: 'Workspace',
    trusted: (trusted: boolean): string => (trusted ? 'trusted' : 'not trusted'),
    noResponse: (why: string): string => `The engine did not respond: ${why}`,
    devices: 'Devices',
    available: 'available',
    unavailable: 'not available',
    models: 'Models',
    model: (description: string, license: string): string => `${description} (${license})`,
    activeView: 'Active view',
    requested: 'requested device',
    provider: 'provider',
    note: 'note',
  },
} as const;
