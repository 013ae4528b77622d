import { uncertaintyEnd } from '../../src/core/stages';
import { scaleOf, stopsOf } from '../differences/colours';
import { text } from '../text';
import type { Pane } from './pane';

const colours = scaleOf(false);

/** How large the network expects its error to be, in colours: of the three channels the largest. */
export const uncertaintyPane: Pane = {
  id: 'uncertainty',
  label: text.panes.uncertainty,
  hint: text.panes.uncertaintyHint,
  byDefault: false,
  stages: ['uncertainty'],
  inspects: undefined,
  measures: undefined,
  paint: {
    of: 'stages',
    made: () => '',
    make: ([pixels]) => {
      const painted = new Uint8Array(pixels.length);
      for (let i = 0; i < pixels.length; i += 4) {
        const at = 3 * Math.max(pixels[i], pixels[i + 1], pixels[i + 2]);
        painted.set([colours[at], colours[at + 1], colours[at + 2], pixels[i + 3]], i);
      }
      return painted;
    },
    written: ([values]) => values.map(value => (value * uncertaintyEnd).toFixed(1)),
    title: () => text.panes.uncertainty,
    legend: () => {
      const to = text.differences.levels(255 * uncertaintyEnd);
      return {
        colours: stopsOf(false).map(colour => `rgb(${colour.join()})`),
        from: '0',
        to,
        label: text.panes.uncertaintyLegend(to),
      };
    },
  },
};
