import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { pairOrders, sortedPairs, type PairOrder } from '../../src/core/pair-order';
import type { ListedPair } from '../../src/messages/folders';
import { largest } from '../comparison/figures';
import { decibels, similarity } from '../format';
import { shared } from '../styles';
import { text } from '../text';

const words = text.folders;

export interface Sorting {
  readonly order: PairOrder;
  readonly reversed: boolean;
}

/** Another order is wanted. */
export class SortEvent extends Event {
  constructor(readonly sorting: Sorting) {
    super('sort-pairs');
  }
}

/** A pair is to be seen. */
export class OpenPairEvent extends Event {
  /** @param pair its number */
  constructor(readonly pair: number) {
    super('open-pair');
  }
}

type Row = ListedPair & { readonly number: number };

/** Rows that Page Up and Page Down go over, and that are there above and below those in sight. */
const pageOfRows = 20;
/** In CSS pixels, until a row has been measured. */
const usualHeight = 21;

/**
 * The pairs with their numbers, in the order of a column. Arrow keys go from row to row, Enter opens one. Of thousands of rows
 * only those in sight are in the page, with room above and below for the others.
 */
@customElement('amsnet-pairs')
export class PairsElement extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        overflow: auto;
        padding: 0 12px;
      }
      [role='table'] {
        max-width: 860px;
      }
      [role='row'] {
        display: grid;
        grid-template-columns: minmax(8em, 1fr) 6em 5em 11em;
        gap: 0 8px;
      }
      /* A side panel. */
      @media (width < 460px) {
        [role='row'] {
          grid-template-columns: minmax(4em, 1fr) 4.5em 3.5em 6em;
        }
      }
      /* Rows of one height: where each of thousands lies is known without all of them. */
      .pairs [role='row'] > *,
      .pairs button {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .pairs button {
        max-width: 100%;
      }
      [role='row'] > * {
        padding: 2px 0;
        text-align: right;
        overflow-wrap: anywhere;
      }
      [role='row'] > :first-child {
        text-align: left;
      }
      .head,
      .means {
        position: sticky;
        background: var(--vscode-editor-background);
      }
      .head {
        top: 0;
      }
      .means {
        bottom: 0;
        color: var(--vscode-descriptionForeground);
      }
      button {
        padding: 1px 2px;
        border: 0;
        background: none;
        text-align: inherit;
        overflow-wrap: anywhere;
      }
      .head button {
        display: inline-flex;
        align-items: center;
        font-weight: 600;
      }
      .pairs button {
        color: var(--vscode-textLink-foreground);
      }
      button:hover {
        text-decoration: underline;
      }
      .pairs [role='row']:hover {
        background: var(--vscode-list-hoverBackground);
      }
      [role='row'] > .why {
        grid-column: 2 / -1;
        text-align: left;
      }
      .failed {
        color: var(--vscode-errorForeground);
      }
    `,
  ];

  /** By their numbers. */
  @property({ attribute: false }) pairs: readonly ListedPair[] = [];
  @property({ attribute: false }) sorting: Sorting = { order: 'name', reversed: false };

  /** The first row in the page. */
  @state() private first = 0;

  /** All of them, in their order. */
  #rows: readonly Row[] = [];
  #rowHeight = usualHeight;
  readonly #sizes = new ResizeObserver(() => {
    this.requestUpdate();
  });
  /** The row that Tab goes to, by the number of its pair. */
  #current = 0;
  #focused = false;

  constructor() {
    super();
    this.addEventListener('scroll', () => {
      this.#follow();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#focused = this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement?.closest('.pairs') != null;
    if (!changed.has('pairs') && !changed.has('sorting')) return;
    const { order, reversed } = this.sorting;
    this.#rows = sortedPairs<Row>(
      this.pairs.map((pair, number) => ({ ...pair, number })),
      order,
      reversed,
    );
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const height = this.renderRoot.querySelector<HTMLElement>('.pairs [role=row]')?.offsetHeight;
    if (height !== undefined && height > 0) this.#rowHeight = height;
    const before = changed.get('sorting');
    const { order, reversed } = this.sorting;
    if (before && (before.order !== order || before.reversed !== reversed)) this.scrollTop = 0;
    // A browser takes the focus away from what is put elsewhere.
    if (this.#focused) this.#button(this.#current)?.focus({ preventScroll: true });
  }

  /** The rows in sight, and a page on both sides. */
  #follow(): void {
    this.first = Math.max(0, Math.floor(this.scrollTop / this.#rowHeight) - pageOfRows);
  }

  override render(): TemplateResult {
    const rows = this.#rows;
    const count = Math.ceil(this.clientHeight / this.#rowHeight) + 2 * pageOfRows;
    const first = Math.max(0, Math.min(this.first, rows.length - count));
    const shown = rows.slice(first, first + count);
    const reached = shown.some(({ number }) => number === this.#current) ? this.#current : shown.at(0)?.number;
    const room = (count: number) => html`<div .style="height: ${Math.max(0, count) * this.#rowHeight}px"></div>`;
    return html`<div
      role="table"
      aria-label=${words.table}
      aria-rowcount=${rows.length + 1}
      data-testid="pairs"
      @keydown=${this.#key}
    >
      <div role="rowgroup" class="head">
        <div role="row" aria-rowindex="1">${pairOrders.map(each => this.#heading(each))}</div>
      </div>
      <div role="rowgroup" class="pairs">
        ${room(first)}
        ${repeat(
          shown,
          ({ number }) => number,
          (row, i) => this.#row(row, first + i, row.number === reached),
        )}
        ${room(rows.length - first - shown.length)}
      </div>
      ${means(rows)}
    </div>`;
  }

  #heading(order: PairOrder): TemplateResult {
    const isOrder = this.sorting.order === order;
    const reversed = isOrder && this.sorting.reversed;
    // The largest difference comes first where nothing is reversed.
    const ascends = (order === 'difference') === reversed;
    return html`<div role="columnheader" aria-sort=${isOrder ? (ascends ? 'ascending' : 'descending') : 'none'}>
      <button
        data-testid="sort-${order}"
        @click=${() => this.dispatchEvent(new SortEvent({ order, reversed: isOrder && !reversed }))}
      >
        ${words.columns[order]}
        ${isOrder ? html`<vscode-icon name=${ascends ? 'triangle-up' : 'triangle-down'} size="12"></vscode-icon>` : nothing}
      </button>
    </div>`;
  }

  #row({ number, name, state, ...figures }: Row, place: number, isReached: boolean): TemplateResult {
    const { psnr, ssim, maxDifference = 0, peak = 0, only, message } = figures;
    const isPair = only === undefined;
    return html`<div role="row" aria-rowindex=${place + 2}>
      <div role="rowheader">
        <button
          data-number=${number}
          tabindex=${isReached ? 0 : -1}
          aria-disabled=${isPair ? nothing : 'true'}
          title=${isPair ? words.open(name) : words.only[only]}
          @focus=${() => {
            this.#current = number;
            this.requestUpdate();
          }}
          @click=${() => isPair && this.dispatchEvent(new OpenPairEvent(number))}
        >
          ${name}
        </button>
      </div>
      ${
        state === 'compared'
          ? html`<div role="cell" class="number">${decibels(psnr)}</div>
              <div role="cell" class="number">${similarity(ssim)}</div>
              <div role="cell" class="number">${largest({ maxDifference, peak })}</div>`
          : html`<div
              role="cell"
              aria-colspan="3"
              class="why ${state === 'failed' ? 'failed' : 'dim'}"
              title=${message ?? nothing}
            >
              ${isPair ? (message ?? words.waiting) : words.only[only]}
            </div>`
      }
    </div>`;
  }

  #key(event: KeyboardEvent): void {
    const number = event.target instanceof HTMLElement ? Number(event.target.dataset.number) : NaN;
    const at = this.#rows.findIndex(row => row.number === number);
    const goals: Readonly<Partial<Record<string, number>>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + pageOfRows,
      PageUp: at - pageOfRows,
      Home: 0,
      End: this.#rows.length,
    };
    const goal = goals[event.key];
    if (at < 0 || goal === undefined) return;
    event.preventDefault();
    void this.#goTo(Math.min(this.#rows.length - 1, Math.max(0, goal)));
  }

  /** @param place of a row, which may not be in the page yet */
  async #goTo(place: number): Promise<void> {
    this.#current = this.#rows[place].number;
    const [top, bottom] = [this.scrollTop, this.scrollTop + this.clientHeight - 4 * this.#rowHeight];
    const at = place * this.#rowHeight;
    if (at < top || at > bottom) {
      this.scrollTop = at - this.clientHeight / 2;
      this.#follow();
    }
    this.requestUpdate();
    await this.updateComplete;
    this.#button(this.#current)?.focus();
  }

  #button(number: number): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-number='${number}']`);
  }
}

/** Equal images have no finite PSNR. */
function means(rows: readonly Row[]): TemplateResult | typeof nothing {
  const compared = rows.filter(({ state }) => state === 'compared');
  const mean = (values: readonly (number | null | undefined)[]) => {
    const known = values.flatMap(value => value ?? []);
    return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  if (compared.length < 2) return nothing;
  const equal = compared.filter(({ psnr }) => psnr === null).length;
  return html`<div role="rowgroup" class="means">
    <div role="row" data-testid="means">
      <div role="rowheader">${words.mean(compared.length, equal)}</div>
      <div role="cell" class="number">${decibels(mean(compared.map(({ psnr }) => psnr)))}</div>
      <div role="cell" class="number">${similarity(mean(compared.map(({ ssim }) => ssim)))}</div>
      <div role="cell"></div>
    </div>
  </div>`;
}
