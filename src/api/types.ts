/** The types of the programs' interface. They stand by themselves: whoever uses them needs no other package. */
/** Standard deviation and correlation of the noise of an image. */
export interface Noise {
  /** Standard deviation, 0..1, mean over the channels. */
  readonly sigma: number;
  /** Autocorrelation at 1, 2, 3 and 4 pixels, -1..1, mean over rows, columns and channels. */
  readonly correlation: readonly number[];
  /** The noise-level function, dark to bright. `sigma`: of R, G, B; `share`: of the image, 0..1; `clipped`: of that, 0..1. */
  readonly levels: readonly {
    readonly brightness: number;
    readonly sigma: readonly [number, number, number];
    readonly share: number;
    readonly clipped: number;
  }[];
  /** Autocorrelation of R, G, B at 1 to 4 pixels, by direction. */
  readonly lags: readonly {
    readonly horizontal: readonly number[];
    readonly vertical: readonly number[];
    readonly diagonal: readonly number[];
    readonly antidiagonal: readonly number[];
  }[];
  /** Autocorrelation at lags -4..4 down and across, `[9][9]`. */
  readonly map: readonly (readonly number[])[];
  /** Correlation between the channels at one pixel; 1 = the noise is gray. */
  readonly betweenChannels: number;
  /** What could be told of its origin. */
  readonly kind: readonly ('gray' | 'independent' | 'correlated' | 'bayer' | 'jpeg')[];
}

/** Where to compute. */
export type Device = 'auto' | 'cpu' | 'cuda' | 'dml' | 'coreml' | 'webgpu' | `http${string}`;

/** What a result depends on besides image and model. */
export interface Settings {
  /** `masks`: the mask scheme; `single-pass`: the network once, with nothing hidden. */
  readonly mode: 'masks' | 'single-pass';
  /** Pixel-shuffle downsampling factor, 1 to 8. */
  readonly pdFactor: number;
  /** Number of complementary masks, 2 to 8. */
  readonly masks: number;
  /** Number of mask sets that the union is averaged over, 1 to 16. */
  readonly maskSets: number;
  /** `hidden`: each pixel from the branch in which it was hidden; `weighted`: mean of all, weighted by uncertainty. */
  readonly combine: 'hidden' | 'weighted';
  /** Fraction of pixels that R3 replaces by noisy ones, 0..1; 0 = no R3. */
  readonly r3Ratio: number;
  /** Number of R3 repetitions, 1 to 32. */
  readonly r3Count: number;
  /** Standard deviation that a network with such an input is told, 0 to 255; 0 = the estimate. */
  readonly noiseLevel: number;
  /** Blend of the noisy image (0) and the denoised one (1). */
  readonly strength: number;
  /** Seed of all random draws, unsigned 32 bit. */
  readonly seed: number;
}

/** What can be said of every request. */
export interface RequestOptions {
  /** Cancels: the request is rejected with an error of the code `cancelled`, and leaves no partly written file. */
  readonly signal?: AbortSignal | undefined;
}

export interface DenoiseOptions extends RequestOptions {
  /** Path of the result; its extension chooses the format. `<name>.denoised.<ext>` beside the image unless said. */
  readonly output?: string | undefined;
  /** Whether an existing file may be replaced. The image itself never is. */
  readonly overwrite?: boolean | undefined;
  /** Name of a bundled model, or path of an ONNX file. The first bundled one, or the one that knows the noise, unless said. */
  readonly model?: string | undefined;
  /** Settings to start from; `auto`, where the model leaves a choice, unless said. */
  readonly preset?: 'auto' | 'single-pass' | 'masks' | 'amsnet' | undefined;
  /** Single settings, over those of the preset. */
  readonly settings?: Partial<Settings> | undefined;
  /** `auto` unless said. */
  readonly device?: Device | undefined;
  /** Edge of a tile in pixels, 32 to 8192; 768 unless said. Changes memory and speed, not the result. */
  readonly tile?: number | undefined;
  /** Only this page of a stack, from 1; all unless said. */
  readonly page?: number | undefined;
  /** Path of a clean image of the same scene and size, to measure against. */
  readonly reference?: string | undefined;
  /** What PSNR is relative to, in values of the reference; from its depth or range unless said. */
  readonly peak?: number | undefined;
  /** Folder that gets every stage as .npy. */
  readonly dump?: string | undefined;
}

export interface DenoiseProgress {
  /** 0..1 */
  readonly fraction: number;
  /** Estimate, once there is one. */
  readonly secondsLeft?: number | undefined;
}

/** PSNR in decibel, null = identical images (infinite); SSIM, null = the image is smaller than its window. */
export interface Score {
  readonly psnr: number | null;
  readonly ssim: number | null;
}

/** What `amsnet denoise --json` prints of an image. */
export interface DenoiseResult {
  readonly input: string;
  /** Path of the result. */
  readonly output: string | null;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** What ran. */
  readonly model: string;
  /** What was asked for. */
  readonly device: Device;
  /** ONNX Runtime's execution provider that really ran. */
  readonly provider: string;
  /** What was converted or not kept, why a device was not used; one sentence each. */
  readonly notes: readonly string[];
  readonly seconds: number;
  /** Seconds inside the network's runs. */
  readonly networkSeconds: number;
  /** Passes of the network over the whole image. */
  readonly passes: number;
  /** Estimate for the noisy image. */
  readonly noise: Noise;
  /** Images of the file that were denoised. */
  readonly pages: number;
  /** Kind and bits of the samples; the values that are black and white to the network, and what decided it. */
  readonly values: ValueRange & { readonly kind: string; readonly bits: number };
  /** Root mean square difference between result and noisy image, 0..1: how much was changed, not how well. */
  readonly difference: number;
  /** Variance left in flat parts, as a share of that of the noisy image. */
  readonly noiseLeft?: number | undefined;
  /** Every setting that ran. */
  readonly settings: Settings;
  /** Where the settings were chosen from the image: why, what was tried, and how long it took. */
  readonly auto?: {
    readonly reason: string;
    readonly candidates: readonly {
      readonly model: string;
      readonly settings: Settings;
      /** Variance left in flat parts, as a share of that of the noisy image. */
      readonly left: number;
      /** Estimated error against the clean image, dB, the more the better; of those that were compared. */
      readonly score?: number | undefined;
    }[];
    readonly seconds: number;
  };
  /** With a reference: of the result, of the noisy image, and of the stages on the way; see {@link Score}. */
  readonly psnr?: number | null;
  readonly ssim?: number | null;
  readonly psnrNoisy?: number | null;
  readonly ssimNoisy?: number | null;
  readonly unionPsnr?: number | null;
  readonly unionSsim?: number | null;
  readonly r3Psnr?: number | null;
  readonly r3Ssim?: number | null;
  readonly branches?: readonly Score[];
  /** What PSNR is relative to, in values of the reference, and what decided it. */
  readonly peak?: number | undefined;
  readonly peakBasis?: 'depth' | 'unit' | 'data' | 'given' | undefined;
}

/** The values of a file that are black and white: by the depth of the file, the unit range of floating point, or the data. */
export interface ValueRange {
  readonly black: number;
  readonly white: number;
  readonly basis: 'depth' | 'unit' | 'data';
}

export interface CompareOptions extends RequestOptions {
  /** Only this page of both stacks, from 1; all unless said. */
  readonly page?: number | undefined;
  /** What PSNR is relative to, in values of the reference; from its depth or range unless said. */
  readonly peak?: number | undefined;
}

export interface CompareResult extends Score {
  /** What PSNR is relative to, in values of the reference, and what decided it. */
  readonly peak: number;
  readonly peakBasis: 'depth' | 'unit' | 'data' | 'given';
  /** The largest difference of two samples, in values of the reference. */
  readonly maxDifference: number;
  /** How many were compared. */
  readonly pages: number;
  readonly notes: readonly string[];
}

export interface InspectOptions extends RequestOptions {
  /** Whose noise is estimated, from 1; the first unless said. */
  readonly page?: number | undefined;
}

/** What `amsnet inspect --json` prints. */
export interface InspectResult {
  readonly input: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly format: string;
  /** Bits of each sample that count. */
  readonly bitDepth: number;
  readonly sampleKind: 'uint8' | 'int8' | 'uint16' | 'int16' | 'uint32' | 'int32' | 'half' | 'float' | 'double';
  readonly range: ValueRange;
  readonly channels: 'gray' | 'rgb';
  readonly hasAlpha: boolean;
  /** What the file carries besides pixels. */
  readonly metadata: readonly string[];
  /** Images of equal rank in the file. */
  readonly pages: number;
  readonly notes: readonly string[];
  readonly noise: Noise;
}

export interface TrainOptions extends RequestOptions {
  /** Path of the model to write (.onnx); its card has the same name with .json. */
  readonly output: string;
  /** Whether an existing model may be replaced. */
  readonly overwrite?: boolean | undefined;
  /** Name or path of the model to start from, `none` = from scratch. The bundled one that was trained on the noise of the most images unless said. */
  readonly from?: string | undefined;
  /** How long to train; 10 unless said. */
  readonly minutes?: number | undefined;
  /** How long to train, in steps, instead. */
  readonly steps?: number | undefined;
  /** `auto` unless said. */
  readonly device?: 'auto' | 'cuda' | 'cpu' | undefined;
  /** PD factor of the training; `auto`, from the correlation of the noise, unless said. */
  readonly pdFactor?: number | 'auto' | undefined;
  /** Trains for total variation with this weight instead of hidden pixels. */
  readonly smoothness?: number | undefined;
  /** Seed of all random draws; 0 unless said. */
  readonly seed?: number | undefined;
  /** Goes on with a training that was stopped; everything else as it was then. */
  readonly resume?: boolean | undefined;
}

/** Images of like noise. */
export interface NoiseGroup {
  readonly files: readonly string[];
  readonly noise: Pick<Noise, 'sigma' | 'correlation'>;
  readonly pdFactor: number;
  /** Whether the starting model was trained on such noise. */
  readonly inDistribution: boolean;
}

/** What is known of a training once the images have been read. */
export interface TrainFacts {
  /** Name of the starting model; null = from scratch. */
  readonly from: string | null;
  /** How many images are trained on. */
  readonly images: number;
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Mean over the images. */
  readonly noise: Pick<Noise, 'sigma' | 'correlation'>;
  /** Of the largest group. */
  readonly pdFactor: number;
  /** Whether the starting model was trained on the noise of all the images. */
  readonly inDistribution: boolean;
  readonly groups: readonly NoiseGroup[];
}

/** What a training says on its way. */
export type TrainProgress =
  | { readonly type: 'reading'; /** 0..1 */ readonly fraction: number }
  | ({
      readonly type: 'started';
      readonly step: number;
      readonly validation: readonly (readonly [step: number, error: number])[];
    } & TrainFacts)
  | {
      readonly type: 'step';
      readonly step: number;
      /** 0..1 */
      readonly fraction: number;
      readonly secondsLeft: number;
      /** Mean over the last steps. */
      readonly loss: number;
      readonly megapixelsPerSecond: number;
      readonly device: 'cuda' | 'cpu';
    }
  /** Mean absolute error at hidden pixels of parts of the images that are never trained on, 0..1. */
  | { readonly type: 'validation'; readonly point: readonly [step: number, error: number] }
  /** RGBA, 8 bit, `[height, width, 4]`; `before` is null when it started from scratch. */
  | {
      readonly type: 'sample';
      readonly step: number;
      readonly width: number;
      readonly height: number;
      readonly noisy: Uint8Array;
      readonly before: Uint8Array | null;
      readonly after: Uint8Array;
    };

export interface TrainResult extends TrainFacts {
  /** Path of the model. */
  readonly output: string;
  /** Path of the checkpoint with which it can go on; null = it is finished. */
  readonly checkpoint: string | null;
  /** Why it ended. In the last two cases the last good weights are kept, and the notes say why. */
  readonly ended: 'finished' | 'stopped' | 'diverged' | 'failed';
  readonly device: 'cuda' | 'cpu';
  readonly step: number;
  readonly seconds: number;
  /** Validation error at the beginning and of the model that was written; null where it was not measured. */
  readonly errorBefore: number | null;
  readonly errorAfter: number | null;
  /** Whether the new model is better for these images than the starting one; null = not measured. */
  readonly helped: boolean | null;
  /** By how many decibels, estimated; null = not measured. */
  readonly gain: number | null;
  /** What was written: the new model, or the starting one, because the new one is not better. */
  readonly result: 'adapted' | 'start';
  readonly notes: readonly string[];
}

export interface ModelInfo {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly license: string;
  readonly takesMask: boolean;
  /** Whether it predicts its own error. */
  readonly predictsScale: boolean;
  readonly defaultPreset: 'single-pass' | 'masks' | 'amsnet';
  readonly defaults: Settings;
}

export interface DeviceInfo {
  readonly name: Device;
  readonly available: boolean;
  /** What it is called on this machine, where that can be told. */
  readonly hardware?: readonly string[] | undefined;
  /** Why it is not available. */
  readonly reason?: string | undefined;
  /** What is missing, if that is known. */
  readonly missing?: 'driver' | 'library' | 'provider' | undefined;
}

/**
 * A request under way: `await` it for its result, iterate over it with `for await` for its progress, or both. It has begun
 * before either, and goes on when a loop over its progress is left; a failure ends the loop with its error.
 */
export interface Task<Result, Progress> extends PromiseLike<Result>, AsyncIterable<Progress> {}

/** All that can be asked. Every request that fails is rejected with an `AmsnetError`. */
export interface Requests {
  /** Denoises an image file into a new one. */
  readonly denoise: (image: string, options?: DenoiseOptions) => Task<DenoiseResult, DenoiseProgress>;
  /** PSNR, SSIM and largest difference of two image files of one size. */
  readonly compare: (image: string, reference: string, options?: CompareOptions) => Promise<CompareResult>;
  /** What an image file is, and an estimate of its noise. */
  readonly inspectNoise: (image: string, options?: InspectOptions) => Promise<InspectResult>;
  /**
   * Trains a model on noisy images, or folders of them, alone. Cancelled after its first step, it keeps the best weights
   * and is fulfilled, with `ended: 'stopped'`.
   */
  readonly train: (images: string | readonly string[], options: TrainOptions) => Task<TrainResult, TrainProgress>;
}

/** An engine that stays warm until it is closed. */
export interface AmsnetEngine extends Requests {
  /** The models that have a name. */
  readonly models: (options?: RequestOptions) => Promise<readonly ModelInfo[]>;
  /** Each device but `auto`, tried: the first time that takes seconds. */
  readonly devices: (options?: RequestOptions) => Promise<readonly DeviceInfo[]>;
  /** Ends it, and cancels what runs. */
  readonly close: () => void;
}

/** What the package `amsnet-denoise` and `activate()` of the extension export. */
export interface Programs extends Requests {
  readonly openEngine: () => AmsnetEngine;
}
