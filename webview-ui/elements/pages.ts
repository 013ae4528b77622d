import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isForControl } from '../gestures';
import { shared } from '../styles';
import { text } from '../text';

/** Another page is to be shown. */
export class PageEvent extends Event {
  /** @param page from 0 */
  constructor(readonly page: number) {
    super('page');
  }
}

/** Which page of a stack is shown: a slider, a number, and with `keys` the keys of the whole page. */
@customElement('amsnet-pages')
export class PagesElement extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px;
        white-space: nowrap;
      }
      input {
        font: inherit;
        accent-color: var(--vscode-focusBorder);
      }
      [type='range'] {
        width: 90px;
      }
      [type='number'] {
        width: 7ch;
        height: 20px;
        color: var(--vscode-input-foreground);
        background: var(--vscode-input-background);
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
      }
    `,
  ];

  /** From 0. */
  @property({ type: Number }) page = 0;
  @property({ type: Number }) pages = 1;
  /** Names the pages for whoever does not see where the control stands. */
  @property() label: string = text.pages.page;
  @property({ type: Boolean }) keys = false;

  #connected = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    const { signal } = (this.#connected = new AbortController());
    window.addEventListener(
      'keydown',
      event => {
        if (this.keys) this.#key(event);
      },
      { signal },
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connected.abort();
  }

  override render(): TemplateResult {
    const { page, pages, label } = this;
    const turn = (event: Event) => {
      this.#turn(Math.round((event.target as HTMLInputElement).valueAsNumber) - 1);
    };
    return html`
      ${text.pages.page}
      <input
        type="number"
        aria-label=${label}
        title=${this.keys ? text.pages.hint : label}
        data-testid="page-number"
        min="1"
        max=${pages}
        .value=${String(page + 1)}
        @change=${turn}
      />
      ${text.pages.of(pages)}
      <input
        type="range"
        aria-label=${label}
        title=${this.keys ? text.pages.hint : label}
        data-testid="page"
        min="1"
        max=${pages}
        .value=${String(page + 1)}
        @input=${turn}
      />
    `;
  }

  #key(event: KeyboardEvent): void {
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isForControl(event) && !event.composedPath().includes(this)) return;
    event.preventDefault();
    this.#turn(this.page + step);
  }

  /** To the nearest page that there is. What was typed and is no number is written over. */
  #turn(page: number): void {
    const there = Number.isNaN(page) ? this.page : Math.min(this.pages - 1, Math.max(0, page));
    if (there !== this.page) this.dispatchEvent(new PageEvent(there));
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'amsnet-pages': PagesElement;
  }
}
