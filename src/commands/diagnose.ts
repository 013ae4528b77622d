import os from 'node:os';
import * as vscode from 'vscode';
import { askEngineInfo, type EngineInfo } from '../client/engine-info';
import type { Command } from './services';

/** Opens a text with everything that a bug report needs, to be looked through before it is sent. */
export const diagnose: Command = async ({ engine, views, version }) => {
  const lease = engine.acquire();
  try {
    const answer = await askEngineInfo(lease).catch((error: unknown) => String(error));
    const lines = [
      '# AMSNet Denoise: diagnosis',
      '',
      ...section('Versions', [
        [
          'VS Code',
          `${vscode.version} (${vscode.env.appHost}${vscode.env.remoteName === undefined ? '' : ', remote'})`,
        ],
        ['System', `${os.type()} ${os.release()} ${os.arch()}`],
        ['Processor', `${os.cpus().at(0)?.model ?? '?'}, ${os.cpus().length} threads`],
        ['Memory', `${(os.totalmem() / 2 ** 30).toFixed(1)} GiB`],
        ['Workspace', vscode.workspace.isTrusted ? 'trusted' : 'not trusted'],
        ...Object.entries(typeof answer === 'string' ? { amsnet: version } : answer.versions),
      ]),
      ...(typeof answer === 'string' ? [`The engine does not answer: ${answer}`, ''] : engineLines(answer)),
      ...viewLines(views.active?.session.state.provenance),
    ];
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: lines.join('\n') });
    await vscode.window.showTextDocument(document);
  } finally {
    lease.dispose();
  }
};

function engineLines({ devices, models }: EngineInfo): string[] {
  return [
    ...section(
      'Devices',
      devices.map(({ name, available, reason }) => [name, available ? 'available' : (reason ?? 'not available')]),
    ),
    ...section(
      'Models',
      models.map(model => [model.name, `${model.description} (${model.license})`]),
    ),
  ];
}

function viewLines(provenance: { provider: string; device: string; notes: string[] } | undefined): string[] {
  if (!provenance) return [];
  return section('The active view', [
    ['asked for', provenance.device],
    ['provider', provenance.provider],
    ...provenance.notes.map((note): [string, string] => ['note', note]),
  ]);
}

/** A list of names and values under a heading, in Markdown. */
function section(title: string, entries: readonly (readonly [name: string, value: string])[]): string[] {
  return [`## ${title}`, '', ...entries.map(([name, value]) => `- ${name}: ${value}`), ''];
}
