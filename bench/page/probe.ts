/**
 * Runs in every frame of the window before its own code, and writes down when what was first seen. It looks at the page as it
 * is delivered: the elements of the Denoise view and the scene that they show.
 */

import type { Point } from '../../src/core/geometry';
import type { Seen } from './seen';

/** What the probe reads of `amsnet-panes`. */
interface Pane {
  readonly id: string;
}
interface Scene {
  readonly pane: { readonly width: number };
  readonly camera: Point;
  readonly shownPanes: readonly Pane[];
  isPending(pane: Pane): boolean;
  isPreview(pane: Pane): boolean;
  key(layer: string): string;
  receive(message: Message): void;
}
interface Message {
  readonly type: string;
  readonly patches?: readonly { readonly stage: string; readonly pixels: Uint8Array }[];
}

/** Milliseconds since 1970, the same clock in all frames. */
const now = (): number => performance.timeOrigin + performance.now();

class ViewProbe implements Seen {
  released = 0;
  pressed = 0;
  seen: { -readonly [What in keyof Seen['seen']]: Seen['seen'][What] } = {};
  bytes = 0;
  way = 0;
  frames: number[] = [];
  #last = 0;
  #run = 0;
  #watched: Scene | undefined;
  /** Where the last frame looked. */
  #place: Point | undefined;
  /** New pixels of the result have come, and are painted in the next frame. */
  #changing = false;
  /** Names the pixels of the result as they were. */
  #key: string | undefined;

  watch(): void {
    this.#hear();
    this.#follow();
    // Writing the page ends what was asked for before: then the next look begins anew.
    setInterval(() => {
      if (performance.now() - this.#last > 200) this.#follow();
    }, 20);
  }

  #follow(): void {
    const run = ++this.#run;
    const each = (time: number) => {
      if (run !== this.#run) return;
      if (this.#last > 0) this.frames.push(time - this.#last);
      this.#last = time;
      this.#look();
      requestAnimationFrame(each);
    };
    requestAnimationFrame(each);
  }

  /** From now on things are seen anew. */
  reset(): void {
    this.#key = this.#watched?.key('result');
    this.seen = {};
    this.bytes = 0;
    this.way = 0;
    this.frames = [];
    this.#changing = false;
  }

  #look(): void {
    const app = document.querySelector('amsnet-app')?.shadowRoot;
    const panes = app?.querySelector<Element & { scene?: Scene }>('amsnet-panes');
    const scene = panes?.scene;
    if (!scene) return;
    this.#listen(scene);
    this.#track(scene.camera);
    this.#see('decoded', true);
    if (scene.pane.width === 0) return;
    const pane = (id: string) => scene.shownPanes.find(each => each.id === id);
    const [noisy, result] = [pane('noisy'), pane('result')];
    if (noisy) this.#see('noisy', !scene.isPending(noisy));
    if (result) {
      const isExact = !scene.isPending(result);
      this.#see('preview', isExact || scene.isPreview(result));
      this.#see('exact', isExact);
      // Pixels that the page still has come from nowhere.
      this.#see('changed', isExact && this.#key !== undefined && scene.key('result') !== this.#key);
    }
    this.#see('changed', this.#changing);
    this.#see(
      'stopped',
      app?.querySelector('amsnet-status')?.shadowRoot?.querySelector('[data-testid=resume]') !== null,
    );
  }

  #track({ x, y }: Point): void {
    const from = this.#place ?? { x, y };
    this.way += Math.hypot(x - from.x, y - from.y);
    this.#place = { x, y };
  }

  #see(what: keyof Seen['seen'], is: boolean): void {
    if (is) this.seen[what] ??= now();
  }

  #hear(): void {
    addEventListener('mouseup', () => (this.released = now()), true);
    addEventListener('keydown', () => (this.pressed = now()), true);
  }

  #listen(scene: Scene): void {
    if (this.#watched === scene) return;
    this.#watched = scene;
    // Writing the page has removed what was listened to before.
    this.#hear();
    const receive = scene.receive.bind(scene);
    scene.receive = message => {
      for (const { stage, pixels } of message.patches ?? []) {
        this.bytes += pixels.byteLength;
        if (stage === 'result' || stage === 'draft') this.#changing = true;
      }
      receive(message);
    };
  }
}

declare global {
  interface Window {
    viewProbe: ViewProbe;
  }
}

window.viewProbe = new ViewProbe();
window.viewProbe.watch();
