import { absolute } from './absolute';
import type { DifferenceKind } from './kind';
import { relative } from './relative';
import { signed } from './signed';
import { squared } from './squared';

export const differenceKinds: readonly DifferenceKind[] = [signed, absolute, relative, squared];

/** Gains that the difference can be shown with. */
export const gains = [1, 2, 4, 8, 16, 32] as const;

/** How differences are shown; kept with the rest of how the view is looked at. */
export interface DifferenceLook {
  /** Of a `DifferenceKind`. */
  readonly kind: string;
  readonly gain: number;
  readonly falseColour: boolean;
}

export const defaultLook: DifferenceLook = { kind: signed.id, gain: 8, falseColour: false };

export function kindOf({ kind }: DifferenceLook): DifferenceKind {
  return differenceKinds.find(({ id }) => id === kind) ?? signed;
}

/** A look out of what an earlier page, perhaps of an earlier version, has stored. */
export function restoredLook(stored: unknown): DifferenceLook {
  if (typeof stored !== 'object' || stored === null) return defaultLook;
  const { kind, gain, falseColour } = stored as Partial<Record<keyof DifferenceLook, unknown>>;
  return {
    kind: differenceKinds.find(({ id }) => id === kind)?.id ?? defaultLook.kind,
    gain: gains.find(each => each === gain) ?? defaultLook.gain,
    falseColour: falseColour === true,
  };
}
