import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { suggestPdFactor } from '../src/core/noise';
import { CommandEvent, type ChangeEvent } from './elements/knobs';
import { PaneElement } from './elements/pane';
import type { Inspected } from './elements/status';
import type { CompareEvent } from './elements/compare';
import type { ToolbarEvent } from './elements/toolbar';
import { decibels, similarity } from './format';
import { Gestures } from './gestures';
import { host } from './host';
import { columnsFor } from './layout';
import { modeOf } from './compare/list';
import { modelLabel, providerLabel } from '../src/messages/labels';
import { bitmapOf, type Bitmap } from './bitmap';
import { Painter } from './paint';
import { titleOf, type Pane } from './panes/pane';
import { restoredPrefs } from './prefs';
import { Scene } from './scene';
import { bestOf, isCurrent, scoreOf } from './scores';
import { shared } from './styles';
import { text } from './text';
import { paletteOf } from './theme';

/** Height of a pane's header in CSS pixels; the panes' own style follows it. */
const headerHeight = 22;

/** The Denoise view. */
@customElement('amsnet-app')
export class AppElement extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template: auto 2px auto minmax(0, 1fr) auto / minmax(0, 1fr) auto;
        height: 100vh;
        background: var(--vscode-editor-background);
        --amsnet-header: ${headerHeight}px;
      }
      amsnet-toolbar,
      vscode-progress-bar,
      .nothing,
      amsnet-banner,
      amsnet-status {
        grid-column: 1 / -1;
      }
      vscode-progress-bar {
        overflow: hidden;
        height: 2px;
      }
      .panes {
        display: grid;
        align-content: start;
        gap: 1px;
        min-width: 0;
        min-height: 0;
        background: var(--vscode-editor-background);
      }
      .waiting {
        display: grid;
        place-content: center;
        background: var(--vscode-editor-background);
      }
      section {
        width: 268px;
        overflow-y: auto;
        background: var(--vscode-sideBar-background);
        border-left: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      .section {
        padding: 4px 10px 10px;
      }
      @media (width < 600px) {
        section {
          width: 200px;
        }
      }
    `,
  ];

  readonly #scene = new Scene<Bitmap>(
    {
      send: message => {
        host.send(message);
      },
      bitmapOf,
      save: prefs => {
        host.save(prefs);
      },
      changed: () => {
        this.requestUpdate();
      },
      repaint: () => {
        this.#repaintSoon();
      },
    },
    restoredPrefs(host.restored()),
  );
  readonly #painter = new Painter(this.#scene);
  readonly #gestures = new Gestures(this.#scene);
  readonly #sizes = new ResizeObserver(() => {
    this.#measure();
  });
  #frame = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    host.listen(message => {
      this.#scene.receive(message);
    });
    this.#sizes.observe(this);
    window.addEventListener('keydown', event => {
      this.#gestures.key(event);
    });
    window.addEventListener('keyup', event => {
      this.#gestures.keyUp(event);
    });
    // The key may be let go elsewhere.
    window.addEventListener('blur', () => {
      this.#scene.hold(false);
    });
    // Another theme brings other colours to paint with.
    new MutationObserver(() => {
      this.#repaintSoon();
    }).observe(document.body, { attributeFilter: ['class'] });
    this.addEventListener('view-command', event => {
      if (event instanceof CommandEvent) this.#scene.command(event.command);
    });
    host.send({ type: 'ready' });
  }

  override render(): TemplateResult {
    const scene = this.#scene;
    const { state, panes, shownPanes } = scene;
    const activity = state?.activity;
    return html`
      <h1 class="silent">${text.view.heading(state?.image.name ?? '')}</h1>
      <amsnet-toolbar
        .panes=${panes}
        .shown=${shownPanes}
        .prefs=${scene.prefs}
        .scale=${scene.camera.scale}
        @toolbar=${this.#toolbar}
        @compare=${({ change }: CompareEvent) => {
          scene.compare(change);
        }}
      ></amsnet-toolbar>
      ${
        activity
          ? html`<vscode-progress-bar
              aria-label=${text.view.progress}
              .value=${(activity.fraction ?? 0) * 100}
              .indeterminate=${activity.fraction === undefined}
            ></vscode-progress-bar>`
          : html`<div class="nothing"></div>`
      }
      <amsnet-banner .problem=${state?.problem} .notice=${state?.notice}></amsnet-banner>
      ${state?.image.info ? this.#panes(shownPanes) : html`<div class="waiting dim">${state?.problem ? '' : text.view.opening}</div>`}
      ${scene.prefs.panel ? this.#panel() : nothing}
      <amsnet-status
        .pointer=${scene.pointer}
        .inspected=${shownPanes.flatMap(({ label, inspects }): Inspected[] =>
          inspects ? [{ stage: inspects, label, value: scene.valueOf(inspects) }] : [],
        )}
        .activity=${activity}
        .paused=${state?.paused ?? false}
        .measureSeconds=${state?.measureSeconds}
        .summary=${this.#summary()}
      ></amsnet-status>
    `;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#measure();
  }

  #panes(shown: readonly Pane[]): TemplateResult {
    const scene = this.#scene;
    const { state } = scene;
    const best =
      state &&
      bestOf(
        state,
        shown.flatMap(({ measures }) => measures ?? []),
      );
    return html`<div
      class="panes"
      role="group"
      tabindex="0"
      data-testid="panes"
      aria-label=${text.view.panes}
      @wheel=${this.#gestures.wheel}
      @pointerdown=${this.#gestures.down}
      @pointermove=${this.#gestures.move}
      @pointerup=${this.#gestures.up}
      @pointercancel=${this.#gestures.up}
      @pointerleave=${this.#gestures.leave}
      @dblclick=${this.#gestures.doubleClick}
    >
      ${
        scene.layers
          ? this.#comparison(shown)
          : repeat(
              shown,
              pane => pane.id,
              pane => {
                const { measures } = pane;
                return html`<amsnet-pane
                  data-testid="pane-${pane.id}"
                  .label=${titleOf(pane, scene.prefs)}
                  .hint=${pane.hint}
                  .figures=${this.#figures(pane)}
                  .best=${best !== undefined && measures === best && shown.length > 1}
                  .outdated=${state !== undefined && measures !== undefined && !isCurrent(state, measures)}
                  .badge=${this.#badge(pane)}
                  .pixel=${scene.pointerBox}
                ></amsnet-pane>`;
              },
            )
      }
    </div>`;
  }

  /** Two panes in one picture. */
  #comparison(shown: readonly Pane[]): TemplateResult {
    const { prefs, layers = [], pointerBox, state } = this.#scene;
    const axis = modeOf(prefs.comparison)?.divider;
    // Only what is seen is named: while a key is held, that is one of them.
    const seen = shown.filter((_, i) => layers.some(({ of }) => of === i));
    const named = seen.map(pane => [titleOf(pane, prefs), this.#figures(pane)].filter(Boolean).join(' '));
    return html`<amsnet-pane
      data-testid="comparison"
      .label=${text.compare.label(named)}
      .hint=${seen.map(({ label, hint }) => text.compare.hint(label, hint)).join('\n')}
      .outdated=${state !== undefined && seen.some(({ measures }) => measures && !isCurrent(state, measures))}
      .badge=${seen.map(pane => this.#badge(pane)).find(Boolean) ?? ''}
      .divider=${axis && seen.length > 1 ? { axis, share: prefs.comparison.share } : undefined}
      .pixel=${pointerBox}
    ></amsnet-pane>`;
  }

  #figures({ measures }: Pane): string {
    const { state } = this.#scene;
    const score = state && measures && scoreOf(state, measures);
    return score ? `${decibels(score.psnr)} · ${similarity(score.ssim)}` : '';
  }

  #panel(): TemplateResult {
    const { state, panes } = this.#scene;
    const noise = state?.noise;
    const [lag1 = 0, lag2 = 0, lag3 = 0, lag4 = 0] = noise?.correlation ?? [];
    return html`<section aria-label=${text.view.panel}>
      <h2 class="silent">${text.view.panel}</h2>
      <vscode-collapsible heading=${text.view.settings} open>
        <div class="section">
          <amsnet-knobs
            .state=${state}
            .suggestedPd=${noise && suggestPdFactor([lag1, lag2, lag3, lag4])}
            @knob-change=${(event: ChangeEvent) => {
              this.#scene.change(event.change);
            }}
          ></amsnet-knobs>
        </div>
      </vscode-collapsible>
      <vscode-collapsible heading=${text.view.measurements} open>
        <div class="section"><amsnet-numbers .state=${state} .panes=${panes}></amsnet-numbers></div>
      </vscode-collapsible>
      <vscode-collapsible heading=${text.view.noise} open>
        <div class="section"><amsnet-noise .noise=${noise}></amsnet-noise></div>
      </vscode-collapsible>
      <vscode-collapsible heading=${text.view.details} open>
        <div class="section"><amsnet-facts .state=${state}></amsnet-facts></div>
      </vscode-collapsible>
    </section>`;
  }

  #badge(pane: Pane): string {
    const { state } = this.#scene;
    if (!state || state.problem || !this.#scene.isPending(pane)) return '';
    if (this.#scene.isPreview(pane)) return text.view.preview;
    return state.paused ? text.view.outdated : text.view.updating;
  }

  #summary(): string {
    const measured = this.#scene.state?.measured;
    if (measured?.current !== true) return '';
    const { provider, model } = measured.report;
    return text.view.summary(measured.seconds, providerLabel(provider), modelLabel(model));
  }

  #toolbar({ action }: ToolbarEvent): void {
    const scene = this.#scene;
    if ('pane' in action) scene.togglePane(action.pane);
    else if ('prefs' in action) scene.setPrefs(action.prefs);
    else if (action.zoom === 'fit') scene.fit();
    else if (action.zoom === 'one') scene.zoomTo(1);
    else scene.zoom(action.zoom === 'in' ? 1 : -1);
  }

  /** Lays out the panes so that the image is largest, and tells the scene their size in device pixels. */
  #measure(): void {
    const { image, pictures } = this.#scene;
    const area = this.#area;
    if (!area || !image || pictures === 0) return;
    const { width, height } = area.getBoundingClientRect();
    const columns = columnsFor(pictures, { width, height }, image, headerHeight);
    const rows = Math.ceil(pictures / columns);
    const ratio = window.devicePixelRatio;
    const pane = {
      width: Math.max(1, Math.floor(((width - columns + 1) / columns) * ratio)),
      height: Math.max(1, Math.floor(((height - rows + 1) / rows - headerHeight) * ratio)),
    };
    // Whole device pixels, or the browser would resample what was painted pixel by pixel.
    area.style.gridTemplateColumns = `repeat(${columns}, ${pane.width / ratio}px)`;
    area.style.gridAutoRows = `${pane.height / ratio + headerHeight}px`;
    this.#scene.resize(pane);
  }

  get #area(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.panes');
  }

  #repaintSoon(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const palette = paletteOf(this);
      const { pane: size, shownPanes, layers } = this.#scene;
      const elements = this.#area?.querySelectorAll('amsnet-pane') ?? [];
      for (const [i, element] of elements.entries()) {
        const canvas = element instanceof PaneElement ? element.canvas : null;
        const pane = shownPanes.at(i);
        const context = canvas?.getContext('2d', { alpha: false });
        if (!canvas || !context || !pane) continue;
        // Setting the size empties a canvas, even the same one.
        if (canvas.width !== size.width) canvas.width = size.width;
        if (canvas.height !== size.height) canvas.height = size.height;
        if (layers) this.#painter.paintLayers(shownPanes, layers, context, palette);
        else this.#painter.paint(pane, context, palette);
      }
    });
  }
}
