import { html } from 'lit';
import type { PaneStage } from '../../src/messages/view';
import { text } from '../text';
import type { Control, Pane } from './pane';
import { gains, signedDifference } from './signed-difference';

/** What one stage has and another has not, magnified. */
export function differencePane(of: PaneStage, minus: PaneStage, hint: string): Pane {
  const label = text.panes.difference;
  return {
    id: 'difference',
    label,
    hint,
    byDefault: false,
    stages: [of, minus],
    inspects: undefined,
    measures: undefined,
    paint: {
      of: 'stages',
      made: ({ gain }) => String(gain),
      make: ([pixels, others], { gain }) => signedDifference(others, pixels, gain),
      title: ({ gain }) => text.panes.magnified(label, gain),
    },
    control,
  };
}

const control: Control = {
  name: 'gain',
  render: (prefs, set) =>
    html`<label class="group"
      >${text.panes.gain}
      <select
        data-testid="gain"
        @change=${(event: Event) => {
          set({ gain: Number((event.target as HTMLSelectElement).value) });
        }}
      >
        ${gains.map(each => html`<option value=${each} ?selected=${each === prefs.gain}>${text.panes.times(each)}</option>`)}
      </select></label
    >`,
};
