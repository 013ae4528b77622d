import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ViewState } from '../../src/messages/view';
import { decibels, rms, similarity } from '../format';
import type { Pane } from '../panes/pane';
import { bestOf, isCurrent, scoreOf } from '../scores';
import { linkButtons, numberTable, shared } from '../styles';
import { text } from '../text';
import { CommandEvent } from './command-event';

/** Measured figures, honestly named: quality only against a reference, else only how much was changed. */
@customElement('amsnet-numbers')
export class NumbersElement extends LitElement {
  static override styles = [
    shared,
    numberTable,
    linkButtons,
    css`
      :host {
        display: block;
      }
      table {
        width: 100%;
      }
      .best {
        /* The theme's green alone is too pale to be read as text. */
        color: color-mix(in srgb, var(--vscode-charts-green) 60%, var(--vscode-foreground));
        font-weight: 600;
      }
      .outdated {
        opacity: 0.55;
      }
      p {
        margin: 0 0 4px;
        line-height: 1.4;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) state: ViewState | undefined;
  @property({ attribute: false }) panes: readonly Pane[] = [];

  override render(): TemplateResult | typeof nothing {
    const { state } = this;
    if (!state) return nothing;
    const { reference, measured, page, image } = state;
    const pages = image.info?.pages ?? 1;
    const outdated = measured?.current === false ? 'outdated' : '';
    return html`
      ${pages > 1 ? html`<p class="dim" data-testid="measured-page">${text.measurements.ofPage(page + 1, pages)}</p>` : nothing}
      ${reference ? this.#scores(state) : nothing}
      <p class=${outdated} data-testid="difference">
        ${text.measurements.difference}
        <span class="number">${measured ? rms(measured.report.difference) : '–'}</span>
      </p>
      ${
        measured?.report.noiseLeft === undefined
          ? nothing
          : html`<p class=${outdated} title=${text.measurements.noiseLeftHint} data-testid="noise-left">
              ${text.measurements.noiseLeft}
              <span class="number">${share(measured.report.noiseLeft)}</span>
            </p>`
      }
      ${
        reference
          ? html`<p class="dim" title=${reference.path}>
              ${text.measurements.reference(reference.name, reference.found)}
            </p>`
          : html`<p class="dim">${text.measurements.needsReference}</p>`
      }
      <div class="links">
        ${this.#link('chooseReference', reference ? text.measurements.changeReference : text.measurements.chooseReference)}
        ${reference ? this.#link('clearReference', text.measurements.removeReference) : nothing}
      </div>
    `;
  }

  #scores(state: ViewState): TemplateResult {
    const rows = this.panes.flatMap(({ label, measures: stage }) => {
      const score = stage && scoreOf(state, stage);
      return score ? [{ label, stage, score }] : [];
    });
    const best = bestOf(
      state,
      rows.map(({ stage }) => stage),
    );
    if (rows.length === 0)
      return html`<p class="dim">${state.paused ? text.measurements.stopped : text.measurements.notMeasured}</p>`;
    return html`<table data-testid="scores">
      <thead>
        <tr>
          <th scope="col">${text.measurements.againstReference}</th>
          <th scope="col">${text.measurements.psnr}</th>
          <th scope="col">${text.measurements.ssim}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(({ label, stage, score }) => {
          const classes = [stage === best ? 'best' : '', isCurrent(state, stage) ? '' : 'outdated'];
          return html`<tr class=${classes.join(' ')} data-testid="score-${stage}">
            <th scope="row">${label}</th>
            <td class="number">${decibels(score.psnr)}</td>
            <td class="number">${similarity(score.ssim)}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  #link(command: 'chooseReference' | 'clearReference', label: string): TemplateResult {
    return html`<button @click=${() => this.dispatchEvent(new CommandEvent(command))}>${label}</button>`;
  }
}

/** As the command line writes it. */
function share(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
