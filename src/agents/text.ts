/** What agents read of the tools, and with them people. */
import { basename } from 'node:path';
import type { ErrorText } from '../core/errors';
import { inLanguage } from '../core/language';
import { chinese } from './text.zh-cn';

export const english = {
  outside: (path: string, folders: readonly string[]): ErrorText => [
    `${path} is outside the folders that the tools may use.`,
    `Use a path inside ${folders.join(' or ')}. A person can allow more: as an argument of "amsnet mcp", or as a folder of the workspace.`,
  ],
  noFolders: [
    'No folder is open, so the tools may use no file.',
    'Ask the person to open a folder that holds the images.',
  ] satisfies ErrorText,
  untrusted: [
    'The workspace is not trusted, so the tools may use no file.',
    'Ask the person to trust the workspace.',
  ] satisfies ErrorText,
  noFolder: (folder: string): ErrorText => [`${folder} is not a folder.`, 'Name existing folders.'],
  noTraining: (id: string): ErrorText => [`There is no training ${id}.`, 'Use an id that train_model returned.'],
  inputInvalid: (why: string): ErrorText => [
    `The input does not fit the tool: ${why}`,
    'Correct what is named and call the tool again.',
  ],
  caption: (path: string, width: number, height: number, x: number, y: number): string =>
    `${basename(path)}, ${width} x ${height} pixels from (${x}, ${y})`,

  /** What people are asked before a tool changes something. */
  effects: {
    denoise: (image: string, output: string): string => `Denoise ${image} and write the result to ${output}.`,
    replaces: 'A file of that name is replaced.',
    train: (images: readonly string[], minutes: number, output: string): string =>
      `Train for ${minutes} minutes on ${images.join(', ')} and write the model to ${output}.`,
    stop: (id: string): string => `Stop training ${id}; its best weights so far are kept.`,
  },

  tools: {
    denoise_image: {
      title: 'Denoise image',
      description:
        'Denoise one image and write the result to a new file; the source stays as it is. Model and settings are chosen from its noise unless given. Returns the record of "amsnet denoise --json" and crops of the noisy and the denoised image at 1:1.',
      image: 'path of the noisy image',
      output: 'path of the result; its extension chooses the format. Default: <name>.denoised.<ext> beside the image',
      overwrite: 'replace an existing result',
      model: 'name from list_models, or path of an ONNX file. Default: chosen from the noise',
      strength: 'how much of the change is kept, 0 to 1. Default 1',
      reference: 'path of a clean image of the same scene and size, to measure PSNR and SSIM against',
      crop: 'centre of the crops, in pixels. Default: the middle of the image',
    },
    compare_images: {
      title: 'Compare images',
      description:
        'PSNR in dB, SSIM and the largest difference of two images of the same size, and crops of both at 1:1. Writes nothing.',
      image: 'path of an image',
      reference: 'path of the image that it is compared with, usually the clean one',
    },
    inspect_noise: {
      title: 'Inspect noise',
      description:
        'Size and kind of an image, and an estimate of its noise: standard deviation (0..1) by brightness, correlation by direction and channel, kind. Writes nothing.',
      image: 'path of an image',
    },
    list_models: {
      title: 'List models',
      description: 'The bundled models: what each is for, its licence, and the noise that it was trained on.',
    },
    train_model: {
      title: 'Train model',
      description:
        'Start adapting a model to noisy images, without clean ones. Returns an id at once; training_status tells how it goes. The kept model is never worse by the estimate: where nothing is gained it is the starting model, and the summary says so.',
      images: 'paths of noisy images, or of folders of them; images of one camera or microscope',
      output: 'path of the model to write (.onnx)',
      minutes: 'training time. Default 10',
      from: 'name or path of the starting model, "none" = from scratch. Default: the bundled one that knows the noise of the most images',
    },
    training_status: {
      title: 'Training status',
      description: 'How a training goes, or how it ended. Writes nothing.',
      id: 'id from train_model',
    },
    stop_training: {
      title: 'Stop training',
      description: 'Stop a training; its best weights so far are kept.',
    },
  },
} as const;

export const text = inLanguage(english, { 'zh-CN': chinese });
