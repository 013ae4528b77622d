import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ViewState } from '../../src/messages/view';
import { modelLabel, providerLabel } from '../../src/messages/labels';
import { factList, shared } from '../styles';
import { text } from '../text';

/** The truth about this picture: what it is, what made it, what saving keeps. */
@customElement('amsnet-facts')
export class FactsElement extends LitElement {
  static override styles = [
    shared,
    factList,
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
    const { provenance, measured, keeps, image } = state;
    const current = measured?.current === true ? measured : undefined;
    const info = image.info;
    const { details } = text;
    return html`
      <dl>
        ${info ? fact(details.image, details.imageFacts(info.width, info.height, info.bitDepth, info.channels, info.format)) : nothing}
        ${provenance ? fact(details.model, modelLabel(provenance.model), provenance.model) : nothing}
        ${provenance ? fact(details.device, details.requested(providerLabel(provenance.provider), provenance.device)) : nothing}
        ${current ? fact(details.time, `${current.seconds.toFixed(2)} s`, details.timeHint) : nothing}
        ${current ? fact(details.passes, String(current.report.passes), details.passesHint) : nothing}
      </dl>
      ${[...(provenance?.notes ?? []), ...(info?.notes ?? [])].map(note => html`<p class="dim">${note}</p>`)}
      ${keeps ? html`<p class="dim">${details.keeps(keeps.kept)}</p>` : nothing}
      ${keeps && keeps.lost.length > 0 ? html`<p class="dim">${keeps.lost.join(' ')}</p>` : nothing}
    `;
  }
}

function fact(name: string, value: string, hint = ''): TemplateResult {
  return html`<dt>${name}</dt>
    <dd title=${hint}>${value}</dd>`;
}
