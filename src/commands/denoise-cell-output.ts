import * as vscode from 'vscode';
import { text } from '../view/text';
import type { Command } from './services';

/** What outputs of cells are as pictures, the one with the most values first. */
const formats = { 'image/png': 'png', 'image/jpeg': 'jpg' } as const;

/** A picture among the outputs of a notebook's cell becomes a file where the user says, and is opened in the Denoise view. */
export const denoiseCellOutput: Command = async ({ views }, clicked) => {
  const cell = cellOf(clicked);
  const image = cell && imageAmong(cell.outputs);
  if (!image) {
    void vscode.window.showInformationMessage(text.noCellImage);
    return;
  }
  const notebook = cell.notebook.uri;
  const name = notebook.path.replace(/\.[^./]*$/, '');
  const file = await vscode.window.showSaveDialog({
    title: text.saveCellImage,
    filters: { [text.images]: [image.extension] },
    ...(notebook.scheme === 'file' && {
      defaultUri: notebook.with({ path: `${name}-${cell.index + 1}.${image.extension}` }),
    }),
  });
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, image.data);
  await views.open(file);
};

/** That of the menu, else the selected one. */
function cellOf(clicked: unknown): vscode.NotebookCell | undefined {
  if (isCell(clicked)) return clicked;
  const editor = vscode.window.activeNotebookEditor;
  return editor?.selection.isEmpty === false ? editor.notebook.cellAt(editor.selection.start) : undefined;
}

function isCell(value: unknown): value is vscode.NotebookCell {
  return typeof value === 'object' && value !== null && 'outputs' in value && 'notebook' in value;
}

/** The last picture among outputs, which is the one that the cell ends with. */
export function imageAmong(
  outputs: readonly { readonly items: readonly { readonly mime: string; readonly data: Uint8Array }[] }[],
): { readonly data: Uint8Array; readonly extension: string } | undefined {
  for (const { items } of outputs.toReversed()) {
    for (const [mime, extension] of Object.entries(formats)) {
      const item = items.find(each => each.mime === mime);
      if (item) return { data: item.data, extension };
    }
  }
  return undefined;
}
