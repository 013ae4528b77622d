/**
 * The sentences of the engine that a person can read. What goes
 * with an error code is a pair: what happened, and what the user can do about it.
 */
import { imageFormats } from '../client/image-formats';
import type { Choice } from '../core/auto-settings';
import type { ErrorText } from '../core/errors';
import { inLanguage } from '../core/language';
import { chinese } from './text.zh-cn';

const anotherName = 'Choose another name.';

export const english = {
  // Reading images
  /** Node puts the replacement character where the bytes of a name are no UTF-8, and cannot find the file then. */
  fileMissing: (path: string): string =>
    path.includes('\ufffd')
      ? `${path} cannot be opened: its name is not valid UTF-8. Rename it.`
      : `${path} does not exist.`,
  isFolder: (path: string): string => `${path} is a folder, not an image.`,
  /** Not opened even to look at it: a pipe lets nobody go until somebody writes into it. */
  notAFile: (path: string): ErrorText => [`${path} is not a file but a pipe, socket or device.`, 'Choose a file.'],
  fileEmpty: (path: string): string => `${path} is empty.`,
  fileForbidden: (path: string): string => `${path} cannot be read: permission denied.`,
  formatUnsupported: (path: string, kind = 'unknown'): ErrorText => [
    `Unsupported image format (${kind}): ${path}.`,
    `Supported formats: ${Object.values(imageFormats)
      .map(({ name }) => name)
      .join(', ')}.`,
  ],
  rawUnsupported: (path: string, why: string, maker = 'unknown camera'): ErrorText => [
    `${path} is a camera raw file (${maker}) that cannot be developed: ${why}.`,
    'Develop it first and save it as a 16-bit TIFF.',
  ],
  // Why, after "cannot be developed"
  rawUnknown: 'it is damaged, or of a kind that LibRaw does not read',
  rawColours: 'it does not say how its camera sees colours',
  rawDamaged: 'its pixels are damaged or packed in an unknown way',
  rawDeveloped: 'The camera raw file was developed by LibRaw, with the white balance of the camera, to 16-bit sRGB.',
  samplesUnsupported: (path: string, why: string, format = 'TIFF'): ErrorText => [
    `Unsupported ${format}: ${path}: ${why}.`,
    'Convert it to an integer or floating-point TIFF, gray or RGB.',
  ],
  samplesMixed: 'its channels have samples of different kinds',
  samplesComplex: 'its samples are complex numbers',
  samplesOfBits: (bits: number): string => `its samples have ${bits} bits`,
  samplesFloat: 'its samples are floating point, which is not supported in this format',
  tiffCompression: (name: string): string => `its pixels are compressed in a way that is not supported (${name})`,
  notRgb: 'its colours are not RGB or gray',
  noTiffHeader: 'it has no TIFF header',
  blockShort: (found: number, needed: number): string =>
    `one of its strips or tiles holds ${found} bytes where ${needed} are needed`,
  compressedDamaged: 'one of its strips is damaged',
  tileMissing: (tile: number): string => `its tile ${tile} is missing`,
  tooManyTags: (count: number): string => `one of its directories has ${count} tags`,
  pagesDiffer: (path: string): ErrorText => [
    `Unsupported TIFF: the pages of ${path} have different numbers of channels.`,
    'Split it into files whose pages have the same number of channels.',
  ],
  noSuchPage: (path: string, page: number, pages: number): string =>
    `${path} has ${pages === 1 ? 'one page' : `${pages} pages`}: there is no page ${page}.`,
  ownScale: (low: string, high: string): string =>
    `The values ${low} to ${high} are denoised at their own scale and saved in the same units.`,
  samplesKept: (count: number, why: string): string =>
    `${count} ${count === 1 ? 'sample' : 'samples'} kept unchanged: ${why}.`,
  imageTooLarge: (path: string, megapixels: number): ErrorText => [
    `${path} has more than ${megapixels} megapixels.`,
    'Crop it, or split it into parts.',
  ],
  heldWhole: (path: string, megapixels: string, name: string, most: number): ErrorText => [
    `${path} has ${megapixels} megapixels, and ${name} files like it are read as a whole: more than ${most} need too much memory.`,
    'Convert it to TIFF or PNG, which are read in parts.',
  ],
  blockTooLarge: (path: string, mebibytes: string, most: number): ErrorText => [
    `${path} has a strip or tile of ${mebibytes} MiB, which is decoded as a whole: more than ${most} need too much memory.`,
    'Save it in smaller strips or tiles.',
  ],
  imageUnreadable: (path: string, why: string): ErrorText => [
    `${path} cannot be read: ${why}.`,
    'Check that the file is complete.',
  ],
  /** The system refused, whatever is in the file. */
  systemRefused: (path: string, why: string): ErrorText => [
    `${path} cannot be read: ${why}.`,
    'Check the path, its links, and the disk or network that it leads to.',
  ],
  // Why, after "cannot be read"
  endsEarly: (size: number, needed: number): string => `it ends after ${size} bytes where ${needed} are needed`,
  headerDamaged: 'its header is damaged',
  sampleBeyond: (value: number, white: number): string => `it holds ${value}, and its header says up to ${white}`,
  samplesMissing: (found: number, needed: number): string => `it holds ${found} of ${needed} samples`,
  noNumber: (found: string): string => `there is ${JSON.stringify(found)} where numbers are expected`,

  bmpCompression: 'its pixels are compressed as JPEG, PNG or in an unknown way',
  paletteShort: 'its pixels name colours that are not in its palette',
  runsEnd: 'its runs of pixels end early',
  fitsNoImage: 'it holds no image',
  fitsPacked: 'its images are compressed as tables (fpack)',
  fitsPlanesDiffer: 'its planes must have the same size and kind of samples',
  fitsScaled: (scale: number, zero: number): string =>
    `The values are scaled (BSCALE ${scale}, BZERO ${zero}): the result holds them as floating point.`,
  fitsMosaic: (pattern: string): string =>
    `The file is a colour mosaic (${pattern}): each of its four colour planes is denoised as a gray image. As FITS they are put together again; other formats get them one by one.`,
  mosaicUnknown: (pattern: string): string =>
    `it is a colour mosaic of an unknown pattern (${pattern}), whose neighbouring pixels have different colours`,
  blockEnds: 'one of its blocks of pixels ends early',
  exrDeep: 'its samples are deep (several for each pixel)',
  exrCompression: (compression: number): string =>
    `its pixels are compressed in a lossy way (${['B44', 'B44A', 'DWAA', 'DWAB'].at(compression - 6) ?? compression})`,
  exrChannels: 'its channels are neither colours (R, G, B) nor luminance (Y) of full resolution',
  jxlDamaged: 'its pixels are damaged, or it ends early',
  channelsLeftOut: (count: number): string =>
    `Only colours and alpha are used: ${count} further ${count === 1 ? 'channel is' : 'channels are'} not kept.`,
  exrChannelsLeftOut: (count: number, names: readonly string[]): string =>
    `Only the channels ${names.join(', ')} are used: ${count} further ${count === 1 ? 'channel is' : 'channels are'} not kept.`,
  exrPartsLeftOut: (count: number): string =>
    `Only the first part of the file is used: ${count} further ${count === 1 ? 'part is' : 'parts are'} not kept.`,
  exrMixed: 'The channels have samples of different kinds: the result holds them as 32-bit floating point.',
  fitsUnitsLeftOut: (count: number): string =>
    `Only the first image of the file is used: ${count} further ${count === 1 ? 'extension is' : 'extensions are'} not kept.`,

  noPixels: 'it has no pixels',
  sizeMismatch: (image: string, size: string, reference: string, referenceSize: string): ErrorText => [
    `${image} has ${size} pixels and ${reference} has ${referenceSize}: they cannot be compared.`,
    'Choose a reference of the same size.',
  ],
  pagesMismatch: (image: string, pages: number, reference: string, referencePages: number): ErrorText => [
    `${image} has ${pages} pages and ${reference} has ${referencePages}: they cannot be compared.`,
    'Choose a reference of as many pages, or of one.',
  ],
  alphaNotCompared: 'The alpha channel is not compared.',
  missingNotCompared: 'Samples that are not finite or mark "no data" are excluded from the comparison.',
  missingValues: 'they are not finite or mark "no data"',
  valuesBeyond: 'their values lie far beyond all others',
  noReference: 'There is no reference image.',
  nothingToMeasure: 'Without a reference image there is nothing to measure against.',
  coloursConverted: (space: string): string => `The colours were converted from ${space} to sRGB.`,
  whiteIsZero: 'Zero is white in this file; the result stores zero as black and looks the same.',
  firstFrameOnly: (count: number): string => `Only the first of ${count} frames is used.`,
  mainImageOnly: (count: number): string => `Only the main one of ${count} images is used.`,
  reducedLeftOut: (count: number): string =>
    `${count} reduced ${count === 1 ? 'copy' : 'copies'} of the image (thumbnail, pyramid or mask) ${count === 1 ? 'is' : 'are'} not kept.`,

  // Writing images
  extensionUnknown: (path: string, extensions: readonly string[]): ErrorText => [
    `Unrecognised file extension: ${path}.`,
    `Use one of ${extensions.join(', ')}.`,
  ],
  formatOnlyRead: (path: string, extensions: readonly string[]): ErrorText => [
    `${path} cannot be written: files of this kind can only be read.`,
    `Use one of ${extensions.join(', ')}.`,
  ],
  outputNotUtf8: (path: string): ErrorText => [`${path} cannot be written: the name is not valid UTF-8.`, anotherName],
  outputIsSource: (path: string, what: 'source' | 'reference'): ErrorText => [
    `${path} is the ${what} image, which is never overwritten.`,
    anotherName,
  ],
  outputNotAFile: (path: string): ErrorText => [
    `${path} is not a file but a folder, pipe, socket or device.`,
    anotherName,
  ],
  edgeTooLong: (path: string, name: string, maxEdge: number, size: string): ErrorText => [
    `${path} cannot be written: ${name} supports at most ${maxEdge} pixels in width and height; the image has ${size}.`,
    'Save as PNG or TIFF.',
  ],
  writtenWhole: (path: string, name: string, most: number, megapixels: string): ErrorText => [
    `${path} cannot be written: the image has ${megapixels} megapixels, and ${name} is written as a whole: more than ${most} need too much memory.`,
    'Save as PNG or TIFF.',
  ],
  onlyRead: 'this format can only be read',
  onePageOnly: (path: string, name: string, pages: number): ErrorText => [
    `${path} cannot be written: ${name} holds one image, and there are ${pages}.`,
    'Save as TIFF, or choose one of them with a page number.',
  ],
  encodingFailed: (format: string, why: string): ErrorText => [
    `The image cannot be encoded as ${format}: ${why}.`,
    'Choose another format, for example PNG.',
  ],

  // Models
  noBundledModel: 'There is no bundled model.',
  modelUnknown: (name: string, known: readonly string[]): ErrorText => [
    `There is no model named ${name}.`,
    `Use ${known.join(', ')}, or the path of an .onnx file.`,
  ],
  modelFileMissing: (path: string): string => `The model file ${path} does not exist.`,
  cardInvalid: (path: string, why: string): ErrorText => [
    `The model card ${path} is invalid (${why}).`,
    'Correct or remove it.',
  ],
  modelUnreadable: (name: string, why: string): ErrorText => [
    `The model ${name} cannot be loaded: ${why}.`,
    'Check that it is a complete ONNX file.',
  ],
  weightsUnreadable: (name: string, why: string): ErrorText => [
    `The model ${name} has its weights in a file of their own, which cannot be loaded: ${why}.`,
    'Put that file, and no link to it, into the folder of the model or one below it, at the place that the model names.',
  ],
  notStated: 'not stated',
  namesNoInput: 'names no input',
  namesNoOutput: 'names no output',
  withoutCard: 'A denoiser without a model card.',
  /** `what` is one of the sentences below that start with "it" or "its". */
  notADenoiser: (name: string, what: string): ErrorText => [
    `${name} cannot be used as a denoiser: ${what}.`,
    'A denoiser takes an image of 1 (gray) or 3 (RGB) channels and returns one of the same size.',
  ],
  noSuchTensor: (kind: 'input' | 'output', name: string): string => `it has no ${kind} named ${name}`,
  noTensor: 'no tensor',
  notPixels: (kind: 'input' | 'output', name: string, type: string): string =>
    `its ${kind} ${name} holds ${type}, not pixels`,
  wrongChannels: (kind: 'input' | 'output', channels: number): string =>
    `it has ${channels} ${kind} channels; images have 1 (gray) or 3 (RGB)`,
  wrongRank: (kind: 'input' | 'output', name: string, rank: number): string =>
    `its ${kind} ${name} has ${rank} dimensions; an image has 2 to 4`,
  outputDiffers: (name: string, shape: string, channels: number): string =>
    `its output ${name} is [${shape}], not an image of ${channels} channels as its input is`,
  unknownInputs: (names: readonly string[], mask: string): string =>
    `it needs ${names.length} inputs (${names.join(', ')}); besides the image it can be given a mask, named ${mask}, and the noise level, named sigma or noise_level`,
  maskChannels: (name: string): string => `its input ${name} has 3 channels, not 1`,
  sizeChanges: (from: string, to: string): string => `it turns [${from}] into [${to}]`,
  outputConstant: 'its output does not depend on the image',
  outputUnrelated:
    'On a test image, the output of this model was neither the image nor its noise: it may not be a denoiser.',
  cannotRun: (name: string, why: string): ErrorText => [
    `${name} could not be run on an image: ${why}.`,
    'If it takes only multiples of some number as height and width, name that as "stride" in a model card.',
  ],
  notFinite: (name: string): ErrorText => [
    `${name} returned values that are not finite numbers (NaN or infinite).`,
    'Use a float32 version of the model: half precision overflows easily.',
  ],
  networkFailed: (name: string, why: string): ErrorText => [
    `The model ${name} failed: ${why}`,
    'Check the model, or try the device cpu.',
  ],
  noCard:
    'This model has no card: it ran once, with nothing hidden. If it was trained with masks, use the preset amsnet or masks.',
  noisePredicted: (how: 'subtract' | 'add'): string =>
    `The model predicts the noise, which was ${how === 'add' ? 'added' : 'subtracted'} (found by probing).`,
  whiteFound: (input: number, output: number): string =>
    `The model takes values up to ${input} and returns values up to ${output} (found by probing).`,
  oneChannel: 'The model takes one channel: colour channels are denoised one by one.',
  noiseLevelGiven: (level: number, asked: boolean): string =>
    `The model was given a noise level of ${level.toFixed(4)}, ${asked ? 'as asked for' : 'the estimate for this image'}.`,
  noNoiseLevel: (model: string): ErrorText => [
    `${model} takes no noise level.`,
    'Leave the noise level out, or choose a model with such an input.',
  ],
  fixedSizePieces: (width: number, height: number): string =>
    `The network takes images of ${width} x ${height} pixels only: the result was assembled from tiles, and seams may be visible.`,
  brightnessChanged: (from: string, to: string, model: string): string =>
    `The brightness of the whole image changed from ${from} to ${to} (0 to 1), more than noise explains: ${model} may not suit this image, or may expect another range of values.`,
  ranNothing: (title: string, operations: number): string => `${title} ran none of its ${operations} operations`,
  leftToCpu: (operations: number, total: number, title: string): string =>
    `${operations} of the model's ${total} operations ran on the CPU because ${title} does not support them.`,
  deviceOutOfMemory: (why: string): ErrorText => [
    `The device is out of memory (${why}).`,
    'Use smaller tiles, or leave the process more memory.',
  ],
  wrongResult: (value: string): string => `it calculates 2 x 3 = ${value}`,
  noDevice: (model: string): string => `No device can run ${model}.`,
  deviceNotUsed: (title: string, why: string): string => `${title} was not used: ${why}.`,
  cpuIsFaster: (title: string, accelerator: number, cpu: number): string =>
    `The CPU is used: it runs this model faster (${cpu.toFixed(0)} ms for a tile) than ${title} (${accelerator.toFixed(0)} ms).`,
  processor: (model: string, threads: number): string => `${model}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
  remote: 'Remote inference',
  sentTo: (hosts: readonly string[]): string =>
    `The pixels of this image were sent to ${hosts.join(' and ')}, named as the device.`,
  serverNotNamed: 'the server is not the one that the setting amsnet.device names',
  serverUnusable: (host: string, why: string): string => `${host}: ${why}`,
  serverSaid: (status: number, what: string): string => `the server answered ${status} (${what})`,
  serverDiffers: (model: string, difference: string): string =>
    `the server's result differs from that of ${model} on this machine by ${difference}: it is another network`,
  serverNotTrusted: (why: string): string =>
    `its certificate is not trusted (${why}); a certificate authority of your own is named by NODE_EXTRA_CA_CERTS`,
  noServerOutput: (name: string): string => `the server's answer lacks the output ${name}`,
  serverDatatype: (name: string, datatype: string): string => `the server's output ${name} has the type ${datatype}`,
  serverFailed: (host: string, why: string): ErrorText => [
    `${host} failed in the middle of the image: ${why}.`,
    'Try again, or choose another device: images that are done stay.',
  ],
  noProvider: (title: string, platform: string): string => `ONNX Runtime has no ${title} on ${platform}`,
  noNvidiaDriver: (library: string): string => `no NVIDIA driver was found (${library} is missing)`,
  libraryMissing: (library: string): string => `${library} is missing`,
  didNotStart: (title: string): string => `${title} did not start`,
  driverCrashed: (signal: string): string => `its driver crashed during the check (${signal})`,
  smallerTiles: (title: string, tile: number): string =>
    `${title} ran out of memory: tiles of ${tile} pixels were used.`,
  cpuInstead: (title: string): string => `${title} ran out of memory: the CPU was used.`,
  tiledGlobal:
    'The image was tiled because memory is too small for this global-context network; the result may differ.',

  // Trust
  modelUntrusted: (path: string): ErrorText => [
    `${path} was not loaded: the workspace is not trusted.`,
    'Use one of the bundled models, or trust the workspace.',
  ],
  trainingUntrusted: ['Training is disabled: the workspace is not trusted.', 'Trust the workspace.'],

  // Training
  trainingOutputExists: (path: string): ErrorText => [
    `${path} already exists.`,
    'Resume the training that it belongs to, allow overwriting, or choose another name.',
  ],
  checkpointMissing: (path: string): string => `There is no checkpoint ${path} to resume from.`,
  checkpointUnreadable: (path: string): string => `The checkpoint ${path} cannot be read.`,
  checkpointOfAnother: (path: string): string =>
    `The checkpoint ${path} belongs to another training: images, length, PD factor, seed and starting model must be the same.`,
  startNew: 'Start a new training.',
  outputLocked: (model: string): ErrorText => [
    `Another training is writing ${model}.`,
    'Stop it, or choose another name.',
  ],
  outputTaken: (model: string): ErrorText => [
    `Another training took over ${model} while this process was suspended; nothing more was written to it.`,
    'Start it again under another name, or stop the other one.',
  ],
  noImages: (path: string, formats: readonly string[]): ErrorText => [
    `There are no images in ${path}.`,
    `Choose a folder that directly contains images (${formats.join(', ')}).`,
  ],
  partnersLeftOut: (path: string, count: number): string =>
    `Left out of ${path}: ${count} clean ${count === 1 ? 'reference' : 'references'} of noisy images, recognised by name.`,
  resultsLeftOut: (path: string, count: number): string => `Left out of ${path}: ${count} denoised by this program.`,
  trainingRestarted: 'Training restarted because the images changed.',
  trainingDiverged: 'Training diverged; the weights with the best validation error were kept.',
  trainingFailed: (step: number, why: string): string =>
    `Training ended after step ${step} because of an error (${why}); the best weights so far were kept.`,
  nothingGained: (model: string, otherSettings: boolean): string =>
    `Training brought no gain: on parts of the images that were excluded from it, ${model} with its best settings is as good or better in the mean, or much better on one image. The result is ${model}, ${otherSettings ? 'with other settings that suit these images better' : 'unchanged'}.`,
  gainUnknown: (model: string): string =>
    `Whether training helped cannot be measured: no part of the images is flat enough. The result is ${model}, unchanged.`,
  trainedForSmoothness: (model: string): string =>
    `Trained for smoothness, which was not measured: compare it with ${model} on one of the images.`,
  noiseTooCorrelated: (files: readonly string[]): string =>
    `Left out because their noise is correlated over more than four pixels: ${files.join(', ')}.`,
  checkpointNotWritten: (path: string, why: string): string =>
    `The checkpoint ${path} could not be written (${why}): training cannot be resumed from where it ended.`,
  checkpointSafe: (path: string): string =>
    `The progress is saved in ${path}: resume the training once the model can be written.`,
  checkpointOlder: (path: string): string =>
    `What was learned up to the last checkpoint is in ${path}; what came after it is lost. Free some space, then resume the training.`,
  nothingSaved: 'What was learned is lost. Free some space, or choose another folder, before you train again.',
  modelAsTrained: (path: string): string =>
    `${path} is the model as it was trained, not yet compared with the starting model.`,
  imagesTooSmall: (files: readonly string[]): string =>
    `Left out because they are much smaller than the others: ${files.join(', ')}.`,
  trainedFromScratch: 'Trained from scratch: compare it with a bundled model on one of the images.',

  // The card of a trained model
  trainingImages: (count: number, folder: string): string =>
    `${count} noisy ${count === 1 ? 'image' : 'images'} of ${folder}`,
  fromScratchOn: (images: string): string => `Trained from scratch on ${images}`,
  adaptedTo: (start: string, images: string): string => `${start} adapted to ${images}`,
  unchangedBy: (start: string, images: string): string =>
    `${start}, weights unchanged: training on ${images} gained nothing`,
  hiddenPixels: (pdFactors: readonly number[]): string =>
    `hidden pixels of the noisy images themselves, PD ${pdFactors.join(' and ')}`,
  totalVariation: (weight: number): string => `total variation x ${weight} + difference from the noisy image`,

  // Settings that choose themselves
  /** @param asked the model that was asked for */
  settingsChosen: ({ model, settings, reason }: Choice, asked: string): string => {
    const { mode, pdFactor, masks, r3Ratio } = settings;
    const passes = mode === 'single-pass' ? 'single pass' : `${masks} masks${r3Ratio === 0 ? '' : ' + R3'}`;
    const how = pdFactor === 1 ? passes : `PD ${pdFactor}, ${passes}`;
    const why = {
      model: 'as recommended by the model',
      'single-pass': 'single pass; nothing suggests that other settings are clearly better',
      correlated: `the noise is correlated between neighbouring pixels: ${how}`,
      strong: `strong noise, correlated between neighbouring pixels: ${how}`,
      independent: `the noise is independent and a single pass leaves much of it: ${how}`,
    } satisfies Record<Choice['reason'], string>;
    const other = model === asked ? '' : ` Model: ${model}, which suits this noise better than ${asked}.`;
    return `Settings: ${why[reason]}.${other}`;
  },
  trainingDevice: (title: string): string => `Training runs on CUDA or the CPU: ${title} was not used.`,
} as const;

export const text = inLanguage(english, { 'zh-CN': chinese });
