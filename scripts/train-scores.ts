/** PSNR of a model's single pass and of its mask ensembles on noisy/clean pairs of files. */
import * as ort from 'onnxruntime-node';
import { loadPhotos, type Photo } from '../src/train/data/photos';
import { Random } from '../src/train/random';

const stride = 16;

interface Image {
  readonly width: number;
  readonly height: number;
  /** [3,height,width] */
  readonly data: Float32Array;
}

/** Mean PSNR by name. `ensembles`: numbers of masks and of mask sets. */
export async function scores(
  model: Uint8Array,
  pairs: readonly (readonly [noisy: string, clean: string])[],
  ensembles: readonly (readonly [masks: number, sets: number])[],
  threads = 2,
): Promise<Map<string, number>> {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: threads, logSeverityLevel: 3 });
  const sums = new Map<string, number>();
  for (const pair of pairs) {
    const [x, reference] = (await loadPhotos(pair)).map(planes);
    const record = (name: string, output: Float32Array) => {
      sums.set(name, (sums.get(name) ?? 0) + psnr(output, reference.data) / pairs.length);
    };
    record('noisy', x.data);
    record('single pass', await run(session, x, new Float32Array(x.width * x.height).fill(1)));
    for (const [masks, sets] of ensembles)
      record(`${masks} masks, ${sets} sets`, await ensemble(session, x, masks, sets));
  }
  await session.release();
  return sums;
}

async function run(
  session: ort.InferenceSession,
  { data, width, height }: Image,
  mask: Float32Array,
): Promise<Float32Array> {
  const feeds = {
    input: new ort.Tensor('float32', data, [1, 3, height, width]),
    mask: new ort.Tensor('float32', mask, [1, 1, height, width]),
  };
  const { output } = await session.run(feeds, ['output']);
  return output.data as Float32Array;
}

async function ensemble(session: ort.InferenceSession, x: Image, masks: number, sets: number): Promise<Float32Array> {
  const area = x.width * x.height;
  const mean = new Float32Array(3 * area);
  for (let set = 0; set < sets; set++) {
    const random = new Random(3, set);
    const index = Uint8Array.from({ length: area }, () => random.below(masks));
    for (let branch = 0; branch < masks; branch++) {
      const mask = Float32Array.from(index, value => (value === branch ? 0 : 1));
      const output = await run(session, { ...x, data: x.data.map((value, at) => value * mask[at % area]) }, mask);
      for (let at = 0; at < 3 * area; at++) if (index[at % area] === branch) mean[at] += output[at] / sets;
    }
  }
  return mean;
}

/** The largest top left part that the network takes. */
function planes(photo: Photo): Image {
  const [width, height] = [photo.width, photo.height].map(length => Math.floor(length / stride) * stride);
  const data = new Float32Array(3 * width * height);
  for (let at = 0; at < width * height; at++) {
    const from = 3 * (Math.floor(at / width) * photo.width + (at % width));
    for (let channel = 0; channel < 3; channel++)
      data[channel * width * height + at] = photo.data[from + channel] / 255;
  }
  return { width, height, data };
}

/** As metrics are: on values rounded to 8 bit. */
function psnr(a: Float32Array, b: Float32Array): number {
  const rounded = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 255);
  const sum = a.reduce((total, value, at) => total + (rounded(value) - rounded(b[at])) ** 2, 0);
  return 10 * Math.log10((255 * 255 * a.length) / sum);
}
