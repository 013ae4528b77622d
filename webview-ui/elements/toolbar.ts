import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { gains } from '../difference';
import { zoomLabel } from '../format';
import { markings, type Marking } from '../marking';
import type { Pane } from '../panes';
import type { Prefs } from '../prefs';
import { shared } from '../styles';
import { CommandEvent } from './knobs';

export type ZoomAction = 'in' | 'out' | 'fit' | 'one';

/** Asks for another look at the same pictures. */
export class ToolbarEvent extends Event {
  constructor(
    readonly action: { readonly pane: Pane } | { readonly zoom: ZoomAction } | { readonly prefs: Partial<Prefs> },
  ) {
    super('toolbar');
  }
}

const markingLabels: Readonly<Record<Marking, { icon: string; label: string }>> = {
  off: { icon: 'circle-large', label: 'Do not mark hidden pixels' },
  mark: { icon: 'record', label: 'Mark hidden pixels' },
  only: { icon: 'eye', label: 'Show only hidden pixels' },
};

/** Which panes are shown and how: chips, marking, gain, zoom. */
@customElement('amsnet-toolbar')
export class ToolbarElement extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 12px;
        padding: 3px 6px;
        background: var(--vscode-editorGroupHeader-tabsBackground);
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      .group {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      .panes {
        flex: 1 1 300px;
        flex-wrap: wrap;
      }
      .chip {
        height: 20px;
        padding: 0 8px;
        border-radius: 10px;
        border: 1px solid transparent;
        background: transparent;
        color: var(--vscode-descriptionForeground);
        white-space: nowrap;
      }
      .chip:hover {
        background: var(--vscode-toolbar-hoverBackground);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
      }
      .chip[aria-pressed='true'] {
        color: var(--vscode-inputOption-activeForeground);
        background: var(--vscode-inputOption-activeBackground);
        border-color: var(--vscode-inputOption-activeBorder);
      }
      .zoom {
        min-width: 48px;
        text-align: center;
      }
      select {
        height: 20px;
        font: inherit;
        color: var(--vscode-dropdown-foreground);
        background: var(--vscode-dropdown-background);
        border: 1px solid var(--vscode-dropdown-border);
        border-radius: 2px;
      }
    `,
  ];

  @property({ attribute: false }) panes: readonly Pane[] = [];
  @property({ attribute: false }) shown: readonly Pane[] = [];
  @property({ attribute: false }) prefs: Prefs | undefined;
  @property({ type: Number }) scale = 1;

  override render(): TemplateResult | typeof nothing {
    const { prefs } = this;
    if (!prefs) return nothing;
    const branches = this.shown.some(pane => pane.id.startsWith('branch:'));
    const difference = this.shown.some(pane => pane.id === 'difference');
    return html`
      <div class="group panes" role="group" aria-label="Panes">
        ${this.panes.map(
          pane =>
            html`<button
              class="chip"
              data-testid="chip-${pane.id}"
              title=${pane.hint}
              aria-pressed=${this.shown.includes(pane)}
              @click=${() => {
                this.#ask({ pane });
              }}
            >
              ${pane.label}
            </button>`,
        )}
      </div>
      ${branches ? this.#markings(prefs.marking) : nothing} ${difference ? this.#gain(prefs.gain) : nothing}
      <div class="group" role="group" aria-label="Zoom">
        ${this.#button('zoom-out', 'Zoom out (-)', { zoom: 'out' })}
        <span class="zoom number" data-testid="zoom">${zoomLabel(this.scale)}</span>
        ${this.#button('zoom-in', 'Zoom in (+)', { zoom: 'in' })}
        ${this.#button('screen-full', 'Fit the image (0)', { zoom: 'fit' })}
        <vscode-toolbar-button
          label="1:1, one to one"
          title="One to one (1)"
          @click=${() => {
            this.#ask({ zoom: 'one' });
          }}
          >1:1</vscode-toolbar-button
        >
      </div>
      <div class="group">
        <vscode-toolbar-button
          icon="save-as"
          label="Save denoised image as"
          title="Save denoised image as..."
          data-testid="save-as"
          @click=${() => this.dispatchEvent(new CommandEvent('saveAs'))}
        ></vscode-toolbar-button>
        ${this.#button(
          prefs.panel ? 'layout-sidebar-right' : 'layout-sidebar-right-off',
          'Show or hide the side panel',
          {
            prefs: { panel: !prefs.panel },
          },
        )}
      </div>
    `;
  }

  #markings(marking: Marking): TemplateResult {
    return html`<div class="group" role="group" aria-label="Hidden pixels of a branch">
      ${markings.map(
        each =>
          html`<vscode-toolbar-button
            icon=${markingLabels[each].icon}
            label=${markingLabels[each].label}
            title="${markingLabels[each].label} (M; visible from 100 %)"
            data-testid="marking-${each}"
            toggleable
            .checked=${each === marking}
            @change=${() => {
              this.#ask({ prefs: { marking: each } });
            }}
          ></vscode-toolbar-button>`,
      )}
    </div>`;
  }

  #gain(gain: number): TemplateResult {
    return html`<label class="group"
      >Gain
      <select
        data-testid="gain"
        @change=${(event: Event) => {
          this.#ask({ prefs: { gain: Number((event.target as HTMLSelectElement).value) } });
        }}
      >
        ${gains.map(each => html`<option value=${each} ?selected=${each === gain}>× ${each}</option>`)}
      </select></label
    >`;
  }

  #button(icon: string, label: string, action: ToolbarEvent['action']): TemplateResult {
    return html`<vscode-toolbar-button
      icon=${icon}
      label=${label}
      title=${label}
      @click=${() => {
        this.#ask(action);
      }}
    ></vscode-toolbar-button>`;
  }

  #ask(action: ToolbarEvent['action']): void {
    this.dispatchEvent(new ToolbarEvent(action));
  }
}
