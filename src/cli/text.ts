/** The sentences of the command line that a person can read. */
import type { Peak } from '../client/contract';
import type { TrainSummary } from '../client/training';
import type { NoiseKind } from '../core/noise-kind';
import type { ErrorText } from '../core/errors';
import { inLanguage } from '../core/language';
import { chinese } from './text.zh-cn';

export const english = {
  program: {
    description:
      'Self-supervised image denoising with the asymmetric mask scheme (AMSNet). Runs entirely on this machine.',
    version: 'print the version',
    help: 'print this help',
    afterError: 'Try "amsnet --help" or "amsnet <command> --help".',
    more: `
Examples:
  amsnet denoise photo.jpg                          writes photo.denoised.jpg
  amsnet denoise noisy.png --reference clean.png    also measures PSNR and SSIM
  amsnet denoise scans/ --out-dir clean --json
  amsnet compare a.png b.png
  amsnet train scans/ -o scans.onnx                 adapts the bundled model to them

Exit codes: 0 success, 1 something failed (the rest was completed), 2 usage error, 129, 130, 143 interrupted.`,
  },

  denoise: {
    summary: 'denoise images',
    description: 'Denoise images. Source images are never overwritten, existing files only with --force.',
    image:
      'PNG, JPEG, WebP, AVIF, TIFF or GIF files, folders of them, patterns, objects as s3://bucket/key, or - for standard input',
    output:
      'output file; for several images with {name}, and {dir}, {folder}, {model}, {ext} (default: {dir}/{name}.denoised.{ext})',
    outDir: 'output folder, created if missing',
    recursive: 'also take the images in the subfolders of folders',
    ifExists:
      'where a result exists: fail, skip the image once the result is verified, number the new one, or replace it',
    skipExisting: 'same as --if-exists skip: goes on with a batch',
    shard: 'do one part of the images: the K-th of N, or auto or auto/N to ask the scheduler which',
    index: 'write settings and numbers of each image into this .json or .csv file',
    reference: 'clean reference to measure against, for a single image',
    model:
      'model name from "amsnet info", or an ONNX file (default: the first bundled one, or the one that knows the noise of the image)',
    preset: 'settings to start from (default: auto, where the model leaves a choice)',
    device: (names: readonly string[]): string =>
      `device to run on: ${names.join(', ')}, or servers of the Open Inference Protocol (https://host/v2/models/NAME, several by commas), which then get the pixels`,
    sent: (hosts: readonly string[]): string => `the pixels of the images are sent to ${hosts.join(' and ')}`,
    tile: 'tile size in pixels',
    page: 'process only this page of a stack, counted from 1 (default: all)',
    dump: 'write every stage as .npy into this folder, for a single image',
    json: 'print one JSON object per image on standard output',
    more: `
Presets: auto (chosen from the noise of each image), single-pass (one pass, nothing hidden), masks (n masks without R3), amsnet (masks, then R3 0.16 x 8).
An option of the mask scheme (--masks, --mask-sets, --r3-...) implies masks or amsnet.

Examples:
  amsnet denoise photo.jpg
  amsnet denoise noisy.png --reference clean.png --preset amsnet --r3-count 4
  amsnet denoise *.tif --out-dir clean --device cuda --json > report.jsonl`,
  },

  compare: {
    summary: 'measure PSNR and SSIM of two images, of two folders by name, or of a list of pairs',
    description:
      'Measure PSNR (in dB) and SSIM of two images of the same size, over all pages or one, on the values as stored; or of all images of two folders, by their names, or of the pairs of a list.',
    a: 'image file or folder',
    b: 'image file or folder, usually the clean reference',
    page: 'compare only this page of stacks, counted from 1 (default: all)',
    pageB: 'page of the second image that it is compared with (default: the same)',
    minPsnr: 'fail with exit code 1 if PSNR is below, in dB',
    minSsim: 'fail with exit code 1 if SSIM is below',
    pairs: 'instead of two names: list of pairs, two paths a line with a tab between them',
    shard: 'compare one part of the pairs: the K-th of N, or auto or auto/N to ask the scheduler which',
    skipExisting: 'go on with a comparison that was stopped: pairs of its index are not measured again',
    sort: 'order of the pairs of two folders or a list; by a number, those that differ most come first',
    index: 'write the pairs of two folders or a list into this .json or .csv file',
    indexKind: (extensions: readonly string[]): string => `It must end in ${extensions.join(' or ')}.`,
    row: (psnr: string | undefined, ssim: string | undefined, largest: string): string =>
      `PSNR ${psnr ?? 'infinite'} dB  SSIM ${ssim ?? '-'}  largest difference ${largest}`,
    two: 'Name two images, two folders, or a list with --pairs.',
    listAlone: '--pairs stands instead of the two names.',
    needsMany: '--shard and --skip-existing take two folders, or a list with --pairs.',
    needsIndex: '--skip-existing needs the --index to go on with.',
    listUnreadable: (list: string, why: string): string => `The list ${list} cannot be read: ${why}`,
    noPair: (list: string, line: number): string => `Line ${line} of ${list} is not two paths with a tab between them.`,
    listedTwice: (list: string, line: number): string =>
      `The first path in line ${line} of ${list} is in the list already.`,
    otherwise: (index: string): ErrorText => [
      `The journal of ${index} is of another --page, --page-b or --peak.`,
      'Use the same options, another name, or --force.',
    ],
    ofShard: (pairs: number, all: number, number: number, count: number): string =>
      `part ${number} of ${count}: ${pairs} of ${all} pairs.`,
    onlyA: 'only in the first folder',
    onlyB: 'only in the second folder',
    failed: 'could not be compared',
    missing: (name: string, folder: string): string => `${folder} has no ${name}.`,
    ofPair: (name: string, failure: string): string => `${name}: ${failure}`,
    noImages: 'There are no images to compare.',
    psnrBelow: (psnr: string, least: number): string => `PSNR is ${psnr} dB, below ${least} dB.`,
    ssimBelow: (ssim: string | undefined, least: number): string =>
      ssim === undefined
        ? 'SSIM is not defined for images that are smaller than its window.'
        : `SSIM is ${ssim}, below ${least}.`,
  },

  train: {
    summary: 'train a model on noisy images alone',
    description:
      'Train a model on noisy images alone: hidden pixels are predicted from visible ones; no clean images are needed.',
    images: 'noisy images of one kind, or folders of them',
    output: 'model to write (.onnx); its model card has the same name with .json',
    from: 'model to start from, "none" = from scratch (default: the bundled model that knows the noise of the most images)',
    minutes: (byDefault: number): string => `training time in minutes (default: ${byDefault})`,
    steps: 'training length in steps',
    pd: (range: string): string => `pixel-shuffle downsampling factor for training, ${range}, or auto`,
    smoothness: 'train for total variation with this weight instead (published: 0.01)',
    device: 'device to train on: CUDA or the CPU',
    seed: (range: string): string => `seed of all random draws, ${range}`,
    resume: 'resume a stopped training; all other options as before',
    json: 'print JSON Lines on standard output; the last one is the result',
    more: `
Ctrl-C stops, keeps the best weights so far, and prints the command to resume.

Examples:
  amsnet train scans/ -o scans.onnx --minutes 20
  amsnet denoise scans/a.tif --model scans.onnx`,
  },

  inspect: {
    summary: 'show the format and noise of an image',
    description: 'Show size and format of an image, and the level, correlation and kind of its noise.',
    image: 'image file',
  },

  info: {
    summary: 'list devices, models and versions',
    description: 'List devices (with the reason where one is unavailable), models and versions.',
  },

  doctor: {
    summary: 'check what works on this machine',
    description:
      'Check engine, devices, models, memory and folders, and say what to do about each. Exit code 1 if something does not work.',
    folder: 'folders that results will go to (default: the current one)',
    retime: 'have auto time the devices anew',
    marks: { ok: 'ok', note: 'note', problem: 'problem' },
    names: {
      system: 'system',
      engine: 'engine',
      device: 'device',
      model: 'model',
      timings: 'timings',
      memory: 'memory',
      folder: 'folder',
    },
    system: (system: string, node: string, cpu: string, threads: number): string =>
      `${system}, Node.js ${node}, ${cpu}, ${threads} threads`,
    timed: (file: string): string => `${file}: how fast devices are, for auto. With --retime they are timed anew.`,
    notTimed: 'auto has not timed any device yet.',
    memory: (free: string, total: string): string => `${free} of ${total} GiB free`,
    writable: (folder: string, free: string): string => `${folder}: writable, ${free} GiB free`,
    notWritable: (folder: string, why: string): string => `${folder}: nothing can be written (${why}).`,
    noModels: 'There are no bundled models.',
    reinstall: 'Install the package again, for this system and this version of Node.js.',
    otherDevices: 'Everything runs on the CPU. docs/devices.md says what this device needs.',
    littleMemory: 'Photos of 24 megapixels take one GiB: close other programs, or denoise smaller images.',
    littleDisk: 'Make room, or name another folder with --out-dir.',
    otherFolder: 'Name another folder with --out-dir, or change its permissions.',
    allWell: 'Everything that is needed works.',
    notWell: 'Something that is needed does not work: see "problem" above.',
  },

  cuda: {
    summary: 'the CUDA runtime: what is there, install it, remove it',
    description:
      "Say whether CUDA can be used and what of its runtime is installed. With --install the user's own pip downloads what is missing, for Linux x64 with an NVIDIA driver. Nothing is downloaded without it.",
    install: 'install what is missing',
    remove: 'delete what was installed',
    oneOfBoth: 'Use either --install or --remove.',
    works: (hardware: readonly string[]): string =>
      `CUDA works${hardware.length > 0 ? `: ${hardware.join('; ')}` : ''}`,
    unavailable: (reason: string): string => `CUDA is not available: ${reason}`,
    part: (name: string, version: string, megabytes: number): string =>
      `  ${name} ${version}, ${megabytes.toFixed(0)} MB to download`,
    installed: (folder: string): string => `All of it is installed in ${folder}`,
    missing: (megabytes: number, folder: string): string =>
      `${megabytes.toFixed(0)} MB are missing in ${folder}; --install downloads them with pip`,
    removed: (folder: string): string => `Removed ${folder}`,
  },

  s3: {
    address: (address: string): ErrorText => [
      `${address} is not the address of an object.`,
      'Name it as s3://bucket/key.',
    ],
    exists: (address: string): ErrorText => [
      `${address} already exists.`,
      'Choose another name, or allow overwriting.',
    ],
    isSource: (address: string): ErrorText => [
      `${address} is the source image, which is never overwritten.`,
      'Choose another name for the result.',
    ],
    noBucket: (bucket: string): ErrorText => [
      `There is no bucket ${bucket}, or it is in another account.`,
      'Check its name, and AWS_PROFILE, AWS_REGION and AWS_ENDPOINT_URL.',
    ],
    noObject: (address: string): ErrorText => [`There is no object ${address}.`, 'Check the bucket and the key.'],
    noCredentials: [
      'No credentials for S3 were found.',
      'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, as for the AWS command line.',
    ],
    noRegion: ['The region of S3 is not known.', 'Set AWS_REGION, or the region of the profile.'],
    refused: (address: string): ErrorText => [
      `S3 refuses access to ${address}.`,
      'Check which rights the credentials give: s3:GetObject, s3:PutObject and s3:ListBucket are needed.',
    ],
    failed: (address: string, why: string): ErrorText => [`${address} cannot be used: ${why}.`, 'Try again later.'],
    filesOnly: (flag: string): string => `${flag} takes a path of this machine, not an address of S3.`,
    noModelName: '{model} cannot be used with addresses of S3.',
  },

  merge: {
    summary: 'join the reports of the parts of a batch',
    description:
      'Join the reports that "amsnet denoise" or "amsnet compare" with --shard K/N --index <index> has written for each part, and say what is missing or double.',
    index: 'index that was named to every part; their reports lie beside it',
    done: (index: string, count: number, states: Readonly<Record<'done' | 'skipped' | 'failed', number>>): string =>
      `${index}: ${count} parts, ${states.done} images done, ${states.skipped} skipped, ${states.failed} failed`,
    compared: (index: string, count: number, states: Readonly<Record<'done' | 'failed', number>>): string =>
      `${index}: ${count} parts, ${states.done} pairs compared, ${states.failed} failed or missing`,
    missingShards: (numbers: readonly number[], count: number): string =>
      `missing: ${numbers.length === 1 ? 'part' : 'parts'} ${numbers.join(', ')} of ${count}`,
    missing: (image: string): string => `missing: ${image}`,
    double: (path: string): string => `double: ${path}`,
    more: (count: number): string => `and ${count} more, see --json`,
  },

  option: {
    force: 'overwrite existing files',
    peak: 'peak value for PSNR (default: from the bit depth of the file, or its range)',
    json: 'print one JSON object on standard output',
  },

  usage: {
    wholeNumber: (min: number, max: number): string => `It must be a whole number from ${min} to ${max}.`,
    number: (min: number, max: number): string => `It must be a number from ${min} to ${max}.`,
    device: (names: readonly string[]): string =>
      `Use ${names.join(', ')}, or https://host/v2/models/NAME (http on this machine only).`,
    aboveZero: 'It must be a number above 0.',
    onnxExtension: 'It must end in .onnx.',
    exclusive: (one: string, other: string): string => `${one} and ${other} cannot be used together.`,
    notWithPreset: (flags: readonly string[]): string =>
      `${flags.join(', ')} cannot be combined with --preset single-pass.`,
    indexExtension: (extensions: readonly string[]): string => `An index ends in ${extensions.join(' or ')}.`,
    resultsAmongImages: (output: string): string =>
      `The result ${output} would lie among the images, where another part may take it for one: name another folder with --out-dir.`,
    noImages: (recursive: boolean): string =>
      recursive
        ? 'There are no images in these folders.'
        : 'There are no images directly in these folders. --recursive also takes those in their subfolders.',
    singleOnly: (flag: string, images: number): string => `${flag} takes a single image, not ${images}.`,
    sameOutput: (one: string, other: string, output: string): string =>
      `${one} and ${other} would both be written to ${output}.`,
    overwritesInput: (other: string, input: string, output: string): string =>
      `${other} is one of the images to denoise and is never overwritten: the result of ${input} would be written to ${output}.`,
  },

  setting: {
    range: (help: string, min: number, max: number): string => `${help}, ${min} to ${max}`,
    noted: (help: string, note: string): string => `${help}; ${note}`,
  },

  /** What commander adds to a help text, by its own words. */
  help: {
    titles: {
      'Usage:': 'Usage:',
      'Arguments:': 'Arguments:',
      'Options:': 'Options:',
      'Commands:': 'Commands:',
    } as Readonly<Record<string, string>>,
    choices: (names: string): string => `choices: ${names}`,
    default: (value: string): string => `default: ${value}`,
    more: (help: string, more: readonly string[]): string => `${help} (${more.join(', ')})`,
    command: 'display help for command',
  },
  /** What commander says about wrong use, which it says in English. */
  wrongUse: (message: string): string => message,

  /** How lines begin that are not results. */
  error: (what: string): string => `error: ${what}`,
  note: (what: string): string => `note: ${what}`,
  sentences: (first: string, second: string): string => `${first} ${second}`,
  skippedImage: (why: string): string => `skipped: ${why}`,
  ofImage: (image: string, what: string): string => `${image}: ${what}`,
  resultExists: (output: string): string => `skipped, ${output} already exists.`,
  ofShard: (images: number, all: number, number: number, count: number): string =>
    `part ${number} of ${count}: ${images} of ${all} images.`,
  numberOf: (number: number, count: number): string => `${number}/${count} `,
  someFailed: (failures: number, images: number): string => `${failures} of ${images} images failed.`,
  /** The engine does not know by which option its users allow something. */
  withForce: (action: string): string => action.replace('allow overwriting', 'allow overwriting with --force'),

  report: {
    written: (input: string, output: string | null): string => `${input} -> ${output ?? '(not written)'}`,
    rows: {
      image: 'image',
      model: 'model',
      device: 'device',
      noise: 'noise',
      change: 'change',
      left: 'left',
      psnr: 'PSNR',
      peak: 'peak',
      ssim: 'SSIM',
      stages: 'stages',
      pages: 'pages',
    },
    size: (width: number, height: number, pages: number): string =>
      `${width} x ${height}${pages > 1 ? `, ${pages} pages` : ''}`,
    run: (device: string, provider: string, seconds: number, passes: number): string =>
      `${device} (${provider}), ${seconds.toFixed(1)} s, ${passes} ${passes === 1 ? 'pass' : 'passes'}`,
    noise: (sigma: string, correlation: string): string => `sigma ${sigma}, correlation ${correlation}`,
    change: (difference: string): string => `${difference} (root mean square difference from noisy input)`,
    noiseLeft: (percent: string): string => `${percent} % of the variance in flat parts (self-supervised score)`,
    gain: (noisy: string, result: string): string => `${noisy} noisy -> ${result}`,
    decibels: (value: string): string => `${value} dB`,
    infinite: 'infinite',
    undefinedScore: 'not defined',
    peak: (value: string, basis: Peak['peakBasis']): string =>
      `${value} (${{ depth: 'bit depth of the file', unit: 'unit range', data: 'range of the reference', given: 'as given' }[basis]})`,
    branch: (number: number, score: string): string => `branch ${number} ${score}`,
    combined: (score: string): string => `combined ${score}`,
    r3: (score: string): string => `R3 ${score}`,
    singlePass: 'single pass',
    masks: (count: number): string => `${count} masks`,
    maskSets: (count: number): string => `${count} mask sets`,
    weighted: 'weighted',
    pd: (factor: number): string => `PD ${factor}`,
    setting: (label: string, value: string | number): string => `${label.toLowerCase()} ${value}`,
    list: (parts: readonly string[]): string => parts.join(', '),
    repetitions: (ratio: number, count: number): string => `R3 ${ratio} x ${count}`,
    noR3: 'no R3',
  },

  inspected: {
    rows: {
      image: 'image',
      noise: 'noise',
      kind: 'kind',
      correlation: 'correlation',
      horizontal: 'horizontal',
      vertical: 'vertical',
      diagonal: 'diagonal',
      brightness: 'brightness',
    },
    image: (width: number, height: number, format: string, channels: string): string =>
      `${width} x ${height}, ${format}, ${channels}`,
    noise: (sigma: number): string => `sigma ${sigma.toFixed(4)} (${(255 * sigma).toFixed(1)} of 255)`,
    kinds: {
      gray: 'gray',
      independent: 'independent',
      correlated: 'correlated',
      bayer: 'bayer',
      jpeg: 'jpeg',
    } satisfies Record<NoiseKind, string>,
    kindUnknown: 'undetermined',
    lags: 'at 1 to 4 pixels',
    levels: 'sigma of R, G, B       share of image',
  },

  environment: {
    devices: 'Devices',
    availableAs: (hardware: readonly string[]): string =>
      hardware.length > 0 ? `available: ${hardware.join('; ')}` : 'available',
    unavailable: 'not available',
    models: 'Models',
    model: (description: string, license: string, preset: string): string =>
      `${description} (${license}, default ${preset})`,
    versions: 'Versions',
  },

  training: {
    reading: 'reading images',
    started: (images: number, pdFactor: number): string => `${images} images, PD ${pdFactor}`,
    point: (step: number, what: string): string => `step ${step}  ${what}`,
    progress: (loss: string, validation: string | undefined, speed: string, device: string, timeLeft: string): string =>
      `loss ${loss}${validation === undefined ? '' : `  validation ${validation}`}  ${speed} MP/s on ${device}  ${timeLeft}`,
    stopped: (resumeCommand: string): string[] => ['Stopped. To resume:', `  ${resumeCommand}`],
    failed: (step: number, output: string): string =>
      `Training failed at step ${step}. ${output} contains the best weights so far.`,
    diverged: (step: number, output: string): ErrorText => [
      `Training diverged at step ${step}. ${output} contains the best weights so far.`,
      'Try another seed or PD factor.',
    ],
    origin: (output: string, from: string | null, images: number): string =>
      `${output}: ${from === null ? 'trained from scratch on' : `${from} adapted to`} ${images} ${images === 1 ? 'image' : 'images'}`,
    ran: (steps: number, minutes: number, device: string): string =>
      `${steps} steps, ${minutes.toFixed(1)} minutes on ${device}`,
    noise: (sigma: string, correlation: string, pdFactor: number): string =>
      `sigma ${sigma}, correlation ${correlation}, PD ${pdFactor}`,
    validation: (before: string, after: string): string =>
      `${before} -> ${after} (mean absolute error at hidden pixels)`,
    gain: (decibels: string, result: TrainSummary['result']): string =>
      `${decibels} dB (estimated from structure up to 16 pixels, each model with its best settings; PSNR may change less); result: ${result === 'start' ? 'the starting model' : 'the new model'}`,
    group: (sigma: string, files: readonly string[]): string => `sigma ${sigma}: ${files.join(', ')}`,
    use: (model: string): string => `amsnet denoise photo.png --model ${model}`,
    rows: { noise: 'noise', validation: 'validation', gain: 'gain', use: 'use' },
  },

  seconds: (whole: number): string => (whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`),
  timeLeft: (time: string): string => `${time} left`,
} as const;

export const text = inLanguage(english, { 'zh-CN': chinese });
