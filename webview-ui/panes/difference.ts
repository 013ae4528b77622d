import { html, type TemplateResult } from 'lit';
import type { PaneStage } from '../../src/messages/view';
import { legendOf } from '../differences/legend';
import { differenceKinds, gains, kindOf, type DifferenceLook } from '../differences/list';
import { paintDifference } from '../differences/paint';
import { text } from '../text';
import type { Control, Pane } from './pane';
import { iconToggle } from '../icon-button';

/** What one stage has and another has not, magnified. */
export function differencePane(of: PaneStage, minus: PaneStage, label: string, hint: string, id = 'difference'): Pane {
  return {
    id,
    label,
    hint,
    byDefault: false,
    stages: [of, minus],
    inspects: undefined,
    measures: undefined,
    paint: {
      of: 'stages',
      made: ({ difference }) => JSON.stringify(difference),
      make: ([pixels, others], { difference }) => paintDifference(pixels, others, difference),
      written: ([values, others], { difference }) => {
        const kind = kindOf(difference);
        return values.map((value, channel) => kind.written(kind.of(value, others[channel])));
      },
      title: ({ difference }) => text.panes.magnified(titleOf(label, difference), difference.gain),
      legend: ({ difference }) => legendOf(difference),
    },
    control,
  };
}

/** The usual kind needs no name. */
function titleOf(label: string, look: DifferenceLook): string {
  const kind = kindOf(look);
  return kind === differenceKinds[0] ? label : text.differences.title(label, kind.label);
}

const control: Control = {
  name: 'difference',
  render: ({ difference }, set) => {
    const change = (part: Partial<DifferenceLook>) => {
      set({ difference: { ...difference, ...part } });
    };
    return html`<div class="group" role="group" aria-label=${text.panes.difference}>
      ${list(
        'difference-kind',
        text.differences.kind,
        differenceKinds.map(({ id, label }) => [id, label]),
        difference.kind,
        kind => {
          change({ kind });
        },
      )}
      ${list(
        'gain',
        text.panes.gain,
        gains.map(gain => [String(gain), text.panes.times(gain)]),
        String(difference.gain),
        gain => {
          change({ gain: Number(gain) });
        },
      )}
      ${iconToggle(
        { icon: 'symbol-color', label: text.differences.falseColour, testId: 'false-colour' },
        difference.falseColour,
        () => {
          change({ falseColour: !difference.falseColour });
        },
      )}
    </div>`;
  },
};

function list(
  id: string,
  label: string,
  choices: readonly (readonly [value: string, name: string])[],
  chosen: string,
  choose: (value: string) => void,
): TemplateResult {
  return html`<select
    data-testid=${id}
    aria-label=${label}
    title=${label}
    @change=${(event: Event) => {
      choose((event.target as HTMLSelectElement).value);
    }}
  >
    ${choices.map(([value, name]) => html`<option value=${value} ?selected=${value === chosen}>${name}</option>`)}
  </select>`;
}
