import { describe, expect, it } from 'vitest';
import { engineEnvironment } from '../../../src/client/environment';

describe('the environment of the engine', () => {
  it('has what the system and devices need, and no secrets', () => {
    const parent = {
      PATH: '/bin',
      HOME: '/home/x',
      LD_LIBRARY_PATH: '/cuda',
      CUDA_VISIBLE_DEVICES: '1',
      LC_ALL: 'C',
      SystemRoot: 'C:\\Windows',
      NODE_OPTIONS: '--require /tmp/x.js',
      GITHUB_TOKEN: 'secret',
      AWS_SECRET_ACCESS_KEY: 'secret',
      VSCODE_IPC_HOOK_CLI: '/run/x.sock',
      TMPDIR: undefined,
    };
    expect(engineEnvironment(parent)).toEqual({
      PATH: '/bin',
      HOME: '/home/x',
      LD_LIBRARY_PATH: '/cuda',
      CUDA_VISIBLE_DEVICES: '1',
      LC_ALL: 'C',
      SystemRoot: 'C:\\Windows',
      ELECTRON_RUN_AS_NODE: '1',
      ORT_DISABLE_TELEMETRY: '1',
    });
  });

  it('never turns telemetry on', () => {
    const loud = { ORT_DISABLE_TELEMETRY: '0' };
    expect(engineEnvironment(loud, loud)).toMatchObject({ ORT_DISABLE_TELEMETRY: '1' });
  });
});
