/**
 * What crosses the border between the extension host and the page that compares images. As in the Denoise view, the host
 * owns what is compared and measured, the page owns how it is looked at; the page names images by their numbers only.
 */
import type { ImageInfo, PairScore } from '../client/contract';
import { type Alignment, canvasOf } from '../core/alignment';
import type { Size } from '../core/geometry';
import {
  isPixelMessage,
  type Activity,
  type ImageName,
  type LookMessage,
  type PixelMessage,
  type Problem,
  type ViewCommand,
} from './view';

export type { PairScore } from '../client/contract';

/** How many images one page takes. */
export const mostCompared = 6;

export interface ComparedImage {
  /** Short, and another one than those beside it. */
  readonly name: string;
  /** Where it is from: its path, or its version. */
  readonly origin: string;
  /** Counts the versions of the file on disk that were seen. */
  readonly revision: number;
  readonly info: ImageInfo | undefined;
}

export interface ComparisonState {
  /** Names this comparison to the host when the window is loaded anew. */
  readonly id: string;
  readonly images: readonly ComparedImage[];
  readonly alignment: Alignment;
  /** From 0, of every image that has several, */
  readonly page: number;
  /** and by how many pages each image shows another one. */
  readonly shifts: readonly number[];
  /** By `pairKey`; null where two images cannot be measured against one another. */
  readonly scores: Readonly<Record<string, PairScore | null>>;
  readonly activity: Activity | undefined;
  /** The user stopped the work. */
  readonly paused: boolean;
  readonly problem: Problem | undefined;
  readonly notice: string | undefined;
  /** Rises when pixels that are still missing must be asked for again. */
  readonly attempt: number;
}

export type ComparisonHostMessage = { readonly type: 'comparison'; readonly state: ComparisonState } | PixelMessage;

export const comparisonCommands = [
  'cancel',
  'resume',
  'retry',
  'showLog',
  'restartEngine',
  'dismiss',
  'export',
] as const;
export type ComparisonCommand = Extract<ViewCommand, (typeof comparisonCommands)[number]>;

export type ComparisonMessage =
  | { readonly type: 'ready' }
  | LookMessage<ImageName>
  | { readonly type: 'align'; readonly alignment: Alignment }
  /** To a page of all images, or of one by its number. */
  | { readonly type: 'page'; readonly page: number; readonly image?: number }
  | { readonly type: 'command'; readonly command: ComparisonCommand };

export function imageName(index: number): ImageName {
  return `image:${index}`;
}

/** The number of an image that is compared; undefined for any other layer. */
export function imageIndex(layer: string): number | undefined {
  return layer.startsWith('image:') ? Number(layer.slice('image:'.length)) : undefined;
}

/** The score of one image against another. */
export function pairKey(image: number, against: number): string {
  return `${image}|${against}`;
}

/** What the images lie on: of their own size where all have the same. Undefined until all have been read. */
export function canvasIn({
  images,
  alignment,
}: Pick<ComparisonState, 'images' | 'alignment'>): { size: Size; alignment: Alignment | undefined } | undefined {
  const infos = images.flatMap(({ info }) => info ?? []);
  if (infos.length < images.length) return undefined;
  const size = canvasOf(infos);
  const same = infos.every(({ width, height }) => width === size.width && height === size.height);
  return { size, alignment: same ? undefined : alignment };
}

/** How many pages there are to go through: those of the image that has most. */
export function pagesIn({ images }: Pick<ComparisonState, 'images'>): number {
  return Math.max(...images.map(({ info }) => info?.pages ?? 1));
}

/** The page of one image that is shown: its last one where it has fewer. */
export function pageOf(
  { images, page, shifts }: Pick<ComparisonState, 'images' | 'page' | 'shifts'>,
  index: number,
): number {
  const last = (images[index].info?.pages ?? 1) - 1;
  return Math.min(last, Math.max(0, page + shifts[index]));
}

/** Names the pixels of an image by everything that they depend on. */
export function imageKey(state: ComparisonState, index: number): string {
  const { images } = state;
  return JSON.stringify([images[index].revision, images[0].revision, pageOf(state, index), canvasIn(state)]);
}

/** A cheap guard for the page, whose only correspondent is the extension itself. */
export function isComparisonMessage(value: unknown): value is ComparisonHostMessage {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  return type === 'comparison' || isPixelMessage(type);
}
