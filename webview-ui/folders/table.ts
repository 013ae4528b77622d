import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
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

/** Rows that Page Up and Page Down go over. */
const pageOfRows = 20;

/** The pairs with their numbers, in the order of a column. Arrow keys go from row to row, Enter opens one. */
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
      /* Of thousands of rows, only those in sight are laid out. */
      .pairs [role='row'] {
        content-visibility: auto;
        contain-intrinsic-height: auto 21px;
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

  /** The row that Tab goes to, by the number of its pair. */
  #current = 0;
  #focused = false;

  override willUpdate(): void {
    this.#focused = this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement?.closest('.pairs') != null;
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    // A browser takes the focus away from what is put elsewhere.
    if (this.#focused) this.#button(this.#current)?.focus({ preventScroll: true });
  }

  override render(): TemplateResult {
    const { order, reversed } = this.sorting;
    const rows = sortedPairs<Row>(
      this.pairs.map((pair, number) => ({ ...pair, number })),
      order,
      reversed,
    );
    return html`<div role="table" aria-label=${words.table} data-testid="pairs" @keydown=${this.#key}>
      <div role="rowgroup" class="head">
        <div role="row">${pairOrders.map(each => this.#heading(each))}</div>
      </div>
      <div role="rowgroup" class="pairs">
        ${repeat(
          rows,
          ({ number }) => number,
          row => this.#row(row),
        )}
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

  #row({ number, name, state, ...figures }: Row): TemplateResult {
    const { psnr, ssim, maxDifference = 0, peak = 0, only, message } = figures;
    const isPair = only === undefined;
    return html`<div role="row">
      <div role="rowheader">
        <button
          data-number=${number}
          tabindex=${number === this.#current ? 0 : -1}
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
          : html`<div role="cell" aria-colspan="3" class="why ${state === 'failed' ? 'failed' : 'dim'}">
              ${isPair ? (message ?? words.waiting) : words.only[only]}
            </div>`
      }
    </div>`;
  }

  #key(event: KeyboardEvent): void {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('.pairs button')];
    const at = buttons.findIndex(button => button === event.target);
    const goals: Readonly<Partial<Record<string, number>>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + pageOfRows,
      PageUp: at - pageOfRows,
      Home: 0,
      End: buttons.length,
    };
    const goal = goals[event.key];
    if (at < 0 || goal === undefined) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, goal))].focus();
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
