import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ViewState } from '../../src/messages/view';
import { modelLabel, providerLabel } from '../../src/messages/labels';
import { factList, shared } from '../styles';

/** The truth about this picture: what it is, what made it, what saving keeps. */
@customElement('amsnet-facts')
export class FactsElement extends LitElement {
  static override styles = [
    shared,
    factList,
    css`
      :host {
        display: block;
      }
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
    return html`
      <dl>
        ${info ? fact('Image', `${info.width} × ${info.height}, ${info.bitDepth} bit, ${info.channels}, ${info.format}`) : nothing}
        ${provenance ? fact('Made by', modelLabel(provenance.model), provenance.model) : nothing}
        ${provenance ? fact('On', `${providerLabel(provenance.provider)} (asked for: ${provenance.device})`) : nothing}
        ${current ? fact('Time', `${current.seconds.toFixed(2)} s`, 'Since the last change: first pixels and the rest together') : nothing}
        ${current ? fact('Passes', String(current.report.passes)) : nothing}
      </dl>
      ${[...(provenance?.notes ?? []), ...(info?.notes ?? [])].map(note => html`<p class="dim">${note}</p>`)}
      ${keeps ? html`<p class="dim">Saving keeps ${keeps.kept.join(', ')}.</p>` : nothing}
      ${keeps && keeps.lost.length > 0 ? html`<p class="dim">${keeps.lost.join(' ')}</p>` : nothing}
    `;
  }
}

function fact(name: string, value: string, hint = ''): TemplateResult {
  return html`<dt>${name}</dt>
    <dd title=${hint}>${value}</dd>`;
}
