/** The kinds of noise that the shipped models learn, how often each is drawn, and on what pictures. */
import { develop } from './develop';
import { drawCamera, drawPlainCamera } from './camera-parameters';
import { drawFilm, exposeFilm } from './film';
import { drawPhone, photographByPhone } from './phone';
import { drawScientific, takeScientific } from './scientific';
import { photograph } from './camera';
import { withIndependentNoise } from './independent';
import type { DevelopedPhoto } from './develop';
import type { NoiseRange } from '../../core/noise-range';
import type { Random } from '../random';
import type { Rgb } from './camera';
import type { SceneKind } from './scenes/scene';

export interface Pair {
  readonly noisy: DevelopedPhoto;
  readonly clean: DevelopedPhoto;
}

export interface NoiseKind {
  readonly name: string;
  /** Share of the simulated pictures, 0..1; all of them together give 1. */
  readonly share: number;
  /** What its pictures show, with the share of each. */
  readonly scenes: Readonly<Partial<Record<SceneKind, number>>>;
  /** Nine in ten of its pictures lie inside, in their middle tones (of the scientific six in seven are gray); for cards of models. */
  readonly range: NoiseRange;
  readonly simulate: (scene: Rgb, random: Random) => Promise<Pair>;
}

/** Correlation between the channels: of noise in gray pictures, or in a single colour, and of a colour camera's. */
const gray = [0.99, 1] as const;
const colour = [-1, 0.99] as const;

const asIs = { scale: 1, jpeg: undefined };
const everyday = { photo: 0.79, leaves: 0.08, drawing: 0.05, pattern: 0.08 } as const;

export const noiseKinds: readonly NoiseKind[] = [
  {
    name: 'camera',
    share: 0.44,
    scenes: everyday,
    range: { sigma: [0.007, 0.04], correlation: [0.4, 0.9], betweenChannels: colour },
    simulate: (scene, random) => {
      const camera = drawCamera(random);
      return developPair(photograph(scene, camera, random), camera);
    },
  },
  {
    name: 'plain camera',
    share: 0.1,
    scenes: everyday,
    range: { sigma: [0.009, 0.09], correlation: [0.2, 0.75], betweenChannels: colour },
    simulate: (scene, random) => {
      const camera = drawPlainCamera(random);
      return developPair(photograph(scene, camera, random), camera);
    },
  },
  {
    name: 'phone',
    share: 0.2,
    scenes: everyday,
    range: { sigma: [0.01, 0.15], correlation: [0.25, 0.8], betweenChannels: colour },
    simulate: (scene, random) => {
      const phone = drawPhone(random);
      return developPair(photographByPhone(scene, phone, random), phone);
    },
  },
  {
    name: 'scientific',
    share: 0.17,
    scenes: { photo: 0.16, fluorescence: 0.75, leaves: 0.04, pattern: 0.05 },
    range: { sigma: [0.005, 0.15], correlation: [0, 0.8], betweenChannels: gray },
    simulate: (scene, random) => developPair(takeScientific(scene, drawScientific(random), random), asIs),
  },
  {
    name: 'independent',
    share: 0.06,
    scenes: { photo: 0.64, leaves: 0.12, drawing: 0.12, pattern: 0.12 },
    range: { sigma: [0.004, 0.2], correlation: [0, 0.1] },
    simulate: (scene, random) => developPair(withIndependentNoise(scene, random), asIs),
  },
  {
    name: 'film',
    share: 0.03,
    scenes: { photo: 0.65, leaves: 0.1, drawing: 0.2, pattern: 0.05 },
    range: { sigma: [0.01, 0.09], correlation: [0.05, 0.9] },
    simulate: (scene, random) => {
      const film = drawFilm(random);
      return developPair(exposeFilm(scene, film, random), film);
    },
  },
];

async function developPair(
  { noisy, clean }: { readonly noisy: Rgb; readonly clean: Rgb },
  after: Parameters<typeof develop>[1],
): Promise<Pair> {
  const [developedNoisy, developedClean] = await Promise.all([develop(noisy, after), develop(clean, after)]);
  return { noisy: developedNoisy, clean: developedClean };
}

/** One of several things with shares, by a draw in 0..1. */
export function pickByShare<T>(choices: readonly (readonly [T, number])[], draw: number): T {
  let rest = draw * choices.reduce((sum, [, share]) => sum + share, 0);
  for (const [choice, share] of choices) {
    rest -= share;
    if (rest < 0) return choice;
  }
  return choices[choices.length - 1][0];
}
