import os from 'node:os';
import * as vscode from 'vscode';
import { askEngineInfo, type EngineInfo } from '../client/engine-info';
import { diagnosis as words } from '../view/text';
import type { Command } from './services';

/** Opens a text with everything that a bug report needs, to be looked through before it is sent. */
export const diagnose: Command = async ({ engine, views, version }) => {
  const lease = engine.acquire();
  try {
    const answer = await askEngineInfo(lease).catch((error: unknown) => String(error));
    const lines = [
      `# ${words.title}`,
      '',
      ...section(words.versions, [
        ['VS Code', words.vscode(vscode.version, vscode.env.appHost, vscode.env.remoteName !== undefined)],
        [words.system, `${os.type()} ${os.release()} ${os.arch()}`],
        [words.cpu, words.threads(os.cpus().at(0)?.model ?? '?', os.cpus().length)],
        [words.memory, `${(os.totalmem() / 2 ** 30).toFixed(1)} GiB`],
        [words.workspace, words.trusted(vscode.workspace.isTrusted)],
        ...Object.entries(typeof answer === 'string' ? { amsnet: version } : answer.versions),
      ]),
      ...(typeof answer === 'string' ? [words.noResponse(answer), ''] : engineLines(answer)),
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
      words.devices,
      devices.map(({ name, available, hardware = [], reason }) => [
        name,
        available ? [words.available, ...hardware].join(', ') : (reason ?? words.unavailable),
      ]),
    ),
    ...section(
      words.models,
      models.map(model => [model.name, words.model(model.description, model.license)]),
    ),
  ];
}

function viewLines(provenance: { provider: string; device: string; notes: string[] } | undefined): string[] {
  if (!provenance) return [];
  return section(words.activeView, [
    [words.requested, provenance.device],
    [words.provider, provenance.provider],
    ...provenance.notes.map((note): [string, string] => [words.note, note]),
  ]);
}

/** A list of names and values under a heading, in Markdown. */
function section(title: string, entries: readonly (readonly [name: string, value: string])[]): string[] {
  return [`## ${title}`, '', ...entries.map(([name, value]) => `- ${name}: ${value}`), ''];
}
