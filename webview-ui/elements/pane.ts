import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Rect } from '../../src/core/geometry';
import type { Selection } from '../../src/core/selection';
import type { Legend } from '../differences/legend';
import { shared } from '../styles';

/** They are made anew for every frame, most often the same again. */
function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

/** One picture with its name and figures. What is on the canvas, the painter decides. */
@customElement('amsnet-pane')
export class PaneElement extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
        background: var(--vscode-editor-background);
      }
      .header {
        display: flex;
        align-items: center;
        gap: 8px;
        height: var(--amsnet-header, 22px);
        padding: 0 6px;
        overflow: hidden;
        white-space: nowrap;
        background: var(--vscode-editorGroupHeader-tabsBackground);
        border-bottom: 1px solid var(--vscode-contrastBorder, transparent);
      }
      .header[draggable='true'] {
        cursor: grab;
      }
      h2 {
        overflow: hidden;
        text-overflow: ellipsis;
        margin: 0;
        font-size: 12px;
        font-weight: 600;
      }
      .figures {
        margin-left: auto;
      }
      .outdated {
        opacity: 0.55;
      }
      .badge {
        padding: 0 5px;
        border-radius: 7px;
        font-size: 10px;
        line-height: 14px;
        color: var(--vscode-badge-foreground);
        background: var(--vscode-badge-background);
        border: 1px solid var(--vscode-contrastBorder, transparent);
      }
      .best {
        /* The theme's green alone is too pale to be read as text. */
        color: color-mix(in srgb, var(--vscode-charts-green) 60%, var(--vscode-foreground));
        font-weight: 600;
      }
      .picture {
        position: relative;
        flex: 1;
        min-height: 0;
        overflow: hidden;
      }
      .pixel {
        position: absolute;
        min-width: 7px;
        min-height: 7px;
        border: 1px solid #fff;
        outline: 1px solid rgb(0 0 0 / 70%);
        transform: translate(-50%, -50%);
        pointer-events: none;
      }
      .selection {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        pointer-events: none;
        fill: none;
        stroke: #fff;
      }
      /* Seen on any picture. */
      .selection .below {
        stroke: rgb(0 0 0 / 75%);
        stroke-width: 3px;
      }
      .legend {
        position: absolute;
        left: 6px;
        bottom: 6px;
        display: flex;
        align-items: center;
        gap: 5px;
        padding: 2px 5px;
        color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
        background: var(--vscode-editorWidget-background);
        border: 1px solid var(--vscode-editorWidget-border, var(--vscode-contrastBorder, transparent));
        pointer-events: none;
      }
      .scale {
        width: 96px;
        height: 9px;
      }
      .divider {
        position: absolute;
        touch-action: none;
      }
      .divider::after {
        content: '';
        position: absolute;
        background: #fff;
        box-shadow: 0 0 0 1px rgb(0 0 0 / 55%);
      }
      .divider.x {
        top: 0;
        bottom: 0;
        width: 13px;
        margin-left: -6px;
        cursor: col-resize;
      }
      .divider.x::after {
        inset: 0 auto 0 6px;
        width: 1px;
      }
      .divider.y {
        left: 0;
        right: 0;
        height: 13px;
        margin-top: -6px;
        cursor: row-resize;
      }
      .divider.y::after {
        inset: 6px 0 auto;
        height: 1px;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        cursor: crosshair;
        touch-action: none;
      }
    `,
  ];

  @property() label = '';
  @property() hint = '';
  /** PSNR and SSIM, ready to be read; empty without a reference. */
  @property() figures = '';
  /** Whether it can be dragged to the place of another one. */
  @property({ type: Boolean }) movable = false;
  /** The highest PSNR of all panes. */
  @property({ type: Boolean }) best = false;
  /** The figures belong to settings before the last change. */
  @property({ type: Boolean }) outdated = false;
  /** The inspected pixel, in device pixels of the canvas. */
  @property({ attribute: false, hasChanged: differ }) pixel: Rect | undefined;
  /** Where two pictures meet, as a share of the width or the height. */
  @property({ attribute: false }) divider: { readonly axis: 'x' | 'y'; readonly share: number } | undefined;
  /** What is measured, in device pixels of the canvas. */
  @property({ attribute: false, hasChanged: differ }) selection: Selection | undefined;
  @property({ attribute: false }) legend: Legend | undefined;
  /** Shown while pixels are missing or old. */
  @property() badge = '';

  /** Null until it was rendered once. */
  get canvas(): HTMLCanvasElement | null {
    return this.renderRoot.querySelector('canvas');
  }

  override render(): TemplateResult {
    return html`
      <div class="header" title=${this.hint} draggable=${this.movable ? 'true' : 'false'}>
        <h2>${this.label}</h2>
        ${this.badge ? html`<span class="badge">${this.badge}</span>` : nothing}
        <span class="figures number ${this.outdated ? 'outdated' : ''} ${this.best ? 'best' : ''}"
          >${this.figures}</span
        >
      </div>
      <div class="picture">
        <canvas role="img" aria-label=${[this.label, this.figures, this.badge].filter(Boolean).join(', ')}></canvas>
        ${this.legend ? legendIn(this.legend) : nothing} ${this.divider ? dividerAt(this.divider) : nothing}
        ${this.selection ? selectionAt(this.selection) : nothing}
        ${this.pixel ? html`<div class="pixel" .style=${frameOf(this.pixel)}></div>` : nothing}
      </div>
    `;
  }
}

function legendIn({ colours, from, to, label }: Legend): TemplateResult {
  return html`<div class="legend number" role="img" aria-label=${label} data-testid="legend">
    <span>${from}</span>
    <span class="scale" .style="background: linear-gradient(to right, ${colours.join()})"></span>
    <span>${to}</span>
  </div>`;
}

function dividerAt({ axis, share }: NonNullable<PaneElement['divider']>): TemplateResult {
  return html`<div
    class="divider ${axis}"
    data-testid="divider"
    .style="${axis === 'x' ? 'left' : 'top'}: ${100 * share}%"
  ></div>`;
}

function selectionAt({ shape, from, to }: Selection): TemplateResult {
  const css = (length: number) => length / window.devicePixelRatio;
  const [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y].map(css);
  const drawn = (style: string) =>
    shape === 'line'
      ? svg`<line class=${style} x1=${x1} y1=${y1} x2=${x2} y2=${y2}></line>`
      : svg`<rect class=${style} x=${x1} y=${y1} width=${x2 - x1} height=${y2 - y1}></rect>`;
  return html`<svg class="selection" aria-hidden="true" data-testid="selection">
    ${drawn('below')}${drawn('above')}
  </svg>`;
}

/** A frame around a pixel, around its middle where it is too small to be framed. */
function frameOf({ x, y, width, height }: Rect): string {
  const css = (length: number) => `${length / window.devicePixelRatio}px`;
  return `left: ${css(x + width / 2)}; top: ${css(y + height / 2)}; width: ${css(width + 2)}; height: ${css(height + 2)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'amsnet-pane': PaneElement;
  }
}
