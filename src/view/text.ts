/** The sentences of the extension host that a person can read. */
import type { ErrorText } from '../core/errors';
import { inLanguage } from '../core/language';
import { chinese } from './text.zh-cn';

export const english = {
  notLoaded: (why: string): string =>
    `AMSNet Denoise could not be loaded: ${why}. Reload the window; if that does not help, install the extension again.`,
  noCellImage: 'No PNG or JPEG is among the outputs of this cell.',
  saveCellImage: 'Save the image, to denoise it',
  images: 'Images',
  denoise: 'Denoise',
  useAsReference: 'Use as Reference',
  agentTools: 'AMSNet Denoise',
  selectNoisy: 'Select Noisy Image',

  comparison: {
    choose: 'Compare',
    tooFew: 'Select two different images to compare.',
    tooMany: (most: number, selected: number): string =>
      `Up to ${most} images can be compared at a time; ${selected} are selected.`,
    noImage: 'Select an image to compare.',
    noGit: 'The Git extension is not available: it is disabled, or the workspace is not trusted.',
    noCommits: 'Git has no commits of this image.',
    noVersion: (name: string, version: string): string => `${name} has no version in ${version}.`,
    forgotten: 'The images of this comparison are not known any more.',
    revision: 'Compare with Git Revision',
    index: 'Index',
    version: (name: string, version: string): string => `${name} (${version})`,
    pair: (first: string, second: string): string => `${first} ↔ ${second}`,
    several: (count: number): string => `Compare ${count} Images`,
  },

  folders: {
    first: 'Folder to Compare',
    second: 'Folder to Compare With',
    two: 'Select two different folders to compare.',
    unreadable: (why: string): string => `A folder could not be read: ${why}`,
    forgotten: 'The folders of this comparison are not known any more.',
    export: 'Save the List',
  },

  copied: 'Copied to the clipboard',

  presets: {
    save: 'Save Settings as Preset',
    name: 'Name of the preset',
    replaces: 'A preset with this name already exists and will be replaced.',
  },

  model: {
    title: 'Model',
    file: 'ONNX File...',
    useFile: 'Use as Model',
    untrusted: (file: string): ErrorText => [
      `${file} was not loaded: the workspace is not trusted.`,
      'Use one of the bundled models, or trust the workspace.',
    ],
  },

  device: {
    title: 'Device',
    auto: 'The fastest device that works',
    unavailable: 'not available',
    server: 'Inference Server...',
    serverDetail: 'A server of the Open Inference Protocol that you name: it gets the pixels of your images',
    serverPrompt:
      'Address of the model, several by commas; {model} stands for its name. The pixels of the images that you denoise are sent there.',
    serverInvalid: 'https://host/v2/models/NAME; http only on this machine',
    tokenPrompt: 'Token that the server wants, kept where the system keeps secrets; nothing if it wants none',
  },

  cuda: {
    install: 'Install',
    remove: 'Remove',
    installing: 'Installing the CUDA runtime',
    installFrom: 'Install CUDA Runtime...',
    ask: (size: string): string => `Download ${size} with your own pip to use the NVIDIA graphics card?`,
    sizes: (packages: readonly string[], folder: string): string =>
      `${packages.join('\n')}\n\nIn ${folder}, outside of Python's own packages. "AMSNet: Remove CUDA Runtime" deletes it.`,
    askRemove: (folder: string): string => `Delete the CUDA runtime in ${folder}?`,
    works: (hardware: readonly string[]): string =>
      `CUDA works${hardware.length > 0 ? `: ${hardware.join('; ')}` : ''}.`,
    stillNot: (reason: string): string => `The CUDA runtime is installed, but CUDA cannot be used: ${reason}.`,
  },

  exporting: {
    choose: 'Export',
    kinds: {
      png: 'Picture of the Panes (PNG)',
      html: 'Report (HTML)',
      panes: 'Shown Panes as Image Files',
    },
    details: {
      png: 'What is shown now, with its labels',
      html: 'One file with the picture, settings, numbers and the command that gives the same',
      panes: 'Results of the whole image, pixel by pixel, in a folder',
    },
    folder: 'Save Here',
    notVisible: 'The view could not be captured. It must be visible.',
    nothing: 'Open the Denoise view or a comparison to export it.',
    exported: (names: readonly string[]): string => `Exported ${names.join(', ')}.`,
    noResults: 'None of the panes shown is a result that can be saved. Show the result, or pin one.',
    shown: (names: readonly string[]): string => `Panes: ${names.join(', ')}`,
    panes: 'Panes',
    settings: 'Settings',
    numbers: 'Numbers',
    images: 'Images',
    commands: 'Command line',
    imageFacts: (width: number, height: number, bits: number, format: string): string =>
      `${width} x ${height}, ${bits} bit, ${format}`,
    image: 'Image',
    reference: 'Reference',
    model: 'Model',
    device: 'Device',
    difference: 'Difference from noisy input (root mean square, 0 to 1)',
    noiseLeft: 'Left in flat parts (self-supervised score)',
    notes: 'Notes',
    score: (name: string, other: string): string => `${name} against ${other}`,
    psnr: (value: string, ssim: string): string => `PSNR ${value} dB, SSIM ${ssim}`,
    largest: (value: string): string => `largest difference ${value}`,
  },

  saving: {
    title: 'Save Denoised Image As',
    overSource: 'The source image is never overwritten. Choose another name.',
    nothingYet: 'There is no result to save yet.',
    saved: (name: string, kept: readonly string[]): string => `Saved ${name}. Kept: ${kept.join(', ')}.`,
    open: 'Open',
    save: 'Save',
    losses: (name: string): string => `${name} cannot keep everything from the source.`,
    kept: (kept: readonly string[]): string => `Kept: ${kept.join(', ')}.`,
    allPages: (pages: number): string => `all ${pages} pages`,
    onePage: (format: string, page: number, pages: number): string =>
      `${format} holds one image: of ${pages} pages, only page ${page} is saved, which is shown.`,
    gray: 'gray',
    transparency: 'transparency',
    bits: (bits: number): string => `${bits} bits per channel`,
    samples: (kind: string): string => `${kind} samples`,
  },

  status: {
    failed: 'Denoising failed',
    chooseDevice: 'Choose the device for denoising',
    selectToChoose: 'Select to choose the device',
    provenance: (model: string, provider: string, device: string): string =>
      `Denoised with ${model} on ${provider} (requested: ${device})`,
    restarted: (why: string): string => `${why} The engine was restarted.`,
  },

  batch: {
    choose: 'Images or Folders to Denoise',
    noImages: 'There are no images in the selection.',
    where: 'Denoise to Files: where to',
    beside: 'Beside Each Image',
    besideMore: 'as name.denoised',
    folder: 'Into a Folder...',
    folderMore: 'with the same subfolders',
    useFolder: 'Save Results Here',
    underWay: 'Other files are still being denoised. Results that are finished stay.',
    show: 'Show List',
    giveUp: 'Stop Them',
    saveIndex: 'Save Settings and Numbers of All Files',
    result: (output: string): string => `Result: ${output}`,
    labelled: (name: string, state: string): string => `${name}: ${state}`,
    percent: (percent: number): string => `${percent} %`,
    skipped: 'skipped, the result exists',
    remaining: (count: number): string => `${count} files to denoise`,
    done: (done: number, all: number): string => `${done} of ${all} done`,
    failed: (count: number): string => `${count} failed`,
    paused: 'paused',
    /** Of what is to be said of a file, or of all of them. */
    parts: (parts: readonly string[]): string => parts.join(', '),
    left: (seconds: number): string =>
      seconds < 60
        ? `${Math.ceil(seconds)} s left`
        : seconds < 5400
          ? `${Math.round(seconds / 60)} min left`
          : `${(seconds / 3600).toFixed(1)} h left`,
  },

  training: {
    name: 'AMSNet Training',
    page: (images: string): string => `Adapt to ${images}`,
    untrusted: 'Trust the workspace to train on its images.',
    chooseImages: 'Adapt to These Images',
    someImages: (count: number, folder: string): string => `${count} images from ${folder}`,
    unsaved: (images: string): string => `The training on ${images} has unsaved results. Keep or discard it first.`,
    show: 'Show Training',
    discardIt: 'Discard Training',
    time: 'Training time (you can pause or stop at any time)',
    minutes: (minutes: number): string => `${minutes} minutes`,
    oneHour: '1 hour',
    hours: (hours: number): string => `${hours} hours`,
    forNewNoise: 'for strong noise that is new to the model',
    forScratch: 'from scratch',
    startingModel: 'Starting model',
    byNoise: 'Chosen by the noise',
    byNoiseDetail: 'The bundled model that was trained on the noise of the most of these images',
    fromScratch: 'From scratch',
    fromScratchTime: 'Takes at least an hour',
    running: (percent: string): string => `Training ${percent}`,
    paused: (percent: string): string => `Training paused at ${percent}`,
    ended: 'Training ended: keep or discard',
    failed: 'Training failed',
    selectToShow: (images: string): string => `Training on ${images}. Select to show it.`,
    keep: 'Keep Model',
    keepName: 'Name of the new model',
    nameTaken: 'A model with this name already exists.',
    nameExists: (name: string): ErrorText => [`A model named ${name} already exists.`, 'Choose another name.'],
    nameInvalid: 'Use only letters, digits, spaces and _ - . ( ), starting with a letter or digit.',
    discard: 'Discard',
    confirmDiscard: 'Discard this training and its results?',
  },
} as const;

export const text = inLanguage(english, { 'zh-CN': chinese });

/** A text for bug reports, which are read by those who write this program: never translated. */
export const diagnosis = {
  title: 'AMSNet Denoise: diagnosis',
  versions: 'Versions',
  vscode: (version: string, host: string, remote: boolean): string => `${version} (${host}${remote ? ', remote' : ''})`,
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
} as const;
