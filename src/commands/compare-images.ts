import * as vscode from 'vscode';
import { mostCompared } from '../messages/comparison';
import { text } from '../view/text';
import type { Command } from './services';
import { isImage, pickImages, urisOf } from './targets';

/** Opens two to six images beside one another: those selected, else asked for. */
export const compareImages: Command = async ({ comparisons }, ...args) => {
  let images = urisOf(args).filter(isImage);
  if (images.length < 2) {
    const folder = images.at(0) && vscode.Uri.joinPath(images[0], '..');
    images = [...images, ...(await pickImages(text.comparison.choose, folder))];
  }
  const different = [...new Map(images.map(uri => [uri.toString(), uri])).values()];
  if (images.length === 0) return undefined;
  if (different.length < 2) throw new Error(text.comparison.tooFew);
  if (different.length > mostCompared) throw new Error(text.comparison.tooMany(mostCompared, different.length));
  return comparisons.open(different.map(uri => ({ uri })));
};
