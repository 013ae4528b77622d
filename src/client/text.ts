/** The sentences of the engine's client that a person can read. */
import type { ErrorText } from '../core/errors';
import { inLanguage } from '../core/language';
import { chinese } from './text.zh-cn';

export const english = {
  requestInvalid: (method: string, why: string): string => `The request ${method} is invalid (${why}).`,
  responseInvalid: (method: string, why: string): string =>
    `The engine sent an invalid response to ${method} (${why}).`,
  errorInvalid: (why: string): string => `The engine sent an invalid response: ${why}`,
  unexpected: (why: string): string => `Unexpected engine error: ${why}`,
  // How the engine process ended: completes the sentence below
  notStarted: (why: string): string => `could not be started: ${why}`,
  exited: (code: number | null): string => `ended with exit code ${String(code)}`,
  endedBySignal: (signal: string): string => `was ended by ${signal}`,
  notCancelled: (seconds: number): string => `was ended because it did not stop within ${seconds} s of a cancellation`,
  invalidProgress: (method: string): string => `was ended because it sent invalid progress of ${method}`,
  restarted: 'was restarted',
  modelNeverReturned: (model: string, megapixels: string, seconds: number): ErrorText => [
    `The model ${model} did not return from a run of ${megapixels} megapixels within ${seconds} s.`,
    'Use smaller tiles, another device or another model.',
  ],
  engineSilent: (seconds: number): string =>
    `was ended because it did not respond for ${seconds} s: the machine may be short of memory or overloaded`,
  engineStopped: 'was ended because it had been stopped by a signal',
  engineEnded: (how: string, lastLines: string): ErrorText => [
    `The engine process ${how}.${lastLines === '' ? '' : ` Its last output: ${lastLines}`}`,
    'Try again: the next request starts a new engine process.',
  ],

  // Libraries of CUDA
  cudaNoDriver: (reason: string): ErrorText => [
    `CUDA cannot be used: ${reason}.`,
    "Install NVIDIA's driver for your graphics card first; the libraries alone are of no use.",
  ],
  cudaElsewhere: [
    'CUDA can be used on Linux x64 only.',
    'Use another device: "amsnet info" lists those of this machine.',
  ] satisfies ErrorText,
  cudaDisk: (folder: string, gigabytes: number): ErrorText => [
    `${folder} has no room for the CUDA runtime, which takes about ${gigabytes.toFixed(1)} GB while it is installed.`,
    'Free some space, or set XDG_DATA_HOME to a folder on another disk.',
  ],
  cudaNoPip: (pythons: readonly string[]): ErrorText => [
    `No Python with pip was found (${pythons.join(', ')}).`,
    'Install Python 3 with pip: it downloads the CUDA runtime.',
  ],
  cudaNotInstalled: (name: string, why: string): ErrorText => [
    `pip did not install ${name}: ${why}`,
    'Try again: what was installed before stays. Mirrors and proxies are those of your pip.',
  ],

  trainingOutput: 'does not end in .onnx',

  // What a file carries besides pixels, and what saving in a format costs
  metadata: {
    profile: 'colour profile',
    exif: 'EXIF',
    xmp: 'XMP',
    density: 'resolution',
    cicp: 'primaries and transfer function (cICP)',
    colour: 'gamma and primaries (gAMA, cHRM)',
    tags: 'TIFF tags',
    iptc: 'IPTC',
    gainMap: 'HDR gain map',
    header: 'FITS header',
    scale: 'PFM scale factor',
    exr: 'OpenEXR attributes',
    layers: 'Photoshop layers',
  },
  extensionUnknown: 'Unrecognised file extension.',
  onlyRead: (format: string): string => `${format} files can only be read.`,
  jpegLoss: 'JPEG compression is slightly lossy (quality 95, no chroma subsampling).',
  gifLoss: 'GIF holds 256 colours.',
  pbmLoss: 'PBM holds black and white only.',
  dropped: (format: string, what: string): string => `${format} cannot store the ${what}: it is left out.`,
  alpha: 'alpha channel',
  reducedTo8: (format: string): string => `${format} holds 8 bits per channel: the lower 8 of 16 bits are lost.`,
  samplesAsFloat: (format: string, kind: string, written: string): string =>
    `${format} stores ${kind} samples as ${written}: the values stay the same, as far as its precision goes.`,
  whiteStays: (format: string, white: number, max: number): string =>
    `The values stay as they are: white is ${white}, where other programs expect ${max} in a ${format}.`,
  samplesConverted: (format: string, kind: string, black: string, white: string, max: number): string =>
    `${format} cannot store ${kind} samples: the values ${black} to ${white} become 0 to ${max}; values outside are clipped.`,
} as const;

export const text = inLanguage(english, { 'zh-CN': chinese });
