/** Models of other people: found out, run as they are, or refused by what they are. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { withChanges, type SettingChanges } from '../../../src/core/settings';
import { createServices } from '../../../src/engine/services';
import { foreign, mean, node, refused, saveCard, saveNetwork } from './foreign-networks';
import { engineHere, jobFor, picture, temporaryFolder } from './support';

const folder = temporaryFolder();
const engine = engineHere(createServices([]));
const [width, height] = [120, 90];
const source = picture(width, height, 3);
const gray = picture(width, height, 1);
let [photo, grayPhoto] = ['', ''];

beforeAll(async () => {
  photo = join(folder, 'photo.png');
  await sharp(source, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(photo);
  grayPhoto = join(folder, 'gray.png');
  await sharp(gray, { raw: { width, height, channels: 1 } })
    .png()
    .toFile(grayPhoto);
});

async function run(model: string, image = photo, changes: SettingChanges = {}) {
  const { defaults } = await engine('inspectModel', { model });
  const output = join(folder, 'out.png');
  const job = jobFor(image, { model, settings: withChanges(defaults, changes), tile: 64 });
  const report = await engine('denoise', { job, measure: [], output, overwrite: true });
  const { data, info } = await sharp(output).raw().toBuffer({ resolveWithObject: true });
  return { report, data, channels: info.channels, defaults };
}

/** The mean of 3 x 3 pixels, mirrored at the borders. */
function blurred(data: ArrayLike<number>, channels: number): number[] {
  const at = (i: number, length: number) => (i < 0 ? -i : i >= length ? 2 * length - 2 - i : i);
  return Array.from({ length: data.length }, (_, i) => {
    const [c, x, y] = [i % channels, Math.floor(i / channels) % width, Math.floor(i / channels / width)];
    let sum = 0;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) sum += data[(at(y + dy, height) * width + at(x + dx, width)) * channels + c];
    }
    return sum / 9;
  });
}

function largestDifference(a: ArrayLike<number>, b: readonly number[]): number {
  return b.reduce((largest, value, i) => Math.max(largest, Math.abs(a[i] - value)), 0);
}

describe('a denoiser without a card', () => {
  it.each(Object.keys(foreign))('with %s runs once and gives what it gives', async kind => {
    const path = saveNetwork(folder, kind.replaceAll(' ', '-'), foreign[kind]);
    const { report, data, channels, defaults } = await run(path);
    expect(defaults).toMatchObject({ mode: 'single-pass', pdFactor: 1 });
    // Half precision and bytes in between round once more.
    expect(largestDifference(data, blurred(source, channels))).toBeLessThanOrEqual(1.01);
    expect(report.notes.join(' ')).toMatch(/no card: it ran once, with nothing hidden.* preset amsnet or masks/);
    expect(report.notes.join(' ')).not.toContain('brightness');
  });

  it('of one channel takes a gray picture in one pass', async () => {
    const path = saveNetwork(folder, 'gray', foreign['one channel']);
    await run(path, grayPhoto);
    const data = await sharp(join(folder, 'out.png')).extractChannel(0).raw().toBuffer();
    expect(largestDifference(data, blurred(gray, 1))).toBeLessThanOrEqual(0.51);
  });

  it('that predicts noise is said to', async () => {
    const path = saveNetwork(folder, 'residual', foreign['the noise as output']);
    expect((await run(path)).report.notes).toContainEqual(
      expect.stringContaining('predicts the noise, which was subtracted'),
    );
  });

  it('that is told the noise level gets the estimate, in the unit of its pixels', async () => {
    const level = {
      inputs: [
        { name: 'x', dims: ['N', 3, 'H', 'W'] },
        { name: 'sigma', dims: ['N', 1, 'H', 'W'] },
      ],
    };
    // Answers with the level itself where the picture is: as brightness.
    const nodes = [
      ...mean('x', 'a', 3),
      node('Sub', ['a', 'a'], 'b'),
      node('Add', ['b', 'sigma'], 'c'),
      node('Mul', ['a', 'little'], 'd'),
      node('Add', ['c', 'd'], 'y'),
    ];
    const outputs = [{ name: 'y', dims: ['N', 3, 'H', 'W'] }];
    const constants = { little: { dims: [1], values: [1e-6] } };
    const path = saveNetwork(folder, 'level', { ...level, outputs, nodes, constants });
    saveCard(path, { inputs: { x: '', sigma: 'noise level' }, residual: 'none', white: 1 });
    const { report, data } = await run(path);
    expect(report.noise.sigma).toBeGreaterThan(0.02);
    expect(largestDifference(data, blurred(source, 3).fill(255 * report.noise.sigma))).toBeLessThan(1);
    expect(report.notes.join(' ')).toContain('was given a noise level of 0.0');

    const asked = await run(path, photo, { noiseLevel: 51 });
    expect(largestDifference(asked.data, blurred(source, 3).fill(51))).toBeLessThan(1);
    expect(asked.report.notes.join(' ')).toContain('noise level of 0.2000, as asked for');
  });

  it('that takes no noise level refuses one', async () => {
    const path = saveNetwork(folder, 'no-level', foreign['the noise as output']);
    await expect(run(path, photo, { noiseLevel: 51 })).rejects.toMatchObject({ code: 'settings/invalid' });
  });
});

describe('a model is refused by what it is', () => {
  it.each(refused)('%s', async (name, network, message) => {
    await expect(run(saveNetwork(folder, `refused-${name.replaceAll(' ', '-')}`, network))).rejects.toMatchObject({
      message: expect.stringMatching(message) as string,
    });
  });

  it('that overflows on this picture only: no file is written', async () => {
    const path = saveNetwork(folder, 'overflows', {
      ...foreign['the plainest form'],
      // The logarithm of 0.86 - x, which no bright pixel has.
      nodes: [
        node('Sub', ['limit', 'x'], 'a'),
        node('Log', ['a'], 'b'),
        node('Sub', ['b', 'b'], 'c'),
        node('Add', ['x', 'c'], 'y'),
      ],
      constants: { limit: { dims: [1], values: [0.86] } },
    });
    await expect(run(path)).rejects.toMatchObject({
      code: 'model/failed',
      message: expect.stringMatching(/overflows\.onnx returned values that are not finite/) as string,
    });
  });
});

describe('with a card', () => {
  it.each(['a fixed size', 'a fixed size larger than the picture', 'one channel', 'channels last', 'half precision'])(
    '%s gives the same',
    async kind => {
      const path = saveNetwork(folder, `card-${kind.replaceAll(' ', '-')}`, foreign[kind]);
      saveCard(path, { unknown: { field: true } });
      const { report, data } = await run(path);
      expect(largestDifference(data, blurred(source, 3))).toBeLessThanOrEqual(1.01);
      expect(report.notes.join(' ')).not.toContain('no card');
    },
  );

  it('that changes the brightness of the picture, this is said', async () => {
    const path = saveNetwork(folder, 'darker', {
      ...foreign['the plainest form'],
      nodes: [node('Mul', ['x', 'half'], 'y')],
      constants: { half: { dims: [1], values: [0.5] } },
    });
    saveCard(path, {});
    expect((await run(path)).report.notes.join(' ')).toMatch(/brightness of the whole image changed from .* case may/);
  });

  it.each([
    ['a byte order mark', (json: string) => Buffer.from(`\uFEFF${json}`)],
    ['UTF-16', (json: string) => Buffer.from(`\uFEFF${json}`, 'utf16le')],
  ])('in a file with %s it is read', async (_, encode) => {
    const path = saveNetwork(folder, 'encoded', foreign['the plainest form']);
    const card = { name: 'größer', inputs: { x: '' }, outputs: { y: '' }, stride: 1, halo: 1 };
    writeFileSync(path.replace('.onnx', '.json'), encode(JSON.stringify(card)));
    expect((await engine('inspectModel', { model: path })).name).toBe('größer');
  });

  it.each([
    [{ stride: 0 }, /stride: /],
    [{ settings: { pdFactor: 99 } }, /settings\.pdFactor: /],
    [{ inputs: {} }, /inputs: names no input/],
    [{ outputs: { z: '' } }, /no output named z/],
  ])('that is wrong in %j, the field is named', async (change, message) => {
    const path = saveNetwork(folder, 'wrong', foreign['the plainest form']);
    saveCard(path, change);
    await expect(run(path)).rejects.toMatchObject({ message: expect.stringMatching(message) as string });
  });
});

describe('weights in a file of their own', () => {
  /** A convolution of one pixel whose weights, nine numbers, lie in `../outside.bin` (made with onnx 1.19). */
  const model = Buffer.from(
    'CAg6oAEKGAoFaW5wdXQKAXcSBm91dHB1dCIEQ29udhIBZypGCAMIAwgBCAEQAUIBd2oaCghsb2NhdGlvbhIOLi4vb3V0c2lkZS5iaW5qCwoGb2Zmc2V0EgEwagwKBmxlbmd0aBICMzZwAVobCgVpbnB1dBISChAIARIMCgIIAQoCCAMKAAoAYhwKBm91dHB1dBISChAIARIMCgIIAQoCCAMKAAoAQgQKABAR',
    'base64',
  );

  it('are not read from outside the folder of the model', async () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    writeFileSync(join(folder, 'outside.bin'), new Uint8Array(Float32Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1]).buffer));
    writeFileSync(join(inner, 'outside.onnx'), model);
    await expect(run(join(inner, 'outside.onnx'))).rejects.toMatchObject({
      code: 'model/unreadable',
      action: expect.stringContaining('into the folder of the model') as string,
    });
    // The same with the weights where they may lie, so that nothing else is what it is refused for.
    const inside = Buffer.from(model.toString('latin1').replace('../outside.bin', 'in/outside.bin'), 'latin1');
    mkdirSync(join(inner, 'in'));
    writeFileSync(join(inner, 'inside.onnx'), inside);
    writeFileSync(
      join(inner, 'in', 'outside.bin'),
      new Uint8Array(Float32Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1]).buffer),
    );
    await expect(run(join(inner, 'inside.onnx'))).resolves.toMatchObject({ channels: 3 });
  });
});
