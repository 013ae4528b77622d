/** What the pages have in common: a scene that draws itself in the page's element, and commands for the host. */
import type { LitElement } from 'lit';
import { bitmapOf, type Bitmap } from './bitmap';
import { CommandEvent } from './elements/command-event';
import { host } from './host';
import { restoredPrefs } from './prefs';
import { Scene } from './scene';

/** @param alsoSaved what the host is to know of the page besides its preferences, when the window is loaded anew */
export function sceneOf(element: LitElement, alsoSaved: () => object = () => ({})): Scene<Bitmap> {
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
      repaint: () => {
        element.renderRoot.querySelector('amsnet-panes')?.repaint();
      },
    },
    restoredPrefs(host.restored()),
  );
}

/** Hands the commands of the elements inside to the host. Escape where nothing goes on stops nothing. */
export function forwardCommands(element: LitElement, isActive: () => boolean): void {
  element.addEventListener('view-command', event => {
    if (!(event instanceof CommandEvent)) return;
    const { command } = event;
    if (command !== 'cancel' || isActive()) host.send({ type: 'command', command });
  });
}
