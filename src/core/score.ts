/** The self-supervised score, by which models and settings are compared where there is no reference. */
import { riskInDecibels, type Risk } from './risk';

/**
 * Weight of what is left in the flat parts, in dB, beside the estimated error. Where next to nothing of strong noise is left, the
 * estimate is all chance, and this still tells candidates apart.
 */
const flatWeight = 0.2;
const leastLeft = 1e-4;

/**
 * In dB, the more the better; only differences between results of the same crops mean something.
 * @param risk estimated error against the clean picture (risk.ts)
 * @param left variance left in the flat parts, as a share of the noisy picture's (flat-residue.ts)
 */
export function scoreOf(risk: Risk, left: number): number {
  return riskInDecibels(risk) - 10 * flatWeight * Math.log10(left + leastLeft);
}
