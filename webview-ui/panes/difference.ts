import { html } from 'lit';
import { text } from '../text';
import type { Control, Pane } from './pane';
import { gains, signedDifference } from './signed-difference';

/** What denoising changed, magnified. */
export function differencePane(): Pane {
  const label = text.panes.difference;
  return {
    id: 'difference',
    label,
    hint: text.panes.differenceHint,
    byDefault: false,
    stages: ['result', 'noisy'],
    inspects: undefined,
    measures: undefined,
    paint: {
      of: 'stages',
      made: ({ gain }) => String(gain),
      make: ([result, noisy], { gain }) => signedDifference(noisy, result, gain),
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
