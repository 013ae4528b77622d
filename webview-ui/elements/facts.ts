import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { passesOf } from '../../src/core/settings';
import type { ViewState } from '../../src/messages/view';
import { modelLabel, providerLabel } from '../../src/messages/labels';
import { factList, linkButtons, shared } from '../styles';
import { text } from '../text';
import { CommandEvent } from './command-event';

/** The truth about this picture: what it is, what made it, what saving keeps. */
@customElement('amsnet-facts')
export class FactsElement extends LitElement {
  static override styles = [
    shared,
    factList,
    linkButtons,
    css`
      dd {
        overflow-wrap: anywhere;
      }
      p {
        margin: 4px 0 0;
        line-height: 1.4;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) state: ViewState | undefined;

  override render(): TemplateResult | typeof nothing {
    const { state } = this;
    if (!state) return nothing;
    const { provenance, measured, keeps, image, models, knobs, auto } = state;
    const seconds = measured?.current === true ? measured.seconds : state.seconds;
    const info = image.info;
    const { details } = text;
    const model = models.find(({ name }) => name === knobs?.model);
    const passes = knobs && passesOf(knobs.settings);
    return html`
      <dl>
        ${info ? fact(details.image, details.imageFacts(info.width, info.height, info.bitDepth, info.channels, info.format)) : nothing}
        ${provenance ? fact(details.model, modelLabel(provenance.model), provenance.model) : nothing}
        ${model ? fact(details.card, model.hasCard ? model.description : details.noCard, model.path) : nothing}
        ${model?.license ? fact(details.license, model.license) : nothing}
        ${provenance ? fact(details.device, details.requested(providerLabel(provenance.provider), provenance.device)) : nothing}
        ${seconds === undefined ? nothing : fact(details.time, text.units.seconds(seconds.toFixed(2)), details.timeHint)}
        ${passes === undefined ? nothing : fact(details.passes, String(passes), details.passesHint)}
        ${provenance ? fact(details.tiles, details.tilesOf(provenance.tiles, provenance.tile), details.tilesHint) : nothing}
        ${knobs ? fact(details.settings, auto ? details.chosen : details.byHand) : nothing}
      </dl>
      ${auto?.reason === undefined ? nothing : html`<p class="dim">${auto.reason}</p>`}
      <div class="links">
        ${link('copyCommand', details.copyCommand, this)} ${link('copyJson', details.copyJson, this)}
      </div>
      ${[...(provenance?.notes ?? []), ...(info?.notes ?? [])].map(note => html`<p class="dim">${note}</p>`)}
      ${keeps ? html`<p class="dim">${details.keeps(keeps.kept)}</p>` : nothing}
      ${keeps && keeps.lost.length > 0 ? html`<p class="dim">${keeps.lost.join(' ')}</p>` : nothing}
    `;
  }
}

function link(command: 'copyCommand' | 'copyJson', label: string, element: FactsElement): TemplateResult {
  return html`<button data-testid=${command} @click=${() => element.dispatchEvent(new CommandEvent(command))}>
    ${label}
  </button>`;
}

function fact(name: string, value: string, hint = ''): TemplateResult {
  return html`<dt>${name}</dt>
    <dd title=${hint}>${value}</dd>`;
}
