import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { suggestPdFactor } from '../src/core/noise';
import { modelLabel, providerLabel } from '../src/messages/labels';
import { isHostMessage, type HostMessage, type KnobChange, type ViewState } from '../src/messages/view';
import { denoising } from './denoising';
import type { CompareEvent } from './elements/compare';
import type { ChangeEvent, PresetEvent } from './elements/knobs';
import type { PageEvent } from './elements/pages';
import type { PaneFacts } from './elements/panes';
import type { SweepEvent } from './elements/sweep';
import type { OpenImageEvent } from './elements/strip';
import { inspectedIn } from './elements/status';
import { toolbarAction, type ToolbarEvent } from './elements/toolbar';
import { decibels, similarity } from './format';
import { isForControl } from './gestures';
import { host } from './host';
import { forwardCommands, measurementStrip, sceneOf, valuesIn } from './page';
import type { Pane } from './panes/pane';
import { UnpinEvent } from './panes/pinned';
import { restoredPrefs } from './prefs';
import { bestOf, isCurrent, scoreOf } from './scores';
import { page, shared } from './styles';
import { text } from './text';
import { iconButton, iconToggle } from './icon-button';

/** The Denoise view. */
@customElement('amsnet-app')
export class AppElement extends LitElement {
  static override styles = [shared, page];

  readonly #scene = sceneOf(this);
  #state: ViewState | undefined;
  #folder: Extract<HostMessage, { type: 'folder' }> | undefined;
  #askedFolder = false;

  override connectedCallback(): void {
    super.connectedCallback();
    host.listen(isHostMessage, message => {
      if (message.type === 'state') {
        this.#state = message.state;
        this.#scene.show(denoising(message.state));
      } else if (message.type === 'folder') {
        this.#folder = message;
        this.requestUpdate();
      } else if (message.type === 'thumbnail') {
        this.renderRoot.querySelector('amsnet-strip')?.put(message.index, message.thumbnail);
      } else if (message.type === 'lookedAt') {
        this.#scene.setPrefs(restoredPrefs(message.look));
      } else {
        this.#scene.receive(message);
      }
    });
    forwardCommands(this, () => this.#state?.activity !== undefined);
    this.addEventListener('unpin', event => {
      if (event instanceof UnpinEvent) host.send({ type: 'unpin', pin: event.pin });
    });
    window.addEventListener('keydown', undoByKey);
    window.addEventListener('keydown', event => {
      this.#step(event);
    });
    host.send({ type: 'ready' });
  }

  override render(): TemplateResult {
    const scene = this.#scene;
    const { panes, shownPanes } = scene;
    const state = this.#state;
    const activity = state?.activity;
    return html`
      <h1 class="silent">${text.view.heading(state?.image.name ?? '', state ? pageOf(state) : '')}</h1>
      <amsnet-toolbar
        .panes=${panes}
        .shown=${shownPanes}
        .compared=${scene.compared ?? []}
        .prefs=${scene.prefs}
        .scale=${scene.camera.scale}
        @toolbar=${({ action }: ToolbarEvent) => {
          toolbarAction(scene, action);
        }}
        @compare=${({ change }: CompareEvent) => {
          scene.compare(change);
        }}
      >
        ${state ? this.#pages(state) : nothing}
        ${iconToggle(
          { slot: 'actions', icon: 'layout-panel', label: text.folder.toggle, testId: 'strip' },
          scene.prefs.strip,
          () => {
            scene.setPrefs({ strip: !scene.prefs.strip });
          },
        )}
        ${iconButton({ slot: 'actions', icon: 'pin', label: text.toolbar.pin, testId: 'pin' }, () => {
          host.send({ type: 'command', command: 'pin' });
        })}
        ${iconButton({ slot: 'actions', icon: 'save-as', label: text.toolbar.saveAs, testId: 'save-as' }, () => {
          host.send({ type: 'command', command: 'saveAs' });
        })}
      </amsnet-toolbar>
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
      ${
        state?.image.info
          ? html`<amsnet-panes .scene=${scene} .describe=${this.#describe(state, shownPanes)}></amsnet-panes>`
          : html`<div class="waiting dim">${state?.problem ? '' : text.view.opening}</div>`
      }
      ${scene.prefs.panel ? this.#panel() : nothing} ${measurementStrip(scene)}
      <amsnet-status
        .pointer=${scene.pointer}
        .inspected=${inspectedIn(scene)}
        .values=${valuesIn(scene)}
        .activity=${activity}
        .paused=${state?.paused ?? false}
        .measureSeconds=${state?.measureSeconds}
        .summary=${this.#summary()}
      ></amsnet-status>
      ${scene.prefs.strip ? this.#strip() : nothing}
    `;
  }

  #strip(): TemplateResult | typeof nothing {
    if (!this.#folder) {
      // Once: the answer draws the strip.
      if (!this.#askedFolder) host.send({ type: 'folder' });
      this.#askedFolder = true;
      return nothing;
    }
    return html`<amsnet-strip
      .names=${this.#folder.names}
      .current=${this.#folder.current}
      @open-image=${({ image }: OpenImageEvent) => {
        this.#open(image);
      }}
    ></amsnet-strip>`;
  }

  /** N and P: the next and the previous image. */
  #step(event: KeyboardEvent): void {
    const to = { n: 'next', p: 'previous' }[event.key] as 'next' | 'previous' | undefined;
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey || isForControl(event)) return;
    event.preventDefault();
    this.#open(to);
  }

  #open(to: number | 'next' | 'previous'): void {
    host.send({ type: 'openImage', to, look: this.#scene.prefs });
  }

  #pages({ page, image }: ViewState): TemplateResult | typeof nothing {
    const pages = image.info?.pages ?? 1;
    if (pages === 1) return nothing;
    return html`<amsnet-pages
      slot="actions"
      keys
      .page=${page}
      .pages=${pages}
      @page=${(event: PageEvent) => {
        host.send({ type: 'page', page: event.page });
      }}
    ></amsnet-pages>`;
  }

  /** What the headers say, as the state is now. */
  #describe(state: ViewState, shown: readonly Pane[]): (pane: Pane) => PaneFacts {
    const best = bestOf(
      state,
      shown.flatMap(({ measures }) => measures ?? []),
    );
    return pane => {
      const { measures } = pane;
      const pin = state.pinned.find(({ id }) => pane.id === `pin:${id}`);
      const score = measures ? scoreOf(state, measures) : pin?.score;
      return {
        figures: score ? `${decibels(score.psnr)} · ${similarity(score.ssim)}` : '',
        best: best !== undefined && measures === best && shown.length > 1,
        outdated: measures !== undefined && !isCurrent(state, measures),
        badge: this.#badge(state, pane),
      };
    };
  }

  #panel(): TemplateResult {
    const { panes } = this.#scene;
    const state = this.#state;
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
              this.#change(event.change);
            }}
            @own-preset=${({ name, action }: PresetEvent) => {
              host.send({ type: 'preset', name, action });
            }}
          ></amsnet-knobs>
        </div>
      </vscode-collapsible>
      <vscode-collapsible heading=${text.view.measurements} open>
        <div class="section"><amsnet-numbers .state=${state} .panes=${panes}></amsnet-numbers></div>
      </vscode-collapsible>
      <vscode-collapsible heading=${text.sweep.heading} data-testid="sweep-section">
        <div class="section">
          <amsnet-sweep
            .view=${state}
            @sweep=${({ name }: SweepEvent) => {
              const visible = this.#scene.viewport;
              if (visible) host.send({ type: 'sweep', name, visible });
            }}
            @knob-change=${(event: ChangeEvent) => {
              this.#change(event.change);
            }}
          ></amsnet-sweep>
        </div>
      </vscode-collapsible>
      <vscode-collapsible heading=${text.view.noise} open>
        <div class="section"><amsnet-noise .noise=${noise}></amsnet-noise></div>
      </vscode-collapsible>
      <vscode-collapsible heading=${text.view.details} open>
        <div class="section"><amsnet-facts .state=${state}></amsnet-facts></div>
      </vscode-collapsible>
    </section>`;
  }

  #badge(state: ViewState, pane: Pane): string {
    if (state.problem || !this.#scene.isPending(pane)) return '';
    if (this.#scene.isPreview(pane)) return text.view.preview;
    return state.paused ? text.view.outdated : text.view.updating;
  }

  #summary(): string {
    const { measured, provenance, seconds } = this.#state ?? {};
    if (measured?.current === true) {
      const { provider, model } = measured.report;
      return text.view.summary(measured.seconds, providerLabel(provider), modelLabel(model));
    }
    if (!provenance || seconds === undefined) return '';
    return text.view.summary(seconds, providerLabel(provenance.provider), modelLabel(provenance.model));
  }

  #change(change: KnobChange): void {
    host.send({ type: 'change', change });
  }
}

/** Ctrl+Z, and with Shift or as Ctrl+Y the other way; where something is being typed, they are for that. */
function undoByKey(event: KeyboardEvent): void {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return;
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement && target.type !== 'range') return;
  event.preventDefault();
  host.send({ type: 'command', command: key === 'y' || event.shiftKey ? 'redo' : 'undo' });
}

/** Which page of a stack is shown, after its name. */
function pageOf({ page, image }: ViewState): string {
  const pages = image.info?.pages ?? 1;
  return pages > 1 ? text.pages.after(page + 1, pages) : '';
}
