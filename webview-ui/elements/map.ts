import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Bitmap } from '../bitmap';
import type { Rect, Size } from '../../src/core/geometry';
import type { PaneStage } from '../../src/messages/view';
import { levelFor } from '../camera';
import type { Palette } from '../panes/overlay';
import type { Scene } from '../scene';
import { paletteOf } from '../theme';

/** Longest edge in CSS pixels. */
const edge = 112;

/**
 * The whole image, small, and where what is seen lies in it: drawn of what the panes have shown. Dragging the frame moves
 * the image; those who use keys have the arrows for that.
 */
@customElement('amsnet-map')
export class MapElement extends LitElement {
  static override styles = css`
    :host {
      display: block;
      border: 1px solid var(--vscode-editorWidget-border, var(--vscode-contrastBorder, #808080));
      background: var(--vscode-editorWidget-background);
      line-height: 0;
    }
    canvas {
      cursor: grab;
      touch-action: none;
    }
  `;

  @property({ attribute: false }) scene!: Scene<Bitmap>;
  /** What is seen; another one says that the frame has moved. */
  @property({ attribute: false }) viewport: Rect | undefined;

  #dragged = false;
  #palette: Palette | undefined;
  /** The whole image, drawn of what was there under that name. */
  #picture: { readonly of: string; readonly canvas: OffscreenCanvas } | undefined;

  override render(): TemplateResult {
    const { width, height } = this.#size;
    return html`<canvas
      aria-hidden="true"
      data-testid="map"
      .style="width: ${width}px; height: ${height}px"
      @pointerdown=${(event: PointerEvent) => {
        (event.currentTarget as Element).setPointerCapture(event.pointerId);
        this.#dragged = true;
        this.#look(event);
      }}
      @pointermove=${(event: PointerEvent) => {
        if (this.#dragged) this.#look(event);
      }}
      @pointerup=${this.#end}
      @pointercancel=${this.#end}
    ></canvas>`;
  }

  override updated(): void {
    this.repaint();
  }

  /** With what has been shown by now: of the first pane, where it has pixels of its own. */
  repaint(palette = this.#palette ?? paletteOf(this)): void {
    this.#palette = palette;
    const { scene } = this;
    const { image, viewport, shownPanes } = scene;
    const canvas = this.renderRoot.querySelector('canvas');
    const context = canvas?.getContext('2d');
    const stage = shownPanes.at(0)?.stages[0];
    if (!canvas || !context || !image || !viewport || !stage) return;
    const { width, height } = this.#size;
    const ratio = window.devicePixelRatio;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    // Setting the size takes new memory, even the same one.
    if (canvas.width !== wide) canvas.width = wide;
    if (canvas.height !== high) canvas.height = high;
    const scale = wide / image.width;
    context.clearRect(0, 0, wide, high);
    context.drawImage(this.#whole(image, stage, wide, high), 0, 0);
    const line = 2 * ratio;
    // A frame of a few pixels can still be seen.
    const frame = [viewport.width, viewport.height].map(length => Math.max(3 * line, length * scale));
    context.lineWidth = line;
    context.strokeStyle = palette.background;
    context.strokeRect(viewport.x * scale, viewport.y * scale, frame[0], frame[1]);
    context.lineWidth = line / 2;
    context.strokeStyle = `rgb(${palette.accent.join()})`;
    context.strokeRect(viewport.x * scale, viewport.y * scale, frame[0], frame[1]);
  }

  /** The frame moves over it: it is drawn anew only with other pixels. */
  #whole(image: Size, stage: PaneStage, width: number, height: number): OffscreenCanvas {
    const { patches } = this.scene;
    const key = this.scene.key(stage);
    const of = [stage, key, patches.version, width, height].join('|');
    if (this.#picture?.of === of) return this.#picture.canvas;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    const scale = width / image.width;
    const all = { x: 0, y: 0, ...image };
    if (context) context.imageSmoothingQuality = 'medium';
    for (const { bitmap, rect, level } of patches.layers(stage, key, levelFor(scale), all).fresh) {
      const size = 2 ** level * scale;
      context?.drawImage(bitmap, rect.x * size, rect.y * size, rect.width * size, rect.height * size);
    }
    this.#picture = { of, canvas };
    return canvas;
  }

  get #size(): Size {
    const { width, height } = this.scene.image ?? { width: 1, height: 1 };
    const scale = edge / Math.max(width, height);
    return { width: Math.max(8, width * scale), height: Math.max(8, height * scale) };
  }

  readonly #end = (): void => {
    this.#dragged = false;
  };

  #look({ offsetX, offsetY }: PointerEvent): void {
    const { width, height } = this.#size;
    const { image } = this.scene;
    if (image) this.scene.centre({ x: (offsetX / width) * image.width, y: (offsetY / height) * image.height });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'amsnet-map': MapElement;
  }
}
