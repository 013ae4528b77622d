import * as vscode from 'vscode';
import { AllowedFolders } from '../agents/allowed-folders';
import { text as words } from '../agents/text';
import { agentTools, type Answer, type Call, type Workbench } from '../agents/tools';
import { Trainings } from '../agents/trainings';
import { toFailure } from '../batch/record';
import type { EngineClient } from '../client/engine-client';
import { AmsnetError } from '../core/errors';

/** What the names of package.json have before those that the tools have everywhere. */
export const toolPrefix = 'amsnet_';

/**
 * The tools of `amsnet mcp` for the language models of the editor, without a server: for the files of the workspace's folders.
 * @returns the tool of a name of package.json
 */
export function toolsOn(images: EngineClient, training: EngineClient): (name: string) => EditorTool {
  const bench = { engine: images.asNeeded, trainings: new Trainings(training.asNeeded) };
  return name => new EditorTool(name.slice(toolPrefix.length), bench);
}

export class EditorTool implements vscode.LanguageModelTool<object> {
  constructor(
    private readonly name: string,
    private readonly bench: Omit<Workbench, 'folders'>,
  ) {}

  /** The editor asks before it runs what changes something. */
  prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<object>): vscode.PreparedToolInvocation {
    const { title, effect } = agentTools[this.name];
    const invocationMessage = title;
    if (!effect) return { invocationMessage };
    return { invocationMessage, confirmationMessages: { title, message: orSaid(() => effect(openFolders(), input)) } };
  }

  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<object>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const abort = new AbortController();
    const cancelled = token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      const call: Call = { signal: abort.signal, onProgress: () => undefined };
      return resultOf(await agentTools[this.name].run({ ...this.bench, folders: openFolders() }, input, call));
    } catch (error) {
      throw said(error);
    } finally {
      cancelled.dispose();
    }
  }
}

/** @throws {AmsnetError} path/not-allowed where no files may be used */
function openFolders(): AllowedFolders {
  if (!vscode.workspace.isTrusted) throw new AmsnetError('workspace/untrusted', ...words.untrusted);
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0) throw new AmsnetError('path/not-allowed', ...words.noFolders);
  return new AllowedFolders(folders.map(({ uri }) => uri.fsPath));
}

function orSaid<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw said(error);
  }
}

/** A model reads the message alone: code and recovery action are in it. */
function said(error: unknown): Error {
  return new Error(JSON.stringify({ error: toFailure('', error).error }), { cause: error });
}

/** Pictures are younger than the oldest editor that this runs in. */
interface PictureParts {
  readonly LanguageModelDataPart?: { image(data: Uint8Array, mimeType: string): vscode.LanguageModelTextPart };
}

function resultOf({ record, crops = [] }: Answer): vscode.LanguageModelToolResult {
  const { LanguageModelDataPart: pictures } = vscode as PictureParts;
  const parts = [new vscode.LanguageModelTextPart(JSON.stringify(record))];
  for (const { path, width, height, x, y, png } of pictures ? crops : []) {
    parts.push(new vscode.LanguageModelTextPart(words.caption(path, width, height, x, y)));
    if (pictures) parts.push(pictures.image(png, 'image/png'));
  }
  return new vscode.LanguageModelToolResult(parts);
}
