import type { Point } from './camera';
import { choicesFor } from './compare/list';
import { PaneElement } from './elements/pane';
import { markings } from './panes/marking';
import type { Bitmap } from './bitmap';
import type { Scene } from './scene';

/** Wheel movement that makes one zoom step: less than a notch of a mouse wheel, a short stroke on a touch pad. */
const wheelStep = 40;
const lineHeight = 16;
/** A press that moves less, in device pixels, selects nothing. */
const dragStep = 3;
/** While it is held, the second of two panes is shown. */
const holdKey = 'f';

/** Pointer, wheel and keys, the same in all panes. */
export class Gestures {
  /** The space bar is held: dragging moves the image whatever is selected. */
  #space = false;
  #wheel = 0;
  #drag:
    | {
        readonly pointer: number;
        readonly at: Point;
        readonly does: 'pan' | 'divide' | 'select';
        /** Where it began in the pane that it began on. */
        readonly start: Point;
        readonly pane: PaneElement | undefined;
      }
    | undefined;

  /** @param stop what Escape does */
  constructor(
    private readonly scene: Scene<Bitmap>,
    private readonly stop: () => void,
  ) {}

  readonly wheel = (event: WheelEvent): void => {
    const at = placeOf(event);
    if (!at) return;
    event.preventDefault();
    const delta = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * lineHeight : event.deltaY;
    // A touch pad reports a pinch as a wheel with Ctrl and small figures.
    this.#wheel += event.ctrlKey ? delta * 6 : delta;
    if (Math.abs(this.#wheel) < wheelStep) return;
    this.scene.zoom(this.#wheel < 0 ? 1 : -1, this.#fromMiddle(at));
    this.#wheel = 0;
  };

  readonly down = (event: PointerEvent): void => {
    const start = placeOf(event);
    if (!start || event.button > 1) return;
    // The middle button moves the image whatever the left one does.
    const selects = this.scene.prefs.tool !== undefined && event.button === 0;
    const does = this.#space ? 'pan' : isDivider(event) ? 'divide' : selects ? 'select' : 'pan';
    this.#drag = { pointer: event.pointerId, at: screenPoint(event), does, start, pane: paneOf(event) };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };

  readonly move = (event: PointerEvent): void => {
    if (this.#drag?.pointer !== event.pointerId) {
      this.scene.point(placeOf(event));
      return;
    }
    // Captured: the pane below the pointer may be another one, only the movement counts.
    const { at: from, does, start, pane } = this.#drag;
    const at = screenPoint(event);
    if (does === 'select') {
      const end = placeIn(pane, event);
      if (end && Math.hypot(end.x - start.x, end.y - start.y) >= dragStep) this.scene.select(start, end);
      return;
    }
    this.#drag = { ...this.#drag, at };
    if (does === 'divide') this.scene.divide(placeIn(pane, event) ?? start);
    else if (at.x !== from.x || at.y !== from.y) this.scene.pan(at.x - from.x, at.y - from.y);
  };

  readonly up = (event: PointerEvent): void => {
    if (this.#drag?.pointer === event.pointerId) this.#drag = undefined;
  };

  readonly leave = (): void => {
    this.scene.point(undefined);
  };

  /** Between the whole image and one to one at the pointer. */
  readonly doubleClick = (event: MouseEvent): void => {
    const at = placeOf(event);
    if (!at) return;
    if (this.scene.prefs.fit) this.scene.zoomTo(1, this.#fromMiddle(at));
    else this.scene.fit();
  };

  keyUp({ key }: KeyboardEvent): void {
    if (key.toLowerCase() === holdKey) this.scene.hold(false);
    if (key === ' ') this.#space = false;
  }

  /** Keys may be let go elsewhere. */
  letGo(): void {
    this.scene.hold(false);
    this.#space = false;
  }

  /** Keys of the whole view; those that a control needs stay with it. */
  key(event: KeyboardEvent): void {
    const { scene } = this;
    if (isForControl(event)) return;
    if (event.key === 'Escape') {
      this.stop();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() === holdKey) {
      scene.hold(true);
      return;
    }
    if (event.key === ' ') {
      // A button is pressed by it.
      if (isOnButton(event)) return;
      this.#space = true;
      event.preventDefault();
      return;
    }
    // By their place on the keyboard: with Shift, or on a French one without, digits are other characters.
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (digit !== undefined) {
      event.preventDefault();
      if (event.shiftKey) scene.chooseOther(Number(digit));
      else scene.choose(Number(digit));
      return;
    }
    const step = (event.shiftKey ? 0.5 : 0.1) * Math.min(scene.pane.width, scene.pane.height);
    const actions: Readonly<Partial<Record<string, () => void>>> = {
      ArrowLeft: () => {
        scene.pan(step, 0);
      },
      ArrowRight: () => {
        scene.pan(-step, 0);
      },
      ArrowUp: () => {
        scene.pan(0, step);
      },
      ArrowDown: () => {
        scene.pan(0, -step);
      },
      '+': () => {
        scene.zoom(1);
      },
      '=': () => {
        scene.zoom(1);
      },
      '-': () => {
        scene.zoom(-1);
      },
      '0': () => {
        scene.fit();
      },
      z: () => {
        if (!scene.prefs.fit && scene.camera.scale === 1) scene.fit();
        else scene.zoomTo(1);
      },
      c: () => {
        const ids = choicesFor(scene.panes).map(([id]) => id);
        scene.compare({ mode: ids[(ids.indexOf(scene.prefs.comparison.mode) + 1) % ids.length] });
      },
      x: () => {
        const [first, second] = scene.compared ?? [];
        if (first && second) scene.compare({ first: second.id, second: first.id });
      },
      r: () => {
        scene.useTool('rectangle');
      },
      l: () => {
        scene.useTool('line');
      },
      g: () => {
        scene.setPrefs({ grid: !scene.prefs.grid });
      },
      m: () => {
        scene.setPrefs({ marking: markings[(markings.indexOf(scene.prefs.marking) + 1) % markings.length] });
      },
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
    // Without a mouse, the pixel in the middle is the one that is inspected.
    scene.point({ x: scene.pane.width / 2, y: scene.pane.height / 2 });
  }

  #fromMiddle({ x, y }: Point): Point {
    return { x: x - this.scene.pane.width / 2, y: y - this.scene.pane.height / 2 };
  }
}

function isOnButton(event: Event): boolean {
  return event.composedPath().some(each => each instanceof Element && /button$/i.test(each.tagName));
}

function isDivider(event: Event): boolean {
  return event.composedPath().some(each => each instanceof Element && each.classList.contains('divider'));
}

/** Where the pointer is in the canvas below it, in device pixels; undefined on a header. */
function placeOf(event: MouseEvent): Point | undefined {
  const place = placeIn(paneOf(event), event);
  return place && place.y >= 0 ? place : undefined;
}

function paneOf(event: Event): PaneElement | undefined {
  return event.composedPath().find(each => each instanceof PaneElement);
}

/** From the top left corner of a pane's canvas, also outside of it. */
function placeIn(pane: PaneElement | undefined, event: MouseEvent): Point | undefined {
  const box = pane?.canvas?.getBoundingClientRect();
  if (!box) return undefined;
  return {
    x: (event.clientX - box.left) * window.devicePixelRatio,
    y: (event.clientY - box.top) * window.devicePixelRatio,
  };
}

/** In device pixels of the page. */
function screenPoint({ clientX, clientY }: MouseEvent): Point {
  return { x: clientX * window.devicePixelRatio, y: clientY * window.devicePixelRatio };
}

/** Whether the control that has the focus needs the key itself. */
export function isForControl(event: KeyboardEvent): boolean {
  return event
    .composedPath()
    .some(
      each =>
        each instanceof Element &&
        /^(input|select|textarea|vscode-single-select|vscode-collapsible)$/i.test(each.tagName),
    );
}
