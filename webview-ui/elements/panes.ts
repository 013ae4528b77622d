import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Bitmap } from '../bitmap';
import { captured, type Captured } from '../capture';
import { modeOf } from '../compare/list';
import { Gestures } from '../gestures';
import { columnsFor } from '../layout';
import { Painter } from '../paint';
import type { Palette } from '../panes/overlay';
import { paneLegend, titleOf, type Pane } from '../panes/pane';
import type { Scene } from '../scene';
import { shared } from '../styles';
import { text } from '../text';
import { paletteOf } from '../theme';
import { CommandEvent } from './command-event';
import './map';
import { PaneElement } from './pane';

/** Height of a pane's header in CSS pixels; the panes' own style follows it. */
const headerHeight = 22;

/** What a pane's header says beside its name. */
export interface PaneFacts {
  /** Ready to be read; empty where there are none. */
  readonly figures: string;
  readonly best: boolean;
  /** The figures are of an earlier setting. */
  readonly outdated: boolean;
  readonly badge: string;
}

/** The pictures of a scene: their places, what is painted in them, and the pointer, wheel and keys over all of them. */
@customElement('amsnet-panes')
export class PanesElement extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        position: relative;
        min-width: 0;
        min-height: 0;
        --amsnet-header: ${headerHeight}px;
      }
      .panes {
        display: grid;
        align-content: start;
        gap: 1px;
        min-width: 0;
        min-height: 0;
        background: var(--vscode-editor-background);
      }
      .selecting {
        cursor: crosshair;
      }
      amsnet-map {
        position: absolute;
        right: 6px;
        bottom: 6px;
      }
    `,
  ];

  @property({ attribute: false }) scene!: Scene<Bitmap>;
  /** Another function says that something has changed. */
  @property({ attribute: false }) describe!: (pane: Pane) => PaneFacts;

  #painter!: Painter;
  #gestures!: Gestures;
  readonly #sizes = new ResizeObserver(() => {
    this.#measure();
  });
  /** Another theme brings other colours to paint with. */
  readonly #themes = new MutationObserver(() => {
    this.#palette = undefined;
    this.repaint();
  });
  /** Of the theme, until that changes. */
  #palette: Palette | undefined;
  /** What the panes were laid out for. */
  #laidOut = '';
  #connected = new AbortController();
  #frame = 0;
  #dragged: Pane | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const { signal } = (this.#connected = new AbortController());
    this.#sizes.observe(this);
    this.#watchRatio(signal);
    this.#themes.observe(document.body, { attributeFilter: ['class'] });
    // Colours of one's own, in the same theme.
    this.#themes.observe(document.documentElement, { attributeFilter: ['style'] });
    window.addEventListener(
      'keydown',
      event => {
        this.#gestures.key(event);
      },
      { signal },
    );
    window.addEventListener(
      'keyup',
      event => {
        this.#gestures.keyUp(event);
      },
      { signal },
    );
    window.addEventListener(
      'blur',
      () => {
        this.#gestures.letGo();
      },
      { signal },
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connected.abort();
    this.#sizes.disconnect();
    this.#themes.disconnect();
  }

  /** A window that is moved to another screen keeps its size, and has other device pixels. */
  #watchRatio(signal: AbortSignal): void {
    const changed = () => {
      this.#measure();
      this.#place();
      this.repaint();
      if (!signal.aborted) this.#watchRatio(signal);
    };
    matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener('change', changed, {
      once: true,
      signal,
    });
  }

  /** Paints anew with the next frame. */
  repaint(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  /** What the panes show now. */
  capture(): Promise<Captured> {
    const elements = [...(this.#area?.querySelectorAll('amsnet-pane') ?? [])];
    return captured(elements);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('scene')) return;
    this.#painter = new Painter(this.scene);
    this.#gestures = new Gestures(this.scene, () => this.dispatchEvent(new CommandEvent('cancel')));
  }

  override render(): TemplateResult {
    const { scene } = this;
    const gestures = this.#gestures;
    return html`<div
        class="panes ${scene.prefs.tool ? 'selecting' : ''}"
        role="group"
        tabindex="0"
        data-testid="panes"
        aria-label=${text.view.panes}
        @wheel=${gestures.wheel}
        @pointerdown=${gestures.down}
        @pointermove=${gestures.move}
        @pointerup=${gestures.up}
        @pointercancel=${gestures.up}
        @pointerleave=${gestures.leave}
        @dblclick=${gestures.doubleClick}
        @dragstart=${this.#dragStart}
        @dragover=${this.#dragOver}
        @drop=${this.#drop}
        @dragend=${this.#dragEnd}
      >
        ${
          scene.layers
            ? this.#comparison(scene.shownPanes)
            : repeat(
                scene.shownPanes,
                pane => pane.id,
                pane => this.#pane(pane),
              )
        }
      </div>
      ${scene.isWhole ? nothing : html`<amsnet-map .scene=${scene} .viewport=${scene.viewport}></amsnet-map>`}`;
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { image, pictures } = this.scene;
    // To measure is to lay out the page: not for every word that has changed in it.
    const laidOut = [image?.width, image?.height, pictures].join();
    if (laidOut !== this.#laidOut) this.#measure();
    this.#laidOut = laidOut;
    this.#place();
  }

  #pane(pane: Pane): TemplateResult {
    const { scene } = this;
    const { figures, best, outdated, badge } = this.describe(pane);
    return html`<amsnet-pane
      data-testid="pane-${pane.id}"
      .label=${titleOf(pane, scene.prefs)}
      .hint=${pane.hint}
      .figures=${figures}
      .best=${best}
      .outdated=${outdated}
      .badge=${badge}
      .movable=${scene.shownPanes.length > 1}
      .legend=${paneLegend(pane, scene.prefs)}
    ></amsnet-pane>`;
  }

  /** Two panes in one picture. */
  #comparison(shown: readonly Pane[]): TemplateResult {
    const { prefs, layers = [] } = this.scene;
    const axis = modeOf(prefs.comparison)?.divider;
    // Only what is seen is named: while a key is held, that is one of them.
    const seen = shown.filter((_, i) => layers.some(({ of }) => of === i));
    const facts = seen.map(pane => this.describe(pane));
    const named = seen.map((pane, i) => [titleOf(pane, prefs), facts[i].figures].filter(Boolean).join(' '));
    return html`<amsnet-pane
      data-testid="comparison"
      .label=${text.compare.label(named)}
      .hint=${seen.map(({ label, hint }) => text.compare.hint(label, hint)).join('\n')}
      .outdated=${facts.some(({ outdated }) => outdated)}
      .badge=${facts.map(({ badge }) => badge).find(Boolean) ?? ''}
      .legend=${seen.map(pane => paneLegend(pane, prefs)).find(Boolean)}
      .divider=${axis && seen.length > 1 ? { axis, share: prefs.comparison.share } : undefined}
    ></amsnet-pane>`;
  }

  /** The pane that an event is on. */
  #paneAt(event: Event): Pane | undefined {
    const element = event.composedPath().find(each => each instanceof PaneElement);
    const all = [...(this.#area?.querySelectorAll('amsnet-pane') ?? [])];
    return element && !this.scene.layers ? this.scene.shownPanes.at(all.indexOf(element)) : undefined;
  }

  #dragStart(event: DragEvent): void {
    this.#dragged = this.#paneAt(event);
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
  }

  #dragOver(event: DragEvent): void {
    // What comes from elsewhere is none of this page's.
    if (this.#dragged) event.preventDefault();
  }

  #drop(event: DragEvent): void {
    const target = this.#paneAt(event);
    if (this.#dragged && target) this.scene.movePane(this.#dragged.id, target.id);
    this.#dragged = undefined;
  }

  #dragEnd(): void {
    this.#dragged = undefined;
  }

  /** Lays out the panes so that the image is largest, and tells the scene their size in device pixels. */
  #measure(): void {
    const { image, pictures } = this.scene;
    const area = this.#area;
    if (!area || !image || pictures === 0) return;
    const { width, height } = area.getBoundingClientRect();
    const columns = columnsFor(pictures, { width, height }, image, headerHeight);
    const rows = Math.ceil(pictures / columns);
    const ratio = window.devicePixelRatio;
    const pane = {
      width: Math.max(1, Math.floor(((width - columns + 1) / columns) * ratio)),
      height: Math.max(1, Math.floor(((height - rows + 1) / rows - headerHeight) * ratio)),
    };
    // Whole device pixels, or the browser would resample what was painted pixel by pixel.
    area.style.gridTemplateColumns = `repeat(${columns}, ${pane.width / ratio}px)`;
    area.style.gridAutoRows = `${pane.height / ratio + headerHeight}px`;
    this.scene.resize(pane);
  }

  get #area(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.panes');
  }

  /** What lies on the pictures goes with them. */
  #place(): void {
    const { pointerBox, selectionBox } = this.scene;
    for (const element of this.#area?.querySelectorAll('amsnet-pane') ?? []) {
      element.pixel = pointerBox;
      element.selection = selectionBox;
    }
  }

  #paint(): void {
    const palette = (this.#palette ??= paletteOf(this));
    this.renderRoot.querySelector('amsnet-map')?.repaint(palette);
    this.#place();
    const { pane: size, shownPanes, layers } = this.scene;
    const elements = this.#area?.querySelectorAll('amsnet-pane') ?? [];
    for (const [i, element] of elements.entries()) {
      const canvas = element instanceof PaneElement ? element.canvas : null;
      const pane = shownPanes.at(i);
      const context = canvas?.getContext('2d', { alpha: false });
      if (!canvas || !context || !pane) continue;
      // Setting the size empties a canvas, even the same one.
      if (canvas.width !== size.width) canvas.width = size.width;
      if (canvas.height !== size.height) canvas.height = size.height;
      if (layers) this.#painter.paintLayers(shownPanes, layers, context, palette);
      else this.#painter.paint(pane, context, palette);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'amsnet-panes': PanesElement;
  }
}
