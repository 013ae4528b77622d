/** What the pages have in common: a scene that draws itself in the page's element, and commands for the host. */
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { bitmapOf, type Bitmap } from './bitmap';
import { CommandEvent } from './elements/command-event';
import { measuredIn } from './elements/measurement';
import { toolbarAction, type ToolbarEvent } from './elements/toolbar';
import { host } from './host';
import { restoredPrefs } from './prefs';
import { Scene } from './scene';
import { text } from './text';
import { unitFor, Values } from './units';

/** How long texts may stay behind pictures that are dragged, a frame of which has no time for them. */
const textDelayMs = 100;

/** @param alsoSaved what the host is to know of the page besides its preferences, when the window is loaded anew */
export function sceneOf(element: LitElement, alsoSaved: () => object = () => ({})): Scene<Bitmap> {
  let texts: ReturnType<typeof setTimeout> | undefined;
  return new Scene(
    {
      send: message => {
        host.send(message);
      },
      bitmapOf,
      save: prefs => {
        host.save({ ...prefs, ...alsoSaved() });
      },
      changed: () => {
        element.requestUpdate();
      },
      moved: () => {
        texts ??= setTimeout(() => {
          texts = undefined;
          element.requestUpdate();
        }, textDelayMs);
      },
      capture: request => {
        const panes = element.renderRoot.querySelector('amsnet-panes');
        void panes?.capture().then(shown => {
          host.send({ type: 'captured', request, ...shown });
        });
      },
      repaint: () => {
        element.renderRoot.querySelector('amsnet-panes')?.repaint();
      },
    },
    restoredPrefs(host.restored()),
  );
}

/** How values of pixels are written. */
export function valuesIn({ prefs, subject }: Scene<Bitmap>): Values {
  return new Values(unitFor(prefs.unit, subject?.range), subject?.range);
}

/** What is selected, measured: below the panes. */
export function measurementStrip(scene: Scene<Bitmap>): TemplateResult | typeof nothing {
  const measured = measuredIn(scene);
  if (!measured) return nothing;
  return html`<amsnet-measurement
    role="region"
    aria-label=${text.selection.strip}
    .measured=${measured}
    @toolbar=${({ action }: ToolbarEvent) => {
      toolbarAction(scene, action);
    }}
  ></amsnet-measurement>`;
}

/** Hands the commands of the elements inside to the host. Escape where nothing goes on stops nothing. */
export function forwardCommands(element: LitElement, isActive: () => boolean): void {
  element.addEventListener('view-command', event => {
    if (!(event instanceof CommandEvent)) return;
    const { command } = event;
    if (command !== 'cancel' || isActive()) host.send({ type: 'command', command });
  });
}
