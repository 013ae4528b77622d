import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { CancelledError } from '../core/errors';
import { comparisonReport, freeName, viewReport, writeExport } from '../view/exporting';
import type { Captured } from '../view/capture';
import type { DenoiseDocument } from '../view/denoise-document';
import { proposedOutput } from '../view/saving';
import { text } from '../view/text';
import type { Command } from './services';
import { viewFor } from './targets';

type Kind = 'png' | 'html' | 'panes';

/** What can be exported, whether of the Denoise view or of a comparison. */
interface Exported {
  /** Files that are never written over; the first one gives folder and name. */
  readonly images: readonly string[];
  readonly capture: () => Promise<Captured>;
  readonly report: (captured: Captured) => string;
}

/** Writes what the active view shows: as a picture, as a report, or its results as files. */
export const exportView: Command = async (services, ...args) => {
  const { comparisons } = services;
  const comparison = args[0] instanceof vscode.Uri ? undefined : comparisons.active;
  const view = comparison ? undefined : viewFor(services, args);
  const job = view?.session.job;
  let exported: Exported | undefined;
  if (comparison) {
    const { paths } = comparison;
    exported = {
      images: paths,
      capture: () => comparison.capture.take(),
      report: captured => comparisonReport(comparison.state, paths, captured),
    };
  } else if (view && job) {
    const { session } = view;
    exported = {
      images: [job.image, ...(job.reference === undefined ? [] : [job.reference])],
      capture: () => session.capture.take(),
      report: captured => viewReport(session.state, job, captured),
    };
  }
  if (!exported) throw new Error(text.exporting.nothing);
  const kind = await askKind(view ? ['png', 'html', 'panes'] : ['png', 'html']);
  if (kind === 'panes') {
    if (view) await exportPanes(view);
  } else if (kind) await exportPicture(exported, kind);
};

async function askKind(kinds: readonly Kind[]): Promise<Kind | undefined> {
  const { choose, kinds: names, details } = text.exporting;
  const rows = kinds.map(id => ({ label: names[id], detail: details[id], id }));
  return (await vscode.window.showQuickPick(rows, { title: choose, placeHolder: choose }))?.id;
}

async function exportPicture({ images, capture, report }: Exported, kind: 'png' | 'html'): Promise<void> {
  // Before a dialog covers it or takes its size.
  const captured = await capture();
  const { dir, name } = path.parse(images[0]);
  const target = await vscode.window.showSaveDialog({
    title: text.exporting.choose,
    defaultUri: vscode.Uri.file(path.join(dir, `${name}.comparison.${kind}`)),
    filters: { [kind.toUpperCase()]: [kind] },
  });
  if (!target) return;
  await writeExport(target.fsPath, kind === 'png' ? captured.png : Buffer.from(report(captured)), images);
  await offerToOpen(target);
}

/** The results among the panes that are shown, each in a file of its own; files that exist stay as they are. */
async function exportPanes({ session, uri }: DenoiseDocument): Promise<void> {
  const picked = await vscode.window.showOpenDialog({
    title: text.exporting.kinds.panes,
    openLabel: text.exporting.folder,
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: vscode.Uri.joinPath(uri, '..'),
  });
  const folder = picked?.at(0);
  if (!folder) return;
  const { name } = path.parse(uri.fsPath);
  const { ext } = path.parse(proposedOutput(uri.fsPath));
  const saved: vscode.Uri[] = [];
  try {
    for (const stage of session.shown) {
      const file = freeName(folder.fsPath, `${name}.${stage.replace(':', '-')}`, ext, existsSync);
      if (await session.saveStage(stage, file)) saved.push(vscode.Uri.file(file));
    }
  } catch (error) {
    if (!(error instanceof CancelledError)) session.report(error);
    return;
  }
  if (saved.length === 0) throw new Error(text.exporting.noResults);
  await offerToOpen(...saved);
}

async function offerToOpen(...files: readonly vscode.Uri[]): Promise<void> {
  const open = text.saving.open;
  const names = files.map(({ fsPath }) => path.basename(fsPath));
  const answer = await vscode.window.showInformationMessage(text.exporting.exported(names), open);
  if (answer === open) for (const file of files) await vscode.commands.executeCommand('vscode.open', file);
}
