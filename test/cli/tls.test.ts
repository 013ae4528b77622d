import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveModels } from '../unit/engine/inference-server';
import { amsnet, newFolder, tinyModel } from './amsnet';
import { draw, save } from './pictures';

test('a server is spoken to by TLS where its authority is known, and by nothing where it is not', async () => {
  if (spawnSync('openssl', ['version']).status !== 0) {
    console.log('TLS was not tried: openssl, which makes the certificate, is not there.');
    return;
  }
  const folder = newFolder();
  const [key, cert] = ['key.pem', 'cert.pem'].map(name => join(folder, name));
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', cert], { stdio: 'pipe' });
  const server = await serveModels({ tiny: tinyModel }, true, { key: readFileSync(key), cert: readFileSync(cert) });
  await save(join(folder, 'a.png'), draw(40, 32, 0.1));
  const run = async (output: string, environment: NodeJS.ProcessEnv) => {
    const args = ['denoise', 'a.png', '-o', output, '--model', tinyModel, '--preset', 'masks', '--json'];
    const device = server.device.replace('{model}', 'tiny');
    const { records, stderr } = await amsnet([...args, '--device', device], folder, {
      AMSNET_TOKEN: 'secret',
      ...environment,
    });
    return { provider: records()[0]?.provider, stderr };
  };
  const [known, unknown] = [
    await run('known.png', { NODE_EXTRA_CA_CERTS: cert }),
    await run('unknown.png', { NODE_EXTRA_CA_CERTS: '' }),
  ];
  expect(known, known.stderr).toMatchObject({ provider: 'Open Inference Protocol v2' });
  expect(unknown).toMatchObject({
    provider: 'CPUExecutionProvider',
    stderr: expect.stringMatching(
      /its certificate is not trusted \(self-signed certificate\).*NODE_EXTRA_CA_CERTS/,
    ) as unknown,
  });
  expect(server.runs.length).toBeGreaterThan(1);
  expect(server.runs.every(({ token }) => token === 'Bearer secret')).toBe(true);
});
