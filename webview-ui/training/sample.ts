import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TrainSample } from '../../src/messages/training';
import { text } from '../text';

/** A piece of one image: noisy, by the model that training started from, and by the weights so far. */
@customElement('amsnet-sample')
export class SampleElement extends LitElement {
  @property({ attribute: false }) sample: TrainSample | undefined;
  @property() from: string | undefined;

  /** Its style sheet is the page's. */
  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    const { sample } = this;
    if (!sample) return html`<p class="dim">${text.training.sampleLater}</p>`;
    return html`<div class="samples">
      ${figure(text.training.noisy)} ${sample.before ? figure(this.from ?? text.training.before) : nothing}
      ${figure(text.training.afterStep(sample.step))}
    </div>`;
  }

  override updated(): void {
    const { sample } = this;
    if (!sample) return;
    const pictures = [sample.noisy, ...(sample.before ? [sample.before] : []), sample.after];
    for (const [i, canvas] of this.querySelectorAll('canvas').entries()) {
      const pixels = pictures.at(i);
      const context = canvas.getContext('2d');
      if (!context || !pixels) continue;
      canvas.width = sample.width;
      canvas.height = sample.height;
      const image = context.createImageData(sample.width, sample.height);
      image.data.set(pixels);
      context.putImageData(image, 0, 0);
    }
  }
}

function figure(caption: string): TemplateResult {
  return html`<figure>
    <canvas role="img" aria-label=${caption}></canvas>
    <figcaption class="dim">${caption}</figcaption>
  </figure>`;
}
