import { text } from '../text';
import { stopsOf } from './colours';
import { kindOf, type DifferenceLook } from './list';

/** What the colours of a picture stand for. */
export interface Legend {
  /** CSS colours at equal distances. */
  readonly colours: readonly string[];
  readonly from: string;
  readonly to: string;
  /** For those who cannot see it. */
  readonly label: string;
}

/** Undefined where the picture has no colours of its own. */
export function legendOf(look: DifferenceLook): Legend | undefined {
  if (!look.falseColour) return undefined;
  const kind = kindOf(look);
  const to = kind.end(look.gain);
  const from = kind.signed ? text.differences.negative(to) : '0';
  return {
    colours: stopsOf(kind.signed).map(colour => `rgb(${colour.join()})`),
    from,
    to: kind.signed ? text.differences.positive(to) : to,
    label: text.differences.legend(kind.label, from, to),
  };
}
