import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { amsnet, newFolder } from './amsnet';
import { type ObjectServer, startObjectServer } from './object-server';
import { draw, save } from './pictures';

const quick = ['--preset', 'single-pass', '--model', 'amsnet-fast', '--json'];
let folder: string;
let server: ObjectServer;

beforeAll(async () => {
  folder = newFolder();
  server = await startObjectServer();
  if (server.kind !== 'moto')
    console.log('Not tried with moto, which python3 does not have, but with a server of the test.');
});
afterAll(() => {
  server.close();
});

const run = (args: string[], environment: NodeJS.ProcessEnv = {}) =>
  amsnet(['denoise', ...args, ...quick], folder, { ...server.environment, ...environment });

test('objects are denoised into objects as files are into files, and none is overwritten', async () => {
  for (const name of ['a.png', 'b.png']) {
    const file = join(folder, name);
    await save(file, draw(20, 16, name === 'a.png' ? 0.1 : 0.2));
    await server.put(`s3://photos/in/sub/${name}`, readFileSync(file));
  }
  const all = ['s3://photos/in', '--recursive', '--out-dir', 's3://photos/out', '--index', 'index.json'];
  const first = await run(all);
  expect(first.records().map(({ input, output, error }) => [input, output, error])).toEqual(
    ['a', 'b'].map(name => [`s3://photos/in/sub/${name}.png`, `s3://photos/out/sub/${name}.denoised.png`, undefined]),
  );
  const local = await amsnet(['denoise', 'a.png', ...quick], folder);
  expect(local.code).toBe(0);
  const result = await server.get('s3://photos/out/sub/a.denoised.png');
  expect(result).toEqual(readFileSync(join(folder, 'a.denoised.png')));

  const again = await run([...all, '--skip-existing']);
  expect(again.records()).toMatchObject([{ skipped: true }, { skipped: true }]);
  expect(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'))).toMatchObject([
    { state: 'done' },
    { state: 'done' },
  ]);

  await server.put('s3://photos/in/broken.png', Buffer.from('no image'));
  await server.put('s3://photos/taken.png', Buffer.from('precious'));
  const [taken, broken, missing, bucket] = (
    await Promise.all([
      run(['a.png', '-o', 's3://photos/taken.png']),
      run(['s3://photos/in/broken.png', '-o', 'broken.png']),
      run(['s3://photos/no.png', '-o', 'no.png']),
      run(['s3://nobody/no.png', '-o', 'no.png']),
    ])
  ).map(({ records }) => records()[0].error);
  expect(taken).toMatchObject({ code: 'output/exists', message: 's3://photos/taken.png already exists.' });
  expect(broken?.message).toContain('s3://photos/in/broken.png');
  expect(missing).toMatchObject({ code: 'image/not-found', message: 'There is no object s3://photos/no.png.' });
  expect(bucket).toMatchObject({
    code: 'image/not-found',
    message: expect.stringContaining('no bucket nobody') as string,
  });
  expect((await server.get('s3://photos/taken.png'))?.toString()).toBe('precious');
});

test('what S3 needs and what stays on this machine is said', async () => {
  writeFileSync(join(folder, 'empty'), '');
  const nobody = {
    AWS_ACCESS_KEY_ID: '',
    AWS_SECRET_ACCESS_KEY: '',
    AWS_SHARED_CREDENTIALS_FILE: 'empty',
    AWS_CONFIG_FILE: 'empty',
  };
  const [anonymous, index, model] = await Promise.all([
    run(['s3://photos/a.png', '-o', 'x.png'], nobody),
    run(['s3://photos/a.png', '--index', 's3://photos/index.json']),
    run(['s3://photos/a.png', '-o', '{name}.{model}.png']),
  ]);
  expect(anonymous.records()[0].error).toMatchObject({ message: 'No credentials for S3 were found.' });
  expect(index).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--index takes a path of this machine') as string,
  });
  expect(model).toMatchObject({ code: 2, stderr: expect.stringContaining('{model}') as string });
});
