import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { HostMessage } from '../../../src/messages/view';
import { FolderStrip } from '../../../src/view/folder-strip';
import { ViewMessageSchema } from '../../../src/view/messages';
import { FakeEngine } from './fake-engine';

function strip(shown: string) {
  const folder = mkdtempSync(join(tmpdir(), 'amsnet-strip-'));
  for (const name of ['a10.png', 'a9.png', 'b.jpg', 'note.txt']) writeFileSync(join(folder, name), '');
  const engine = new FakeEngine();
  const open = vi.fn();
  const posted: HostMessage[] = [];
  const post = (message: HostMessage) => posted.push(message);
  return { folder, engine, open, posted, post, strip: new FolderStrip({ image: join(folder, shown), engine, open }) };
}

test('the images of a folder are listed as the Explorer has them, and stepped through from the one that is shown', async () => {
  const { folder, open, posted, post, strip: own } = strip('a10.png');
  await own.receive({ type: 'folder' }, post);
  expect(posted).toEqual([{ type: 'folder', names: ['a9.png', 'a10.png', 'b.jpg'], current: 1 }]);
  const look = { fit: false };
  for (const to of ['next', 'previous', 0, 1, 7] as const) await own.receive({ type: 'openImage', to, look }, post);
  // The one that is shown is not opened again, and no other than these.
  expect(open.mock.calls).toEqual([
    [join(folder, 'b.jpg'), look],
    [join(folder, 'a9.png'), look],
    [join(folder, 'a9.png'), look],
  ]);
  const first = strip('a9.png');
  await first.strip.receive({ type: 'openImage', to: 'previous', look }, post);
  expect(first.open).not.toHaveBeenCalled();
});

test('thumbnails are made one after the other, of what is in sight now', async () => {
  const { folder, engine, posted, post, strip: own } = strip('a9.png');
  void own.receive({ type: 'thumbnails', wanted: [0, 1] }, post);
  await vi.waitFor(() => {
    expect(engine.open('thumbnail').map(({ params }) => params.image)).toEqual([join(folder, 'a9.png')]);
  });
  void own.receive({ type: 'thumbnails', wanted: [2] }, post);
  await vi.waitFor(() => {
    expect(engine.open('thumbnail').map(({ params }) => params.image)).toEqual([join(folder, 'b.jpg')]);
  });
  const thumbnail = { width: 1, height: 1, pixels: new Uint8Array(4) };
  engine.take('thumbnail').resolve(thumbnail);
  await vi.waitFor(() => {
    expect(posted).toEqual([{ type: 'thumbnail', index: 2, thumbnail }]);
  });
});

test('a page can name an image of the folder by its number only', () => {
  const asked = (to: unknown) => ViewMessageSchema.safeParse({ type: 'openImage', to, look: {} }).success;
  expect([3, 'next', 'previous', -1, 1.5, '../a.png'].map(asked)).toEqual([true, true, true, false, false, false]);
});
