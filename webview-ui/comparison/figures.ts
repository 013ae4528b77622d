import type { PairScore } from '../../src/messages/comparison';
import { decibels, similarity } from '../format';
import { text } from '../text';

/** The largest difference beside what it could be. */
export function largest({ maxDifference, peak }: Pick<PairScore, 'maxDifference' | 'peak'>): string {
  return text.comparison.ofPeak(short(maxDifference), short(peak));
}

/** What a pane's header says of a score. */
export function figuresOf(score: PairScore): string {
  return `${decibels(score.psnr)} · ${similarity(score.ssim)}`;
}

/** Five digits tell two values apart; those of a file are whole in most. */
function short(value: number): string {
  return String(Number(value.toPrecision(5)));
}
