import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Report } from '../../src/messages/view';
import { scaleOf } from '../differences/colours';
import { rms } from '../format';
import { factList, shared } from '../styles';
import { text } from '../text';

type Noise = Report['noise'];

const width = 240;
const height = 84;
/** Room for the numbers of the axes. */
const left = 30;
const bottom = 14;
const top = 6;
const right = 8;
/** Of one lag in the map of the correlation. */
const cell = 12;
/** Where more samples than this are black or white, clipping has taken a part of the noise. */
const clipped = 0.05;

/** What the input's noise is like: its level, also at each brightness, and how it is correlated in space. */
@customElement('amsnet-noise')
export class NoiseElement extends LitElement {
  static override styles = [
    shared,
    factList,
    css`
      svg {
        display: block;
        overflow: visible;
      }
      h3 {
        margin: 10px 0 4px;
        font: inherit;
        color: var(--vscode-descriptionForeground);
      }
      text {
        font-size: 9px;
        fill: var(--vscode-descriptionForeground);
      }
      .grid {
        stroke: var(--vscode-editorIndentGuide-background1, var(--vscode-contrastBorder));
        stroke-width: 1;
      }
      .red {
        color: var(--vscode-charts-red);
      }
      .green {
        color: var(--vscode-charts-green);
        stroke-dasharray: 6 2;
      }
      .blue {
        color: var(--vscode-charts-blue);
        stroke-dasharray: 2 2;
      }
      .curve {
        fill: none;
        stroke: currentColor;
        stroke-width: 1.5;
      }
      circle {
        fill: currentColor;
        stroke: none;
      }
      .clipped {
        fill: none;
        stroke: currentColor;
        stroke-dasharray: none;
      }
      .map {
        display: flex;
        gap: 10px;
        align-items: center;
      }
    `,
  ];

  @property({ attribute: false }) noise: Noise | undefined;

  override render(): TemplateResult {
    const { noise } = this;
    return html`<dl>
        <dt title=${text.measurements.levelHint}>${text.measurements.level}</dt>
        <dd class="number" data-testid="noise-sigma">${noise ? rms(noise.sigma) : '–'}</dd>
        <dt title=${text.measurements.correlationHint}>${text.measurements.correlation}</dt>
        <dd class="number">${noise ? noise.correlation.map(two).join(' ') : '–'}</dd>
        ${
          noise && noise.kind.length > 0
            ? html`<dt>${text.noise.kind}</dt>
                <dd>${text.list(noise.kind.map(kind => text.noise.kinds[kind]))}</dd>`
            : nothing
        }
      </dl>
      ${noise && noise.levels.length > 1 ? this.#levels(noise) : nothing}
      ${noise && noise.sigma > 0 ? this.#correlations(noise) : nothing}`;
  }

  /** The noise-level function: a line for each channel, or one if they are equal. */
  #levels({ levels, kind }: Noise): TemplateResult {
    const highest = Math.max(...levels.flatMap(({ sigma }) => sigma));
    const x = (brightness: number) => left + brightness * (width - left - right);
    const y = (sigma: number) => height - bottom - (sigma / highest) * (height - bottom - top);
    const channels = kind.includes('gray') ? (['gray'] as const) : (['red', 'green', 'blue'] as const);
    const [darkest, brightest] = [levels[0], levels[levels.length - 1]];
    return html`<h3>${text.noise.levels}</h3>
      <svg
        viewBox="0 0 ${width} ${height}"
        role="img"
        data-testid="noise-levels"
        aria-label=${text.noise.levelsFrom(
          [darkest, brightest].map(({ brightness, sigma }) => [brightness, Math.max(...sigma)] as const),
        )}
      >
        ${[0, highest / 2, highest].map(
          sigma => svg`<line class="grid" x1=${left} x2=${width - right} y1=${y(sigma)} y2=${y(sigma)} />
            <text x=${left - 4} y=${y(sigma) + 3} text-anchor="end">${(255 * sigma).toFixed(1)}</text>`,
        )}
        ${[0, 64, 128, 192, 255].map(
          value => svg`<text x=${x(value / 255)} y=${height - 2} text-anchor="middle">${value}</text>`,
        )}
        ${channels.map(
          (channel, i) => svg`<polyline class="curve ${channel}"
            points=${levels.map(({ brightness, sigma }) => `${x(brightness)},${y(sigma[i])}`).join(' ')} />`,
        )}
        ${levels.map(
          level => svg`${channels.map(
            (channel, i) => svg`<circle r="2" class="${channel} ${level.clipped > clipped ? 'clipped' : ''}"
              cx=${x(level.brightness)} cy=${y(level.sigma[i])} />`,
          )}
            <rect x=${x(level.brightness) - 6} y="0" width="12" height=${height - bottom} fill="transparent">
              <title>${text.noise.at(level, channels.length, clipped)}</title>
            </rect>`,
        )}
      </svg>`;
  }

  #correlations({ map }: Noise): TemplateResult {
    const colours = scaleOf(true);
    const colour = (value: number) => {
      const at = 3 * Math.round(127.5 * (1 + Math.max(-1, Math.min(1, value))));
      return `rgb(${colours.slice(at, at + 3).join()})`;
    };
    const reach = (map.length - 1) / 2;
    const size = map.length * cell;
    return html`<h3>${text.noise.map}</h3>
      <div class="map">
        <svg
          width=${size}
          height=${size}
          role="img"
          data-testid="noise-correlation"
          aria-label=${text.noise.mapIs(map[reach][reach + 1], map[reach + 1][reach])}
        >
          ${map.map((row, down) =>
            row.map(
              (
                value,
                across,
              ) => svg`<rect x=${across * cell} y=${down * cell} width=${cell} height=${cell} fill=${colour(value)}>
                <title>${text.noise.lag(across - reach, down - reach, two(value))}</title>
              </rect>`,
            ),
          )}
        </svg>
        <span class="dim">${text.noise.mapHint(reach)}</span>
      </div>`;
  }
}

/** Without a sign before a zero. */
const two = (value: number): string => (Math.round(100 * value) / 100 || 0).toFixed(2);
