import { expect, test } from 'vitest';
import { presets } from '../../../src/core/settings';
import type { Memory } from '../../../src/view/knobs';
import { OwnPresets } from '../../../src/view/own-presets';
import { ViewMemory } from '../../../src/view/view-memory';

/** A memento that holds one value, as JSON like the real one. */
function memento(stored?: unknown) {
  let text = stored === undefined ? undefined : JSON.stringify(stored);
  return {
    keys: () => [],
    get: () => (text === undefined ? undefined : (JSON.parse(text) as never)),
    update: (_key: string, value: unknown) => {
      text = JSON.stringify(value);
      return Promise.resolve();
    },
  };
}
const settings = presets.amsnet;
const memory: Memory = { knobs: { model: 'm', device: 'cpu', settings } };

test('remembers every image by itself, the last time it was told', async () => {
  const views = new ViewMemory(memento());
  await views.remember('/a.png', memory);
  await views.remember('/b.png', { ...memory, auto: 'm', reference: '/clean.png' });
  await views.remember('/a.png', { knobs: { ...memory.knobs, model: 'other' } });
  expect(views.recall('/a.png')?.knobs.model).toBe('other');
  expect(views.recall('/b.png')).toMatchObject({ ...memory, auto: 'm', reference: '/clean.png' });
  expect(views.recall('/c.png')).toBeUndefined();
  const pinned = [{ id: 3, knobs: memory.knobs, page: 1, size: { width: 4, height: 5 } }];
  await views.remember('/c.png', { ...memory, pinned });
  expect(views.recall('/c.png')).toEqual({ image: '/c.png', ...memory, pinned });
});

test('presets are kept by their names, whatever else lies there', async () => {
  const presets = new OwnPresets(memento([{ name: '', model: 'm' }, 7]));
  const preset = { name: 'weak', model: 'm', settings: { ...settings, strength: 0.5 } };
  await presets.save({ ...preset, settings });
  await presets.save({ ...preset, name: 'a' });
  await presets.save(preset);
  expect(presets.all).toEqual([{ ...preset, name: 'a' }, preset]);
  await presets.remove('a');
  expect(presets.all).toEqual([preset]);
});

test('forgets the oldest images, not the newest', async () => {
  const views = new ViewMemory(memento());
  for (let i = 0; i <= 200; i++) await views.remember(`/${i}.png`, memory);
  expect(views.recall('/0.png')).toBeUndefined();
  expect(views.recall('/1.png')).toBeDefined();
  expect(views.recall('/200.png')).toBeDefined();
});

test('gives a setting that came later its usual value', () => {
  const settings = { ...presets.amsnet, combine: undefined };
  const views = new ViewMemory(memento([{ image: '/a.png', knobs: { ...memory.knobs, settings } }]));
  expect(views.recall('/a.png')?.knobs.settings).toEqual({ ...presets.amsnet, combine: presets.masks.combine });
});

test('takes nothing that another version has left or a person has edited', () => {
  const settings = { ...presets.amsnet, masks: 99 };
  const entries = [
    { image: '/a.png', knobs: { ...memory.knobs, settings } },
    'nonsense',
    { image: '/b.png', ...memory },
  ];
  const views = new ViewMemory(memento(entries));
  expect(views.recall('/a.png')).toBeUndefined();
  expect(views.recall('/b.png')).toMatchObject(memory);
  expect(new ViewMemory(memento({})).recall('/a.png')).toBeUndefined();
});
