import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { choicesFor, modeOf, sideBySide, type Comparison } from '../compare/list';
import type { Pane } from '../panes/pane';
import { listBox, shared } from '../styles';
import { text } from '../text';

/** Asks for another way to compare, or for other panes. */
export class CompareEvent extends Event {
  constructor(readonly change: Partial<Comparison>) {
    super('compare', { bubbles: true, composed: true });
  }
}

/** How panes are compared, and which two of them. */
@customElement('amsnet-compare')
export class CompareElement extends LitElement {
  static override styles = [
    shared,
    listBox,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 6px;
      }
      select {
        max-width: 150px;
      }
      input {
        width: 90px;
        accent-color: var(--vscode-focusBorder);
      }
    `,
  ];

  @property({ attribute: false }) panes: readonly Pane[] = [];
  /** The two that are compared. */
  @property({ attribute: false }) compared: readonly Pane[] = [];
  @property({ attribute: false }) comparison: Comparison = sideBySide;

  override render(): TemplateResult {
    const { comparison, panes, compared } = this;
    const mode = modeOf(comparison);
    const choices = panes.map(({ id, label }) => [id, label] as const);
    return html`
      ${select('mode', text.compare.mode, choicesFor(panes), comparison.mode, value => {
        this.#ask({ mode: value });
      })}
      ${
        mode
          ? html`
              ${select('first', text.compare.first, choices, compared.at(0)?.id, value => {
                this.#ask({ first: value });
              })}
              ${select('second', text.compare.second, choices, compared.at(1)?.id, value => {
                this.#ask({ second: value });
              })}
            `
          : nothing
      }
      ${
        mode?.shareLabel === undefined
          ? nothing
          : html`<input
              type="range"
              data-testid="compare-share"
              aria-label=${mode.shareLabel}
              title=${mode.shareLabel}
              min="0"
              max="1"
              step="0.01"
              .value=${String(comparison.share)}
              @input=${(event: Event) => {
                this.#ask({ share: Number((event.target as HTMLInputElement).value) });
              }}
            />`
      }
    `;
  }

  #ask(change: Partial<Comparison>): void {
    this.dispatchEvent(new CompareEvent(change));
  }
}

function select(
  id: string,
  label: string,
  choices: readonly (readonly [id: string, label: string])[],
  chosen: string | undefined,
  ask: (value: string) => void,
): TemplateResult {
  return html`<select
    data-testid="compare-${id}"
    aria-label=${label}
    title=${label}
    @change=${(event: Event) => {
      ask((event.target as HTMLSelectElement).value);
    }}
  >
    ${choices.map(([value, name]) => html`<option value=${value} ?selected=${value === chosen}>${name}</option>`)}
  </select>`;
}
