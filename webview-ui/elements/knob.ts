import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { shared } from '../styles';

/** Sent by a knob while it is moved: the new value, always within its range. */
export class KnobEvent extends Event {
  constructor(readonly value: number) {
    super('knob');
  }
}

/** How long a knob stands where it was moved to without the host having taken it there. */
const patienceMs = 2000;

/** A number that can be dragged or typed. */
@customElement('amsnet-knob')
export class KnobElement extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: 74px 1fr 48px;
        align-items: center;
        gap: 6px;
        height: 24px;
      }
      label {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      input {
        min-width: 0;
        width: 100%;
        margin: 0;
      }
      input[type='range'] {
        appearance: none;
        height: 16px;
        background: none;
        cursor: pointer;
      }
      input[type='range']::-webkit-slider-runnable-track {
        height: 2px;
        border-radius: 1px;
        background: var(--vscode-scrollbarSlider-activeBackground, currentColor);
        border: 1px solid var(--vscode-contrastBorder, transparent);
      }
      input[type='range']::-webkit-slider-thumb {
        appearance: none;
        width: 12px;
        height: 12px;
        margin-top: -6px;
        border-radius: 50%;
        background: var(--vscode-button-background);
        border: 1px solid var(--vscode-contrastActiveBorder, transparent);
      }
      input[type='range']:disabled::-webkit-slider-thumb {
        background: var(--vscode-disabledForeground);
      }
      input[type='number'] {
        appearance: textfield;
        height: 20px;
        padding: 0 4px;
        text-align: right;
        font-family: var(--vscode-editor-font-family, monospace);
        font-size: 11px;
        color: var(--vscode-input-foreground);
        background: var(--vscode-input-background);
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
        border-radius: 2px;
      }
      input[type='number']::-webkit-inner-spin-button {
        display: none;
      }
      :host([disabled]) {
        color: var(--vscode-disabledForeground);
      }
      input:disabled {
        cursor: default;
        opacity: 0.6;
      }
    `,
  ];

  @property() label = '';
  @property() hint = '';
  @property({ type: Number }) value = 0;
  @property({ type: Number }) min = 0;
  @property({ type: Number }) max = 1;
  @property({ type: Number }) step = 1;
  @property({ type: Boolean, reflect: true }) disabled = false;

  /** What the user asked for, until the host's state says so too: it may still be some moves behind. */
  #asked: number | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('value') && this.value === this.#asked) this.#asked = undefined;
  }

  override render(): TemplateResult {
    const decimals = this.step < 1 ? 2 : 0;
    return html`
      <label for="range" title=${this.hint}>${this.label}</label>
      <input
        id="range"
        type="range"
        min=${this.min}
        max=${this.max}
        step=${this.step}
        title=${this.hint}
        ?disabled=${this.disabled}
        .value=${live(String(this.#shown))}
        @input=${this.#moved}
      />
      <input
        type="number"
        min=${this.min}
        max=${this.max}
        step=${this.step}
        aria-label=${this.label}
        ?disabled=${this.disabled}
        .value=${live(this.#shown.toFixed(decimals))}
        @change=${this.#moved}
      />
    `;
  }

  #moved(event: Event): void {
    const wished = (event.target as HTMLInputElement).valueAsNumber;
    if (!Number.isFinite(wished)) {
      this.requestUpdate();
      return;
    }
    const value = Math.min(this.max, Math.max(this.min, this.step < 1 ? wished : Math.round(wished)));
    if (value === this.#shown) return;
    this.#asked = value;
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      this.#asked = undefined;
      this.requestUpdate();
    }, patienceMs);
    this.dispatchEvent(new KnobEvent(value));
    this.requestUpdate();
  }

  get #shown(): number {
    return this.#asked ?? this.value;
  }
}
