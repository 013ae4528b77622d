import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Thumbnail } from '../../src/messages/view';
import { host } from '../host';
import { shared } from '../styles';
import { text } from '../text';

/** Of a thumbnail with its name, in CSS pixels. */
const cell = 84;
/** So many beside those in sight are there before they are scrolled to. */
const spare = 4;
/** Most thumbnails that are kept: 64 kB each. */
const most = 400;

/** Another image of the folder is wanted. */
export class OpenImageEvent extends Event {
  constructor(readonly image: number) {
    super('open-image');
  }
}

/** The images of the folder side by side. Of thousands, only those in sight are there. */
@customElement('amsnet-strip')
export class StripElement extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        overflow: auto hidden;
        background: var(--vscode-sideBar-background);
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      .all {
        position: relative;
        height: calc(68px + 2em);
      }
      button {
        position: absolute;
        inset-block: 2px;
        width: ${cell - 4}px;
        display: grid;
        grid-template-rows: 1fr auto;
        justify-items: center;
        align-items: center;
        padding: 2px;
        border: 1px solid transparent;
        background: none;
      }
      button:hover {
        background: var(--vscode-list-hoverBackground);
      }
      button[aria-current] {
        border-color: var(--vscode-focusBorder);
        color: var(--vscode-list-activeSelectionForeground);
        background: var(--vscode-list-activeSelectionBackground);
      }
      canvas {
        max-width: 64px;
        max-height: 60px;
      }
      span {
        max-width: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: 11px;
      }
    `,
  ];

  @property({ attribute: false }) names: readonly string[] = [];
  @property({ type: Number }) current = -1;

  readonly #thumbnails = new Map<number, Thumbnail | null>();
  #asked = '';
  /** The one that Tab goes to, while it is in sight. */
  #focused: number | undefined;
  readonly #sizes = new ResizeObserver(() => {
    this.requestUpdate();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
    this.addEventListener('scroll', () => {
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  put(index: number, thumbnail: Thumbnail | null): void {
    this.#thumbnails.delete(index);
    this.#thumbnails.set(index, thumbnail);
    const [oldest] = this.#thumbnails.keys();
    if (this.#thumbnails.size > most) this.#thumbnails.delete(oldest);
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const { names, current } = this;
    const tabbed = this.#focused ?? current;
    return html`<div
      class="all"
      role="group"
      aria-label=${text.folder.images}
      .style=${`width: ${names.length * cell}px`}
      @keydown=${this.#key}
    >
      ${this.#inSight().map(
        index =>
          html`<button
            data-index=${index}
            data-testid="image-${index}"
            .style=${`left: ${index * cell + 2}px`}
            tabindex=${index === tabbed ? 0 : -1}
            aria-label=${text.folder.image(names[index], index + 1, names.length)}
            aria-current=${index === current ? 'true' : nothing}
            title=${names[index]}
            @focus=${() => {
              this.#focused = index;
            }}
            @click=${() => this.dispatchEvent(new OpenImageEvent(index))}
          >
            ${this.#thumbnails.get(index) ? html`<canvas></canvas>` : html`<vscode-icon name="file-media" size="32"></vscode-icon>`}
            <span>${names[index]}</span>
          </button>`,
      )}
    </div>`;
  }

  override firstUpdated(): void {
    this.#reveal(this.current);
  }

  override updated(): void {
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) {
      const index = Number(canvas.closest('button')?.dataset.index);
      const thumbnail = this.#thumbnails.get(index);
      if (!thumbnail) continue;
      const { width, height, pixels } = thumbnail;
      Object.assign(canvas, { width, height });
      canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
    }
    const wanted = this.#inSight().filter(index => !this.#thumbnails.has(index));
    if (wanted.length === 0 || wanted.join() === this.#asked) return;
    this.#asked = wanted.join();
    host.send({ type: 'thumbnails', wanted });
  }

  #inSight(): number[] {
    const from = Math.max(0, Math.floor(this.scrollLeft / cell) - spare);
    const to = Math.min(this.names.length, Math.ceil((this.scrollLeft + this.clientWidth) / cell) + spare);
    return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  }

  #reveal(index: number): void {
    this.scrollLeft = (index + 0.5) * cell - this.clientWidth / 2;
  }

  #key(event: KeyboardEvent): void {
    const at = this.#focused ?? this.current;
    const goals: Readonly<Partial<Record<string, number>>> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: this.names.length - 1,
    };
    const goal = goals[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    // Arrow keys would move the image.
    event.stopPropagation();
    const next = Math.min(this.names.length - 1, Math.max(0, goal));
    this.#focused = next;
    this.#reveal(next);
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-index='${next}']`)?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'amsnet-strip': StripElement;
  }
}
