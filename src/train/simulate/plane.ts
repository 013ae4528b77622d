/** Filters on single planes, row-major. */

export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

export function plane(width: number, height: number, data = new Float32Array(width * height)): Plane {
  return { width, height, data };
}

/** Gaussian blur; pixels beyond the edge count as those on it. */
export function blur(source: Plane, sigma: number): Plane {
  if (sigma < 0.05) return source;
  const kernel = gaussian(sigma);
  return alongColumns(alongRows(source, kernel), kernel);
}

/** A wide blur made cheap: mean over blocks, a narrow blur there, linear interpolation back. */
export function wideBlur(source: Plane, sigma: number): Plane {
  const block = Math.max(1, Math.floor(sigma / 1.5));
  if (block === 1) return blur(source, sigma);
  return enlarged(blur(blockMeans(source, block), sigma / block), block, source.width, source.height);
}

export function rms({ data }: Plane): number {
  let sum = 0;
  for (const value of data) sum += value * value;
  return Math.sqrt(sum / data.length);
}

function gaussian(sigma: number): Float32Array {
  const radius = Math.ceil(2.6 * sigma);
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  return kernel.map(weight => weight / sum);
}

function alongRows({ width, height, data }: Plane, kernel: Float32Array): Plane {
  const radius = kernel.length >> 1;
  const result = plane(width, height);
  const row = new Float32Array(width + 2 * radius);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    row.fill(data[start], 0, radius);
    row.set(data.subarray(start, start + width), radius);
    row.fill(data[start + width - 1], radius + width);
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) sum += kernel[k] * row[x + k];
      result.data[start + x] = sum;
    }
  }
  return result;
}

function alongColumns({ width, height, data }: Plane, kernel: Float32Array): Plane {
  const radius = kernel.length >> 1;
  const result = plane(width, height);
  for (let y = 0; y < height; y++) {
    const target = result.data.subarray(y * width, (y + 1) * width);
    for (let k = 0; k < kernel.length; k++) {
      const weight = kernel[k];
      const from = Math.min(height - 1, Math.max(0, y + k - radius)) * width;
      for (let x = 0; x < width; x++) target[x] += weight * data[from + x];
    }
  }
  return result;
}

function blockMeans({ width, height, data }: Plane, block: number): Plane {
  const result = plane(Math.ceil(width / block), Math.ceil(height / block));
  for (let y = 0; y < result.height; y++) {
    for (let x = 0; x < result.width; x++) {
      let sum = 0;
      let count = 0;
      for (let v = y * block; v < Math.min(height, (y + 1) * block); v++) {
        for (let u = x * block; u < Math.min(width, (x + 1) * block); u++) {
          sum += data[v * width + u];
          count++;
        }
      }
      result.data[y * result.width + x] = sum / count;
    }
  }
  return result;
}

function enlarged(source: Plane, block: number, width: number, height: number): Plane {
  const result = plane(width, height);
  const across = positions(width, source.width, block);
  const down = positions(height, source.height, block);
  for (let y = 0; y < height; y++) {
    const [top, bottom, v] = down[y];
    for (let x = 0; x < width; x++) {
      const [left, right, u] = across[x];
      const upper = source.data[top * source.width + left] * (1 - u) + source.data[top * source.width + right] * u;
      const lower =
        source.data[bottom * source.width + left] * (1 - u) + source.data[bottom * source.width + right] * u;
      result.data[y * width + x] = upper * (1 - v) + lower * v;
    }
  }
  return result;
}

/** For each pixel the two neighbouring block centres and the weight of the second. */
function positions(size: number, blocks: number, block: number): [number, number, number][] {
  return Array.from({ length: size }, (_, i) => {
    const at = (i + 0.5) / block - 0.5;
    const first = Math.floor(at);
    return [Math.max(0, first), Math.min(blocks - 1, first + 1), at - first];
  });
}

export type Interpolation = 'linear' | 'cubic';

/** A part of `source` enlarged by `factor` >= 1; it must be at least size / factor + 1 pixels wide and high. */
export function enlarge(source: Plane, factor: number, width: number, height: number, method: Interpolation): Plane {
  const weights = method === 'linear' ? linearWeights : cubicWeights;
  const across = plane(width, source.height);
  for (let x = 0; x < width; x++) {
    const at = x / factor;
    const first = Math.floor(at);
    const taps = weights(at - first);
    for (let y = 0; y < source.height; y++) {
      let sum = 0;
      for (let k = 0; k < 4; k++)
        sum += taps[k] * source.data[y * source.width + Math.min(source.width - 1, Math.max(0, first + k - 1))];
      across.data[y * width + x] = sum;
    }
  }
  const result = plane(width, height);
  for (let y = 0; y < height; y++) {
    const at = y / factor;
    const first = Math.floor(at);
    const taps = weights(at - first);
    const target = result.data.subarray(y * width, (y + 1) * width);
    for (let k = 0; k < 4; k++) {
      const from = Math.min(source.height - 1, Math.max(0, first + k - 1)) * width;
      for (let x = 0; x < width; x++) target[x] += taps[k] * across.data[from + x];
    }
  }
  return result;
}

/** Weights of the pixels at -1, 0, 1, 2 for a place `t` between 0 and 1. */
function linearWeights(t: number): readonly number[] {
  return [0, 1 - t, t, 0];
}

/** Catmull-Rom. */
function cubicWeights(t: number): readonly number[] {
  return [
    ((2 - t) * t - 1) * t * 0.5,
    ((3 * t - 5) * t * t + 2) * 0.5,
    ((4 - 3 * t) * t + 1) * t * 0.5,
    (t - 1) * t * t * 0.5,
  ];
}
