import assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import { closeAll, finished, image, openView } from './support';

/** Each is read by a library of its own, which a package has to bring along. */
const files = [
  ['phone.heic', 'heic', 32, 24],
  ['drawn.jxl', 'jxl', 32, 24],
  ['raw.dng', 'raw', 64, 48],
] as const;

suite('formats', () => {
  teardown(closeAll);

  for (const [name, format, width, height] of files) {
    test(`${name} opens and is denoised`, async () => {
      const view = await openView(image(name));
      await finished(view);
      const {
        image: { info },
        provenance,
      } = view.session.state;
      assert.deepEqual([info?.format, info?.width, info?.height], [format, width, height]);
      assert.equal(provenance?.provider, 'CPUExecutionProvider');
    });
  }
});
