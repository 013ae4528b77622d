import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Patch } from '../../../src/client/contract';
import { presets, type DenoiseSettings } from '../../../src/core/settings';
import { TileCache } from '../../../src/core/tile-cache';
import { createServices } from '../../../src/engine/services';
import { RunRates } from '../../../src/engine/sessions/run-rates';
import { plain } from './networks';
import { engineHere, jobFor, modelFolder, picture, savePicture, temporaryFolder } from './support';

const folder = temporaryFolder();
const whole = { x: 0, y: 0, width: 300, height: 200 };
let photo: string;

beforeAll(async () => {
  photo = await savePicture(join(folder, 'photo.png'), whole.width, whole.height);
});

/** An engine that counts the runs of its networks. */
function countingEngine(services = createServices([modelFolder])) {
  let runs = 0;
  const turn = services.inferenceQueue.turn.bind(services.inferenceQueue);
  services.inferenceQueue.turn = (control, run) => {
    runs++;
    return turn(control, run);
  };
  return { engine: engineHere(services), runs: () => runs };
}

function settings(changes: Partial<DenoiseSettings>): DenoiseSettings {
  return { ...presets.amsnet, r3Count: 1, ...changes };
}

async function render(
  engine: ReturnType<typeof engineHere>,
  changes: Partial<DenoiseSettings>,
  stages: Patch['stage'][],
  viewport = whole,
  level = 0,
) {
  const patches: Patch[] = [];
  const provenance = await engine(
    'render',
    { job: jobFor(photo, { settings: settings(changes), tile: 64 }), stages, viewport, level },
    patch => patches.push(patch),
  );
  return { patches, provenance };
}

describe('a preview', () => {
  it('is the reduced image denoised, by far fewer pixels of the network, and kept apart from exact pixels', async () => {
    const { engine, runs } = countingEngine();
    const job = jobFor(photo, { settings: presets['single-pass'], tile: 512 });
    const render = async (preview: boolean) => {
      const patches: Patch[] = [];
      await engine('render', { job, stages: ['result'], viewport: whole, level: 1, preview }, patch =>
        patches.push(patch),
      );
      return patches;
    };
    const [preview, ...others] = await render(true);
    expect(others).toEqual([]);
    expect(preview).toMatchObject({ stage: 'result', level: 1, rect: { x: 0, y: 0, width: 150, height: 100 } });
    expect(runs()).toBe(1);
    const [exact] = await render(false);
    expect(runs()).toBe(2);
    const mean = (pixels: Uint8Array) => pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
    expect(exact.rect).toEqual(preview.rect);
    expect(Buffer.compare(exact.pixels, preview.pixels)).not.toBe(0);
    expect(Math.abs(mean(exact.pixels) - mean(preview.pixels))).toBeLessThan(2);
  });
});

describe('a picture', () => {
  it('has the pixels of the file, reduced as a stage is, whatever the size of its blocks', async () => {
    const { engine, runs } = countingEngine();
    const wide = await savePicture(join(folder, 'wide.png'), 1301, 67);
    const viewport = { x: 0, y: 0, width: 1301, height: 67 };
    for (const level of [0, 1, 3]) {
      const patches: Omit<Patch, 'stage'>[] = [];
      await engine('picture', { image: wide, viewport, level }, patch => patches.push(patch));
      const size = 2 ** level;
      const { data } = await sharp(wide).raw().toBuffer({ resolveWithObject: true });
      for (const { rect, pixels } of patches) {
        for (const [x, y] of [
          [0, 0],
          [rect.width - 1, rect.height - 1],
        ]) {
          let [sum, count] = [0, 0];
          for (let row = (rect.y + y) * size; row < Math.min(67, (rect.y + y + 1) * size); row++) {
            for (let column = (rect.x + x) * size; column < Math.min(1301, (rect.x + x + 1) * size); column++) {
              sum += data[3 * (row * 1301 + column)];
              count++;
            }
          }
          expect(Math.abs(pixels[4 * (y * rect.width + x)] - sum / count)).toBeLessThanOrEqual(0.501);
        }
      }
      const area = patches.reduce((sum, { rect }) => sum + rect.width * rect.height, 0);
      expect(area).toBe(Math.ceil(1301 / size) * Math.ceil(67 / size));
    }
    expect(runs()).toBe(0);
  });
});

describe('before pixels are asked for', () => {
  it('a network is made ready for them', async () => {
    const { engine, runs } = countingEngine();
    await engine('warmUp', { model: 'amsnet-fast', device: 'cpu' });
    expect(runs()).toBe(1);
    await expect(engine('warmUp', { model: 'gone', device: 'cpu' })).rejects.toMatchObject({ code: 'model/not-found' });
  });

  it('what the whole image takes is told by the passes so far, or by a first tile, which is kept', async () => {
    const { engine, runs } = countingEngine({ ...createServices([]), rates: new RunRates() });
    const job = jobFor(photo, { model: plain(folder, 2), settings: settings({}), tile: 64 });
    expect((await engine('estimate', { job })).seconds).toBeGreaterThan(0);
    const tile = runs();
    expect(tile).toBeGreaterThan(0);
    const { seconds } = await engine('estimate', { job: { ...job, settings: settings({ r3Count: 32 }) } });
    expect(runs()).toBe(tile);
    expect(seconds).toBeGreaterThan((await engine('estimate', { job })).seconds);
    await engine('render', { job, stages: ['result'], viewport: { x: 10, y: 120, width: 1, height: 1 }, level: 0 });
    expect(runs()).toBe(tile);
  });

  it('rates are those of the last runs', () => {
    const rates = new RunRates();
    expect(rates.secondsFor('a', 100)).toBeUndefined();
    rates.add('a', 1000, 100);
    expect(rates.secondsFor('a', 100)).toBe(10);
    for (let i = 0; i < 60; i++) rates.add('a', 1000, 1);
    expect(rates.secondsFor('a', 1000)).toBeCloseTo(1, 0);
    expect(rates.secondsFor('b', 100)).toBeUndefined();
  });
});

describe('rendering', () => {
  it('sends the tiles of the viewport and no others, the middle first, each stage complete', async () => {
    const { engine } = countingEngine();
    const viewport = { x: 70, y: 70, width: 100, height: 60 };
    const { patches, provenance } = await render(engine, { r3Ratio: 0 }, ['noisy', 'union'], viewport);
    expect(provenance).toMatchObject({ model: 'amsnet-fast', provider: 'CPUExecutionProvider' });
    const corners = (stage: string) =>
      patches.filter(patch => patch.stage === stage).map(({ rect }) => [rect.x, rect.y]);
    expect(corners('noisy').map(String).sort()).toEqual(['128,112', '128,56', '64,112', '64,56']);
    expect(corners('union')[0]).toEqual([64, 56]);
    // What needs no network comes first.
    expect(patches.slice(0, 4).every(({ stage }) => stage === 'noisy')).toBe(true);
  });

  it('shows of a gray image just what saving writes, though the network makes colours of it', async () => {
    const gray = join(folder, 'gray.png');
    const output = join(folder, 'gray.denoised.png');
    await sharp(picture(96, 80, 1), { raw: { width: 96, height: 80, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toFile(gray);
    const { engine } = countingEngine();
    const job = jobFor(gray, { tile: 64 });
    const patches: Patch[] = [];
    const viewport = { x: 0, y: 0, width: 96, height: 80 };
    await engine('render', { job, stages: ['result'], viewport, level: 0 }, patch => patches.push(patch));
    await engine('denoise', { job, measure: [], output });
    const saved = await sharp(output).toColourspace('b-w').raw().toBuffer();
    for (const { rect, pixels } of patches) {
      for (let i = 0; i < rect.width * rect.height; i++) {
        const level = saved[(rect.y + Math.floor(i / rect.width)) * 96 + rect.x + (i % rect.width)];
        expect([...pixels.subarray(4 * i, 4 * i + 4)]).toEqual([level, level, level, 255]);
      }
    }
    const [value] = await engine('pixel', { job, stages: ['result'], x: 5, y: 6 });
    expect(Math.round((value?.[0] ?? -1) * 255)).toBe(saved[6 * 96 + 5]);
    expect(new Set(value).size).toBe(1);
  });

  it('shows every pixel as the file has it', async () => {
    const { patches } = await render(countingEngine().engine, {}, ['noisy']);
    const expected = picture(whole.width, whole.height, 3);
    for (const { rect, pixels } of patches) {
      for (let y = 0; y < rect.height; y++) {
        for (let x = 0; x < rect.width; x++) {
          const from = 3 * ((rect.y + y) * whole.width + rect.x + x);
          const to = 4 * (y * rect.width + x);
          expect([...pixels.subarray(to, to + 4)]).toEqual([...expected.subarray(from, from + 3), 255]);
        }
      }
    }
    expect(patches.reduce((sum, { rect }) => sum + rect.width * rect.height, 0)).toBe(whole.width * whole.height);
  });

  it.each([1, 3, 7])('reduces by boxes to level %i, without gaps and overlaps', async level => {
    const { patches } = await render(countingEngine().engine, {}, ['noisy'], whole, level);
    const size = 2 ** level;
    const [width, height] = [Math.ceil(whole.width / size), Math.ceil(whole.height / size)];
    const seen = new Uint8Array(width * height);
    const source = picture(whole.width, whole.height, 3);
    for (const { rect, pixels } of patches) {
      for (let y = rect.y; y < rect.y + rect.height; y++) {
        for (let x = rect.x; x < rect.x + rect.width; x++) {
          seen[y * width + x]++;
          let [sum, count] = [0, 0];
          for (let v = y * size; v < Math.min((y + 1) * size, whole.height); v++) {
            for (let u = x * size; u < Math.min((x + 1) * size, whole.width); u++, count++)
              sum += source[3 * (v * whole.width + u)];
          }
          expect(Math.abs(pixels[4 * ((y - rect.y) * rect.width + x - rect.x)] - sum / count)).toBeLessThan(0.51);
        }
      }
    }
    expect(seen.every(times => times === 1)).toBe(true);
  });

  it('begins with a small tile about the eye, in the pixels that the large one has, unless they are there', async () => {
    const { engine, runs } = countingEngine();
    const job = jobFor(photo, { model: plain(folder, 2), settings: settings({}), tile: 512 });
    const ask = async (eye: { x: number; y: number }) => {
      const patches: Patch[] = [];
      const params = { job, stages: ['result' as const], viewport: whole, level: 0, eye, spot: 64 };
      await engine('render', params, patch => patches.push(patch));
      return patches;
    };
    const [spot, all, ...others] = await ask({ x: 290, y: 10 });
    expect(others).toEqual([]);
    expect(all.rect).toEqual(whole);
    const { x, y, width, height } = spot.rect;
    expect([x <= 290, x + width, y, height < 100]).toEqual([true, 300, 0, true]);
    const rows = Array.from({ length: height }, (_, row) =>
      all.pixels.subarray(4 * (row * 300 + x), 4 * (row * 300 + x + width)),
    );
    expect(Buffer.concat(rows).equals(spot.pixels)).toBe(true);
    const before = runs();
    expect(await ask({ x: 5, y: 5 })).toHaveLength(1);
    expect(runs()).toBe(before);
  });

  it('computes the PD stage once, whatever happens to R3 and strength', async () => {
    const { engine, runs } = countingEngine();
    await render(engine, {}, ['branch:0', 'branch:1', 'union']);
    const first = runs();
    const { patches } = await render(engine, { r3Ratio: 0.3, strength: 0.5 }, ['branch:0', 'branch:1', 'union']);
    expect(runs()).toBe(first);
    expect(patches).toHaveLength(3 * 20);
    await render(engine, { r3Ratio: 0.3, strength: 0.5 }, ['result']);
    const second = runs() - first;
    expect(second).toBeGreaterThan(0);
    // Another strength blends what is there.
    await render(engine, { r3Ratio: 0.3, strength: 0.7 }, ['result']);
    expect(runs()).toBe(first + second);
    await render(engine, { seed: 1 }, ['union']);
    expect(runs()).toBeGreaterThan(first + second);
  });

  it('gives the pixel under the pointer where it has been computed', async () => {
    const { engine } = countingEngine();
    const job = jobFor(photo, { settings: settings({}), tile: 64 });
    const at = { job, stages: ['noisy', 'union', 'branch:0'] as Patch['stage'][], x: 70, y: 5 };
    const before = await engine('pixel', at);
    expect(before[0]?.[1]).toBeCloseTo(picture(300, 200, 3)[3 * (5 * 300 + 70) + 1] / 255, 6);
    expect(before.slice(1)).toEqual([null, null]);
    const { patches } = await render(engine, {}, ['union'], { x: 64, y: 0, width: 1, height: 1 });
    const after = await engine('pixel', at);
    const shown = patches[0].pixels[4 * (5 * 64 + 6)];
    expect(Math.round(255 * (after[1]?.[0] ?? NaN))).toBe(shown);
    expect(await engine('pixel', { ...at, x: 5000 })).toEqual([null, null, null]);
  });

  it('overtakes a job in the background', async () => {
    const { engine } = countingEngine();
    const order: string[] = [];
    const job = jobFor(photo, { settings: settings({ seed: 3 }), tile: 64 });
    let view: Promise<unknown> = Promise.resolve();
    let started = false;
    const file = engine('denoise', { job, measure: [] }, () => {
      if (started) return;
      started = true;
      view = render(engine, { seed: 4 }, ['union'], { x: 0, y: 0, width: 10, height: 10 }).then(() =>
        order.push('view'),
      );
    }).then(() => order.push('file'));
    await file;
    await view;
    expect(order).toEqual(['view', 'file']);
  });

  it('of a reference that is not there is refused', async () => {
    await expect(render(countingEngine().engine, {}, ['reference'])).rejects.toMatchObject({
      code: 'settings/invalid',
    });
  });
});

describe('a view of an image too wide for a walk along its rows', () => {
  const size = { width: 640, height: 96 };
  const viewport = { x: 288, y: 0, width: 64, height: 64 };
  const stages: Patch['stage'][] = ['branch:0', 'branch:3', 'union', 'refined'];
  /** The tiles of the viewport fit with all their stages, those of a row of the image with their branches do not. */
  const limit = 200 * 12 * 32 * 32;

  async function open(limit: number) {
    const tiles = new TileCache(limit);
    const wide = await savePicture(join(folder, 'too wide.png'), size.width, size.height);
    const job = jobFor(wide, { model: plain(folder, 2), settings: settings({ masks: 4 }), tile: 32 });
    const { engine, runs } = countingEngine({ ...createServices([]), tiles });
    const view = () => engine('render', { job, stages, viewport, level: 0 });
    const whole = (dump: string) => engine('denoise', { job, measure: [], dump: join(folder, dump) });
    return { tiles, engine, runs, job, view, whole };
  }

  it('runs the network once for the same pixels, and knows the values under the pointer', async () => {
    const { tiles, engine, runs, job, view } = await open(limit);
    await view();
    const first = runs();
    expect(first).toBeGreaterThan(0);
    await view();
    expect(runs()).toBe(first);
    const values = await engine('pixel', { job, stages, x: 300, y: 20 });
    for (const value of values) expect(value).toEqual([0, 1, 2].map(() => expect.any(Number) as number));
    expect(tiles.bytes).toBeLessThanOrEqual(limit);
  });

  it('keeps its pixels while a job walks the whole image, which computes each of the others once', async () => {
    const roomy = await open(2 ** 30);
    await roomy.whole('roomy');
    const { tiles, runs, view, whole } = await open(limit);
    await view();
    const { bytes } = tiles;
    await whole('narrow');
    const walked = runs();
    expect(walked).toBe(roomy.runs());
    expect(tiles.bytes).toBe(bytes);
    await view();
    expect(runs()).toBe(walked);
  });
});
