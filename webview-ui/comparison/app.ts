import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { alignments, type Alignment } from '../../src/core/alignment';
import {
  canvasIn,
  imageIndex,
  isComparisonMessage,
  pagesIn,
  pairKey,
  type ComparisonState,
} from '../../src/messages/comparison';
import type { CompareEvent } from '../elements/compare';
import type { PageEvent } from '../elements/pages';
import type { PaneFacts } from '../elements/panes';
import { inspectedIn } from '../elements/status';
import { toolbarAction, type ToolbarEvent } from '../elements/toolbar';
import { decibels, similarity } from '../format';
import { host } from '../host';
import { forwardCommands, measurementStrip, sceneOf, valuesIn } from '../page';
import type { Pane } from '../panes/pane';
import { listBox, page, shared } from '../styles';
import { text } from '../text';
import { comparing } from './comparing';
import { figuresOf, largest } from './figures';

/** The page that compares images. */
@customElement('amsnet-comparison')
export class ComparisonElement extends LitElement {
  static override styles = [
    shared,
    page,
    listBox,
    css`
      label {
        display: flex;
        align-items: center;
        gap: 4px;
      }
    `,
  ];

  // The host knows by it what is compared and shown when the window is loaded anew.
  readonly #scene = sceneOf(this, () => {
    const { id, page, shifts } = this.#state ?? {};
    return { id, page, shifts };
  });
  #state: ComparisonState | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    host.listen(isComparisonMessage, message => {
      if (message.type === 'comparison') this.#show(message.state);
      else this.#scene.receive(message);
    });
    forwardCommands(this, () => this.#state?.activity !== undefined);
    host.send({ type: 'ready' });
  }

  override render(): TemplateResult {
    const scene = this.#scene;
    const state = this.#state;
    const activity = state?.activity;
    return html`
      <h1 class="silent">${text.comparison.heading(state?.images.map(({ name }) => name) ?? [])}</h1>
      <amsnet-toolbar
        .panes=${scene.panes}
        .shown=${scene.shownPanes}
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
        ${state ? this.#choices(state) : nothing}
      </amsnet-toolbar>
      ${
        activity
          ? html`<vscode-progress-bar aria-label=${text.view.progress} indeterminate></vscode-progress-bar>`
          : html`<div class="nothing"></div>`
      }
      <amsnet-banner .problem=${state?.problem} .notice=${state?.notice}></amsnet-banner>
      ${
        state && canvasIn(state)
          ? html`<amsnet-panes .scene=${scene} .describe=${this.#describe(state)}></amsnet-panes>`
          : html`<div class="waiting dim">${state?.problem ? '' : text.view.opening}</div>`
      }
      ${scene.prefs.panel ? this.#panel(state) : nothing} ${measurementStrip(scene)}
      <amsnet-status
        .pointer=${scene.pointer}
        .inspected=${inspectedIn(scene)}
        .values=${valuesIn(scene)}
        .activity=${activity}
        .paused=${state?.paused ?? false}
        .summary=${state ? this.#summary(state) : ''}
      ></amsnet-status>
    `;
  }

  #show(state: ComparisonState): void {
    const before = this.#state;
    this.#state = state;
    this.#scene.show(comparing(state));
    if (before?.page !== state.page || before.shifts.join() !== state.shifts.join()) this.#scene.setPrefs({});
  }

  /** What images of several sizes or pages leave to choose. */
  #choices(state: ComparisonState): TemplateResult {
    const pages = pagesIn(state);
    const alignment = canvasIn(state)?.alignment;
    return html`
      ${
        alignment === undefined
          ? nothing
          : html`<label slot="actions"
              >${text.comparison.align}
              <select
                data-testid="align"
                @change=${(event: Event) => {
                  const { value } = event.target as HTMLSelectElement;
                  host.send({ type: 'align', alignment: value as Alignment });
                }}
              >
                ${alignments.map(
                  each =>
                    html`<option value=${each} ?selected=${each === alignment}>
                      ${text.comparison.alignments[each]}
                    </option>`,
                )}
              </select></label
            >`
      }
      ${
        pages === 1
          ? nothing
          : html`<amsnet-pages
              slot="actions"
              keys
              .page=${state.page}
              .pages=${pages}
              @page=${(event: PageEvent) => {
                host.send({ type: 'page', page: event.page });
              }}
            ></amsnet-pages>`
      }
    `;
  }

  #panel(state: ComparisonState | undefined): TemplateResult {
    return html`<section aria-label=${text.comparison.panel}>
      <h2 class="silent">${text.comparison.panel}</h2>
      <div class="section">
        <amsnet-compared .state=${state} .shown=${this.#shown()}></amsnet-compared>
      </div>
    </section>`;
  }

  /** The numbers of the images in sight. */
  #shown(): number[] {
    return this.#scene.shownStages.flatMap(stage => imageIndex(stage) ?? []);
  }

  #describe(state: ComparisonState): (pane: Pane) => PaneFacts {
    const against = this.#shown().at(0);
    return pane => {
      const [image, other = against] = pane.stages.map(imageIndex);
      const score = image === undefined || other === undefined ? undefined : state.scores[pairKey(image, other)];
      const pending = !state.problem && this.#scene.isPending(pane);
      return {
        figures: score ? figuresOf(score) : '',
        best: false,
        outdated: false,
        badge: pending ? (state.paused ? text.view.outdated : text.view.updating) : '',
      };
    };
  }

  /** Two images in a sentence. */
  #summary(state: ComparisonState): string {
    const [against, image, ...others] = this.#shown();
    const score = others.length === 0 ? state.scores[pairKey(image, against)] : undefined;
    return score ? text.comparison.summary(decibels(score.psnr), similarity(score.ssim), largest(score)) : '';
  }
}
