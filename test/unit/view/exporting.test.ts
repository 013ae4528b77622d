import type { ImageInfo } from '../../../src/client/contract';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { presets } from '../../../src/core/settings';
import { chooseSettings } from '../../../src/batch/recipe';
import { settingOptions, wishOf, type SettingOptions } from '../../../src/cli/settings';
import { commandOf, denoiseCommand } from '../../../src/view/command-line';
import { comparisonReport, viewReport, writeExport } from '../../../src/view/exporting';
import { initialState } from '../../../src/view/knobs';
import { report } from './fake-engine';
import { temporaryFolder } from '../engine/support';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const job = {
  image: '/p/a b.png',
  model: 'amsnet',
  device: 'auto',
  tile: 256,
  page: 2,
  reference: '/p/c.png',
} as const;
const captured = { png: Uint8Array.of(1, 2, 3), panes: [{ label: '<b>Noisy</b>', figures: '30 dB' }] };

test('the command of a result has all settings that its preset takes', () => {
  for (const preset of ['amsnet', 'single-pass'] as const) {
    const settings = { ...presets[preset], pdFactor: 3, strength: 0.4, seed: 7 };
    const line = denoiseCommand({ ...job, settings });
    expect(line).toMatch(/^amsnet denoise "\/p\/a b\.png" --model amsnet --device auto --preset (masks|single-pass) /);
    expect(line).toMatch(/ --page 3 --reference \/p\/c\.png$/);
    const program = new Command().exitOverride().allowUnknownOption().allowExcessArguments();
    for (const option of settingOptions()) program.addOption(option);
    const options: SettingOptions = program.parse(line.split(' '), { from: 'user' }).opts();
    const model = {
      defaultPreset: 'masks',
      defaults: presets.masks,
      pdFactors: [1],
      combine: presets.masks.combine,
    } as const;
    expect(chooseSettings(model, wishOf({ ...options, preset: preset === 'amsnet' ? 'masks' : preset }))).toEqual(
      settings,
    );
  }
  expect(commandOf(['a', '$x "y"'])).toBe('a "\\$x \\"y\\""');
});

test('a report is one file with picture, settings and numbers, and nothing in it is taken for more than text', () => {
  const measured = { report: { ...report, noiseLeft: 0.25 }, seconds: 1, current: true, keys: {} };
  const html = viewReport(
    { ...initialState('<img src=x>.png', true), measured },
    { ...job, settings: presets.masks },
    captured,
  );
  expect(html).toContain('src="data:image/png;base64,AQID"');
  expect(html).toContain('<td>25.0 %</td>');
  expect(html).toContain('&lt;b&gt;Noisy&lt;/b&gt;');
  expect(html).not.toMatch(/<img src=x>|<b>|https?:/);
  const score = { psnr: null, ssim: 1, peak: 255, peakBasis: 'depth', maxDifference: 0, pages: 1, notes: [] } as const;
  const compared = (pages: number, shifts = [0, 0]) => {
    const info: ImageInfo = {
      ...{ width: 1, height: 1, format: 'tiff', bitDepth: 8, sampleKind: 'uint8', channels: 'gray', hasAlpha: false },
      ...{ range: { black: 0, white: 255, basis: 'depth' }, metadata: [], notes: [], pages },
    };
    const image = (name: string) => ({ name, origin: name, revision: 0, info });
    return comparisonReport(
      {
        ...{ id: '1', images: [image('a'), image('b')], alignment: 'corner', page: 1, shifts },
        ...{ scores: { '1|0': { ...score, notes: [] } }, activity: undefined, paused: false, problem: undefined },
        ...{ notice: undefined, attempt: 0 },
      },
      ['/p/a.png', '/p/b.png'],
      captured,
    );
  };
  expect(compared(1)).toContain('<html lang="en">');
  expect(compared(1)).toContain('amsnet compare /p/b.png /p/a.png');
  // The numbers are of the pages that are shown.
  expect(compared(3)).toContain('amsnet compare --page 2 /p/b.png /p/a.png');
  expect(compared(3, [1, 0])).toContain('amsnet compare --page 2 --page-b 3 /p/b.png /p/a.png');
});

test('an image that is shown is never written over', async () => {
  const image = join(temporaryFolder(), 'a.png');
  await writeFile(image, 'pixels');
  await expect(writeExport(image, captured.png, [image])).rejects.toThrow(/never overwritten/);
  expect(await readFile(image, 'utf8')).toBe('pixels');
  await writeExport(`${image}.html`, captured.png, [image]);
  await writeExport(`${image}.html`, captured.png, [image]);
  expect([...(await readFile(`${image}.html`))]).toEqual([1, 2, 3]);
});
