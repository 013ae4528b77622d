import { rowOf, settingNames, type SettingName } from '../../src/core/settings';
import { modelLabel } from '../../src/messages/labels';
import type { Knobs, PinnedResult } from '../../src/messages/view';
import { text } from '../text';
import { picturePane, type Pane } from './pane';
import { iconButton } from '../icon-button';

/** Asks for a pinned result to be let go. */
export class UnpinEvent extends Event {
  constructor(readonly pin: number) {
    super('unpin', { bubbles: true, composed: true });
  }
}

/** What a result is made of. */
type Made = Pick<PinnedResult, 'knobs' | 'page'>;

/** A result whose settings stay as they were, called by what it differs in from the others. */
export function pinnedPane(pin: PinnedResult, pins: readonly PinnedResult[], now: Made): Pane {
  const others = [now, ...pins.filter(each => each !== pin)];
  const label = text.panes.pinned(pins.indexOf(pin) + 1, differencesOf(pin, others));
  return picturePane(`pin:${pin.id}`, label, text.panes.pinnedHint, true, {
    control: {
      name: `unpin:${pin.id}`,
      render: () =>
        iconButton({ icon: 'pinned', label: text.panes.unpin(label), testId: `unpin-${pin.id}` }, event =>
          event.currentTarget?.dispatchEvent(new UnpinEvent(pin.id)),
        ),
    },
  });
}

/** What of a result is another one in at least one of the others, in words. */
function differencesOf({ page, knobs }: Made, results: readonly Made[]): string[] {
  const others = results.map(result => result.knobs);
  const differ = settingNames.filter(name => others.some(({ settings }) => settings[name] !== knobs.settings[name]));
  return [
    ...(results.some(result => result.page !== page) ? [text.pages.number(page + 1)] : []),
    ...(others.some(({ model }) => model !== knobs.model) ? [modelLabel(knobs.model)] : []),
    ...differ.map(name => valueOf(name, knobs)),
    ...(others.some(({ device }) => device !== knobs.device) ? [knobs.device] : []),
  ];
}

function valueOf(name: SettingName, { settings }: Knobs): string {
  const row = rowOf(name);
  const value = String(settings[name]);
  const choice = 'choices' in row ? Object.entries(row.choices).find(([id]) => id === value)?.[1] : undefined;
  return text.panes.setting(row.label, choice ?? value);
}
