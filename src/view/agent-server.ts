import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../client/disposables';
import { currentLanguage } from '../core/language';
import { text } from './text';

/** As package.json contributes it. */
export const agentServerId = 'amsnet.tools';

/**
 * Offers the tools of `amsnet mcp` to the editor's agents, for the files of the workspace's folders. The editor starts the server
 * when an agent wants it, and asks before a tool that writes is run.
 */
export function registerAgentServer(context: vscode.ExtensionContext): Disposable {
  const registered = new DisposableStore();
  const changes = registered.add(new vscode.EventEmitter<void>());
  const changed = () => {
    changes.fire();
  };
  registered.add(vscode.workspace.onDidChangeWorkspaceFolders(changed));
  registered.add(vscode.workspace.onDidGrantWorkspaceTrust(changed));
  registered.add(
    vscode.lm.registerMcpServerDefinitionProvider(agentServerId, {
      onDidChangeMcpServerDefinitions: changes.event,
      provideMcpServerDefinitions: () => agentServers(context),
    }),
  );
  return registered;
}

/** None where no files may be used: in an untrusted workspace, and where no folder is open. */
export function agentServers(context: vscode.ExtensionContext): vscode.McpStdioServerDefinition[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (!vscode.workspace.isTrusted || folders.length === 0) return [];
  const { version } = context.extension.packageJSON as { version: string };
  const script = context.asAbsolutePath('dist/amsnet.js');
  const args = [script, 'mcp', ...folders.map(({ uri }) => uri.fsPath)];
  const env = { ELECTRON_RUN_AS_NODE: '1', AMSNET_LANGUAGE: currentLanguage() };
  return [new vscode.McpStdioServerDefinition(text.agentTools, process.execPath, args, env, version)];
}
