import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { selectionShapes, type SelectionShape } from '../../src/core/selection';
import { zoomLabel } from '../format';
import { gridFrom } from '../pixels';
import type { Pane, PaneId } from '../panes/pane';
import { branchesIn, maskGrid, modeOf } from '../compare/list';
import type { Prefs } from '../prefs';
import type { Scene } from '../scene';
import { listBox, shared } from '../styles';
import { host } from '../host';
import { text } from '../text';
import { CommandEvent } from './command-event';
import './compare';
import { iconButton, iconToggle } from '../icon-button';

export type ZoomAction = 'in' | 'out' | 'fit' | 'one';

const toolIcons: Readonly<Record<SelectionShape, string>> = { rectangle: 'selection', line: 'graph-line' };

/** Asks for another look at the same pictures. */
export class ToolbarEvent extends Event {
  constructor(
    readonly action:
      | { readonly pane: Pane }
      | { readonly move: PaneId; readonly to: PaneId }
      | { readonly zoom: ZoomAction }
      | { readonly tool: SelectionShape }
      | { readonly prefs: Partial<Prefs> },
  ) {
    super('toolbar');
  }
}

/** Does what the toolbar asks for. */
export function toolbarAction(scene: Scene<unknown>, action: ToolbarEvent['action']): void {
  if ('pane' in action) scene.togglePane(action.pane);
  else if ('move' in action) scene.movePane(action.move, action.to);
  else if ('tool' in action) scene.useTool(action.tool);
  else if ('prefs' in action) scene.setPrefs(action.prefs);
  else if (action.zoom === 'fit') scene.fit();
  else if (action.zoom === 'one') scene.zoomTo(1);
  else scene.zoom(action.zoom === 'in' ? 1 : -1);
}

/** Which panes are shown and how: chips, marking, gain, zoom; in the slot `actions` what else the page does. */
@customElement('amsnet-toolbar')
export class ToolbarElement extends LitElement {
  static override styles = [
    shared,
    listBox,
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
      .rest {
        flex: 1;
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
        color: var(--vscode-foreground);
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
    `,
  ];

  @property({ attribute: false }) panes: readonly Pane[] = [];
  @property({ attribute: false }) shown: readonly Pane[] = [];
  /** The two that are compared in one picture. */
  @property({ attribute: false }) compared: readonly Pane[] = [];
  @property({ attribute: false }) prefs: Prefs | undefined;
  @property({ type: Number }) scale = 1;

  /** The button of a pane that is being moved: a browser takes the focus away from what is put elsewhere. */
  #moved: HTMLElement | undefined;

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('panes')) return;
    this.#moved?.focus();
    this.#moved = undefined;
  }

  override render(): TemplateResult | typeof nothing {
    const { prefs } = this;
    if (!prefs) return nothing;
    return html`
      <amsnet-compare .panes=${this.panes} .compared=${this.compared} .comparison=${prefs.comparison}></amsnet-compare>
      ${this.#isSideBySide(prefs) ? this.#chips() : html`<div class="rest"></div>`} ${this.#controls(prefs)}
      <div class="group" role="group" aria-label=${text.toolbar.zoom}>
        ${this.#button('zoom-out', text.toolbar.zoomOut, { zoom: 'out' })}
        <span class="zoom number" data-testid="zoom">${zoomLabel(this.scale)}</span>
        ${this.#button('zoom-in', text.toolbar.zoomIn, { zoom: 'in' })}
        ${this.#button('screen-full', text.toolbar.fit, { zoom: 'fit' })}
        <vscode-toolbar-button
          label=${text.toolbar.actualSizeName}
          title=${text.toolbar.actualSizeHint}
          @click=${() => {
            this.#ask({ zoom: 'one' });
          }}
          >${text.toolbar.actualSize}</vscode-toolbar-button
        >
        ${
          this.scale < gridFrom
            ? nothing
            : iconToggle({ icon: 'symbol-numeric', label: text.toolbar.grid, testId: 'grid' }, prefs.grid, () => {
                this.#ask({ prefs: { grid: !prefs.grid } });
              })
        }
      </div>
      <div class="group" role="group" aria-label=${text.toolbar.tools}>
        ${selectionShapes.map(tool =>
          iconToggle(
            { icon: toolIcons[tool], label: text.toolbar.tool[tool], testId: `tool-${tool}` },
            prefs.tool === tool,
            () => {
              this.#ask({ tool });
            },
          ),
        )}
      </div>
      <div class="group">
        <slot name="actions"></slot>
        ${
          host.writesFiles
            ? iconButton({ icon: 'export', label: text.toolbar.export, testId: 'export' }, () =>
                this.dispatchEvent(new CommandEvent('export')),
              )
            : nothing
        }
        ${this.#button(prefs.panel ? 'layout-sidebar-right' : 'layout-sidebar-right-off', text.toolbar.panel, {
          prefs: { panel: !prefs.panel },
        })}
      </div>
    `;
  }

  /** Whether it is the user who says which panes are shown. */
  #isSideBySide({ comparison }: Prefs): boolean {
    return !modeOf(comparison) && (comparison.mode !== maskGrid || branchesIn(this.panes).length === 0);
  }

  /** Which panes are side by side. */
  #chips(): TemplateResult {
    return html`<div class="group panes" role="group" aria-label=${text.toolbar.panes}>
      ${repeat(
        this.panes,
        ({ id }) => id,
        (pane, i) =>
          html`<button
            class="chip"
            data-testid="chip-${pane.id}"
            title=${text.toolbar.chip(pane.hint, i + 1)}
            @keydown=${(event: KeyboardEvent) => {
              this.#move(event, pane, i);
            }}
            aria-pressed=${this.shown.some(({ id }) => id === pane.id)}
            @click=${() => {
              this.#ask({ pane });
            }}
          >
            ${pane.label}
          </button>`,
      )}
    </div>`;
  }

  /** The controls of the panes that are shown, each once. */
  #controls(prefs: Prefs): TemplateResult[] {
    const controls = new Map(this.shown.flatMap(({ control }) => (control ? [[control.name, control]] : [])));
    return [...controls.values()].map(control =>
      control.render(prefs, change => {
        this.#ask({ prefs: change });
      }),
    );
  }

  /** A pane takes the place of its neighbour, and its button keeps the focus. */
  #move(event: KeyboardEvent, { id }: Pane, index: number): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const target = step === undefined || !event.altKey ? undefined : this.panes.at(Math.max(0, index + step));
    if (!target) return;
    event.preventDefault();
    event.stopPropagation();
    this.#moved = event.currentTarget as HTMLElement;
    this.#ask({ move: id, to: target.id });
  }

  #button(icon: string, label: string, action: ToolbarEvent['action']): TemplateResult {
    return iconButton({ icon, label }, () => {
      this.#ask(action);
    });
  }

  #ask(action: ToolbarEvent['action']): void {
    this.dispatchEvent(new ToolbarEvent(action));
  }
}
