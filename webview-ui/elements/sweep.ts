import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { rowOf, settingNames } from '../../src/core/settings';
import { sweepNames, type SweepName, type SweepPoint } from '../../src/core/sweep';
import { modelLabel } from '../../src/messages/labels';
import type { Knobs, Sweep, ViewState } from '../../src/messages/view';
import { decibels } from '../format';
import { listBox, numberTable, shared } from '../styles';
import { text } from '../text';
import { ChangeEvent } from './knobs';

/** Asks for a sweep, or for its end. */
export class SweepEvent extends Event {
  constructor(readonly name: SweepName | undefined) {
    super('sweep');
  }
}

/** Size of a plot in its own units. */
const plot = { width: 240, height: 64, left: 58, bottom: 6, top: 6, right: 8 };

/** Tries the values of a setting on a part of what is visible, and shows what each leaves of the noise and how near the reference it is. */
@customElement('amsnet-sweep')
export class SweepElement extends LitElement {
  static override styles = [
    shared,
    listBox,
    numberTable,
    css`
      :host {
        display: block;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
      }
      p {
        margin: 4px 0;
        line-height: 1.4;
      }
      h3 {
        margin: 8px 0 2px;
        font: inherit;
        color: var(--vscode-descriptionForeground);
      }
      svg {
        display: block;
        width: 100%;
      }
      svg text {
        font-size: 9px;
        fill: var(--vscode-descriptionForeground);
      }
      polyline {
        fill: none;
        stroke: var(--vscode-charts-blue);
        stroke-width: 1.5;
      }
      .axis {
        stroke: var(--vscode-editorIndentGuide-background1, var(--vscode-contrastBorder));
      }
      circle {
        cursor: pointer;
        fill: var(--vscode-sideBar-background);
        stroke: var(--vscode-charts-blue);
        stroke-width: 1.5;
      }
      circle.current {
        fill: var(--vscode-charts-blue);
      }
      table {
        width: 100%;
      }
      tbody button {
        padding: 1px 4px;
        border: 0;
        background: none;
        color: var(--vscode-textLink-foreground);
      }
      tbody button:hover {
        text-decoration: underline;
      }
      [aria-current='true'] th {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) view: ViewState | undefined;
  @state() private chosen: SweepName = 'r3Ratio';

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    const knobs = view?.knobs;
    if (!knobs) return nothing;
    const { sweep } = view;
    const running = sweep?.running === true;
    return html`<div class="bar">
        <select
          data-testid="sweep-name"
          aria-label=${text.sweep.what}
          @change=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            this.chosen = sweepNames.find(name => name === value) ?? this.chosen;
          }}
        >
          ${sweepNames.map(name => html`<option value=${name} ?selected=${name === this.chosen}>${labelOf(name)}</option>`)}
        </select>
        <vscode-toolbar-button
          icon=${running ? 'debug-stop' : 'play'}
          data-testid="sweep-run"
          @click=${() => this.dispatchEvent(new SweepEvent(running ? undefined : this.chosen))}
          >${running ? text.sweep.stop : text.sweep.run}</vscode-toolbar-button
        >
      </div>
      ${sweep ? this.#results(sweep, knobs) : html`<p class="dim">${text.sweep.hint}</p>`}`;
  }

  #results(sweep: Sweep, knobs: Knobs): TemplateResult {
    const { name, region, points, results, running } = sweep;
    const left = results.map(result => result.left);
    const psnr = results.flatMap(({ score }) => (score ? [score.psnr ?? Infinity] : []));
    const isScored = psnr.length > 0;
    const take = (point: SweepPoint) => {
      const { model, settings } = point;
      this.dispatchEvent(new ChangeEvent({ model, settings }));
    };
    return html`<p class="dim">${text.sweep.of(region.width, region.height)}</p>
      ${this.#plot(text.sweep.left, left, sweep, knobs, percentOf, take)}
      ${isScored ? this.#plot(text.measurements.psnr, psnr, sweep, knobs, value => decibels(value), take) : nothing}
      <table data-testid="sweep" aria-busy=${running ? 'true' : 'false'}>
        <thead>
          <tr>
            <th scope="col">${labelOf(name)}</th>
            <th scope="col" title=${text.measurements.noiseLeftHint}>${text.sweep.left}</th>
            ${isScored ? html`<th scope="col">${text.measurements.psnr}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${points.map((point, i) => {
            const result = results.at(i);
            return html`<tr aria-current=${isSame(point, knobs) ? 'true' : 'false'}>
              <th scope="row">
                <button
                  data-testid="sweep-${i}"
                  title=${text.sweep.take}
                  @click=${() => {
                    take(point);
                  }}
                >
                  ${valueOf(name, point)}
                </button>
              </th>
              <td class="number">${result?.left == null ? '–' : percentOf(result.left)}</td>
              ${isScored ? html`<td class="number">${decibels(result?.score?.psnr)}</td>` : nothing}
            </tr>`;
          })}
        </tbody>
      </table>
      <p class="dim">${text.measurements.noiseLeftHint}</p>`;
  }

  /** The tries at equal distances, whatever their values. */
  #plot(
    label: string,
    heights: readonly (number | null)[],
    { name, points }: Sweep,
    knobs: Knobs,
    write: (value: number) => string,
    take: (point: SweepPoint) => void,
  ): TemplateResult | typeof nothing {
    const known = heights.filter((each): each is number => each !== null && Number.isFinite(each));
    if (known.length === 0) return nothing;
    const [low, high] = [Math.min(...known), Math.max(...known)];
    const step = (plot.width - plot.left - plot.right) / Math.max(1, points.length - 1);
    const inner = plot.height - plot.top - plot.bottom;
    const place = (height: number, i: number) => ({
      x: plot.left + i * step,
      y: plot.top + inner * (1 - (high > low ? (Math.min(high, height) - low) / (high - low) : 0.5)),
    });
    const drawn = heights.flatMap((height, i) => (height === null ? [] : [{ i, height, ...place(height, i) }]));
    const summary =
      points.length > 0
        ? text.sweep.plot(
            label,
            valueOf(name, points[0]),
            valueOf(name, points[points.length - 1]),
            write(low),
            write(high),
          )
        : label;
    return html`<h3>${label}</h3>
      <svg viewBox="0 0 ${plot.width} ${plot.height}" role="img" aria-label=${summary} data-testid="sweep-plot">
        <line class="axis" x1=${plot.left} x2=${plot.width} y1=${plot.height - 1} y2=${plot.height - 1} />
        <text x=${plot.left - 8} y=${plot.top + 6} text-anchor="end">${write(high)}</text>
        <text x=${plot.left - 8} y=${plot.height - plot.bottom} text-anchor="end">${write(low)}</text>
        ${name === 'model' ? nothing : svg`<polyline points=${drawn.map(({ x, y }) => `${x},${y}`).join(' ')} />`}
        ${drawn.map(
          ({ i, x, y, height }) => svg`<circle
            class=${isSame(points[i], knobs) ? 'current' : ''}
            cx=${x}
            cy=${y}
            r="4"
            @click=${() => {
              take(points[i]);
            }}
          ><title>${text.sweep.point(valueOf(name, points[i]), write(height))}</title></circle>`,
        )}
      </svg>`;
  }
}

function labelOf(name: SweepName): string {
  return name === 'model' ? text.knobs.model : rowOf(name).label;
}

function valueOf(name: SweepName, { model, settings }: SweepPoint): string {
  return name === 'model' ? modelLabel(model) : String(settings[name]);
}

function isSame(point: SweepPoint, knobs: Knobs): boolean {
  return point.model === knobs.model && settingNames.every(name => point.settings[name] === knobs.settings[name]);
}

const percentOf = (share: number): string => text.units.percent((100 * share).toFixed(1));
