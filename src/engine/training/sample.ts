/** A small piece of one image, to look at while training goes on: noisy, by the starting model, by the weights so far. */
import { InferenceSession } from '../../runtime/onnxruntime';
import type { TrainSample } from '../../client/training';
import type { RunControl } from '../../core/control';
import type { PixelSource } from '../../core/geometry';
import { denoiseCrop } from '../../core/crop-denoiser';
import type { DenoiseSettings } from '../../core/settings';
import { decodeImage } from '../images/decode';
import type { Raster } from '../images/raster';
import { toPixels } from '../images/pixels';
import type { NetworkTraits } from '../models/traits';
import type { Services } from '../services';
import { OrtNetwork, type Runner } from '../sessions/ort-network';
import { providers } from '../sessions/provider';
import { middleOf } from './images';

type Pixels = TrainSample['noisy'];

/** Edge in pixels: enough to judge by, and a fraction of a second even with many masks. */
const edge = 128;

/** A network that is ready to run. */
interface Sampled {
  readonly session: Runner;
  readonly traits: NetworkTraits;
}

export class Sampler {
  private readonly source: PixelSource;
  private readonly noisy: Pixels;
  private before: Promise<Pixels> | undefined;

  private constructor(
    private readonly raster: Raster,
    private readonly inferenceQueue: Services['inferenceQueue'],
    private readonly start: Sampled | undefined,
    private readonly control: RunControl,
  ) {
    const { x, y, width, height } = middleOf(raster, edge, edge);
    this.source = { width, height, read: rect => raster.read({ ...rect, x: x + rect.x, y: y + rect.y }) };
    this.noisy = this.pixels(this.source.read({ x: 0, y: 0, width, height }).data);
  }

  /** Takes the middle of `file`. */
  static async of(
    file: string,
    { inferenceQueue }: Services,
    start: Sampled | undefined,
    control: RunControl,
  ): Promise<Sampler> {
    return new Sampler((await decodeImage(file)).raster, inferenceQueue, start, control);
  }

  /** @param model bytes of an ONNX file @throws {CancelledError} */
  async take(step: number, model: Uint8Array, traits: NetworkTraits, settings: DenoiseSettings): Promise<TrainSample> {
    // With the same settings, so that what differs is what was learned.
    if (this.start) this.before ??= this.run(this.start, settings);
    const before = (await this.before) ?? null;
    const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
    try {
      const after = await this.run({ session, traits }, settings);
      const { width, height } = this.source;
      return { type: 'sample', step, width, height, noisy: this.noisy, before, after };
    } finally {
      await session.release();
    }
  }

  private async run({ session, traits }: Sampled, settings: DenoiseSettings): Promise<Pixels> {
    const network = new OrtNetwork(session, traits, this.inferenceQueue, providers.cpu.pixelsPerRun);
    return this.pixels((await denoiseCrop(this.source, network, settings, this.control)).data);
  }

  private pixels(data: Float32Array): Pixels {
    const { width, height } = this.source;
    return toPixels({ width, height, data }, { x: 0, y: 0, width, height }, 0, this.raster.shape.colours);
  }
}
