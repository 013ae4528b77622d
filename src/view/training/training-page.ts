import * as vscode from 'vscode';
import * as z from 'zod';
import { webviewHtml, webviewRoot } from '../webview-html';
import { trainingCommands, type TrainingCommand, type TrainingPageMessage } from '../../messages/training';
import { text } from '../text';
import type { TrainingSession } from './training-session';

const PageMessage: z.ZodType<TrainingPageMessage> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('command'), command: z.enum(trainingCommands) }),
]);

/** The tab that shows a training. Closing it does not stop anything. */
export class TrainingPage {
  constructor(
    private readonly panel: vscode.WebviewPanel,
    extension: vscode.Uri,
    private readonly session: TrainingSession,
    onCommand: (command: TrainingCommand) => void,
    onClosed: () => void,
  ) {
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(extension)] };
    webview.onDidReceiveMessage((raw: unknown) => {
      const message = PageMessage.safeParse(raw);
      if (!message.success) return;
      if (message.data.type === 'ready') session.attach(post => void webview.postMessage(post));
      else onCommand(message.data.command);
    });
    panel.onDidChangeViewState(() => {
      // A hidden page is thrown away by the workbench; it says `ready` when it is back.
      if (!panel.visible) session.detach();
    });
    panel.onDidDispose(() => {
      session.detach();
      onClosed();
    });
    panel.title = text.training.page(session.state.title);
    webview.html = webviewHtml(webview, extension, 'training');
  }

  /** Whether it shows this training, not an earlier one. */
  shows(session: TrainingSession): boolean {
    return session === this.session;
  }

  reveal(): void {
    this.panel.reveal();
  }

  close(): void {
    this.panel.dispose();
  }
}
