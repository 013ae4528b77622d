import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { canvasIn, pageOf, pairKey, type ComparedImage, type ComparisonState } from '../../src/messages/comparison';
import type { PageEvent } from '../elements/pages';
import { decibels, similarity } from '../format';
import { host } from '../host';
import { factList, shared } from '../styles';
import { text } from '../text';
import { largest } from './figures';

/** What is known of each image: what it is, and how far it is from the first one in sight. */
@customElement('amsnet-compared')
export class ComparedElement extends LitElement {
  static override styles = [
    shared,
    factList,
    css`
      h3 {
        margin: 0 0 2px;
        font-size: 12px;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      article + article {
        margin-top: 10px;
      }
      p {
        margin: 0 0 2px;
        line-height: 1.4;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) state: ComparisonState | undefined;
  /** The numbers of the images in sight; all are measured against the first. */
  @property({ attribute: false }) shown: readonly number[] = [];

  override render(): TemplateResult | typeof nothing {
    const { state, shown } = this;
    if (!state) return nothing;
    const against = shown.at(0);
    const stacks = state.images.filter(({ info }) => info && info.pages > 1).length;
    const differ = canvasIn(state)?.alignment !== undefined;
    return html`
      ${state.images.map(
        (image, index) =>
          html`<article data-testid="compared-${index}">
            <h3>${image.name}</h3>
            ${described(image)} ${stacks > 1 ? ownPage(state, index) : nothing}
            ${against !== undefined && index !== against && shown.includes(index) ? this.#scores(state, index, against) : nothing}
          </article>`,
      )}
      ${differ ? html`<p class="dim">${text.comparison.needsOneSize}</p>` : nothing}
    `;
  }

  #scores(state: ComparisonState, index: number, against: number): TemplateResult {
    const score = state.scores[pairKey(index, against)];
    if (!score) return html``;
    return html`<p class="dim">${text.comparison.against(state.images[against].name)}</p>
      <dl>
        <dt>${text.measurements.psnr}</dt>
        <dd class="number">${decibels(score.psnr)}</dd>
        <dt>${text.measurements.ssim}</dt>
        <dd class="number">${similarity(score.ssim)}</dd>
        <dt>${text.comparison.largest}</dt>
        <dd class="number">${largest(score)}</dd>
      </dl>
      ${score.notes.map(note => html`<p class="dim">${note}</p>`)}`;
  }
}

/** Pages go together by their numbers, unless another one is chosen here. */
function ownPage(state: ComparisonState, index: number): TemplateResult | typeof nothing {
  const { info, name } = state.images[index];
  if (!info || info.pages === 1) return nothing;
  return html`<amsnet-pages
    .page=${pageOf(state, index)}
    .pages=${info.pages}
    .label=${text.pages.ofImage(name)}
    @page=${({ page }: PageEvent) => {
      host.send({ type: 'page', page, image: index });
    }}
  ></amsnet-pages>`;
}

function described({ info, origin, name }: ComparedImage): TemplateResult {
  return html`
    ${origin === name ? nothing : html`<p class="dim">${origin}</p>`}
    ${
      info
        ? html`<p>
            ${text.details.imageFacts(info.width, info.height, info.bitDepth, info.channels, info.format)}${
              info.pages > 1 ? text.comparison.pages(info.pages) : ''
            }
          </p>`
        : nothing
    }
  `;
}
