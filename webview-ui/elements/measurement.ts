import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { Point, Size } from '../../src/core/geometry';
import { rectOf, type Selection } from '../../src/core/selection';
import { histogramBins } from '../../src/core/statistics';
import type { ValueRange } from '../../src/core/value-range';
import type { Measurement } from '../../src/messages/view';
import { decibels, similarity } from '../format';
import type { Prefs } from '../prefs';
import type { Scene } from '../scene';
import { numberTable, listBox, shared } from '../styles';
import { text } from '../text';
import { unitFor, unitsFor, Values, type ValueUnit } from '../units';
import { ToolbarEvent } from './toolbar';

/** What the strip below the panes shows. */
export interface Measured {
  readonly selection: Selection;
  readonly image: Size;
  readonly unit: ValueUnit;
  readonly range: ValueRange | undefined;
  readonly panes: readonly {
    readonly label: string;
    readonly measurement: Measurement | undefined;
    /** Of the selection as it is now. */
    readonly isCurrent: boolean;
  }[];
}

/** Undefined where nothing is measured. */
export function measuredIn({
  selection,
  image,
  prefs,
  subject,
  measuring,
  inspected,
}: Scene<unknown>): Measured | undefined {
  if (!selection || !image) return undefined;
  return {
    selection,
    image,
    unit: unitFor(prefs.unit, subject?.range),
    range: subject?.range,
    panes: inspected.flatMap(({ label, inspects }) => (inspects ? [{ label, ...measuring.of(inspects) }] : [])),
  };
}

/** Size of a plot in its own units; it is stretched to where it lies. */
const plot = { width: 400, height: 100 };

/** What is selected, measured in every pane that is shown: its place, its figures and its plot. */
@customElement('amsnet-measurement')
export class MeasurementElement extends LitElement {
  static override styles = [
    shared,
    numberTable,
    listBox,
    css`
      :host {
        display: block;
        overflow: auto;
        max-height: 40vh;
        background: var(--vscode-sideBar-background);
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      .bar,
      .content,
      label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
      }
      .bar,
      .content {
        padding: 3px 8px;
      }
      .content {
        align-items: flex-start;
        gap: 6px 20px;
      }
      label {
        gap: 4px;
      }
      h2 {
        margin: 0;
        font-size: 12px;
        font-weight: 600;
      }
      input {
        width: 9ch;
        height: 20px;
        padding: 0 4px;
        font: inherit;
        color: var(--vscode-input-foreground);
        background: var(--vscode-input-background);
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
        border-radius: 2px;
      }
      .end {
        margin-left: auto;
      }
      .old {
        opacity: 0.55;
      }
      .table {
        max-width: 100%;
        overflow-x: auto;
      }
      th {
        white-space: nowrap;
      }
      th:not(:first-child),
      td {
        padding-left: 14px;
      }
      .swatch {
        width: 22px;
        height: 8px;
        margin-right: 6px;
      }
      figure {
        flex: 1 1 240px;
        min-width: 0;
        margin: 0;
      }
      .plot {
        display: block;
        width: 100%;
        height: 100px;
        border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      figcaption {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 8px;
      }
      path {
        fill: none;
        stroke-width: 1.5px;
        vector-effect: non-scaling-stroke;
      }
      /* Told apart without colours as well. */
      .line0 {
        stroke: var(--vscode-foreground);
      }
      .line1 {
        stroke: var(--vscode-charts-blue);
      }
      .line2 {
        stroke: var(--vscode-charts-orange);
        stroke-dasharray: 6 3;
      }
      .line3 {
        stroke: var(--vscode-charts-green);
        stroke-dasharray: 2 2;
      }
      .line4 {
        stroke: var(--vscode-charts-purple);
        stroke-dasharray: 8 3 2 3;
      }
      .line5 {
        stroke: var(--vscode-charts-red);
        stroke-dasharray: 4 4;
      }
    `,
  ];

  @property({ attribute: false }) measured: Measured | undefined;

  override render(): TemplateResult | typeof nothing {
    const { measured } = this;
    if (!measured) return nothing;
    const { selection, range, unit, panes } = measured;
    return html`<div class="bar">
        <h2>${text.selection.shapes[selection.shape]}</h2>
        ${this.#fields(measured)}
        <select
          data-testid="unit"
          aria-label=${text.selection.unit}
          title=${text.selection.unit}
          @change=${(event: Event) => {
            this.#ask({ unit: (event.target as HTMLSelectElement).value as ValueUnit });
          }}
        >
          ${unitsFor(range).map(
            each => html`<option value=${each} ?selected=${each === unit}>${text.selection.units[each]}</option>`,
          )}
        </select>
        <vscode-toolbar-button
          class="end"
          icon="close"
          label=${text.selection.close}
          title=${text.selection.close}
          @click=${() => {
            this.#ask({ tool: undefined });
          }}
        ></vscode-toolbar-button>
      </div>
      <div class="content" aria-busy=${panes.every(({ isCurrent }) => isCurrent) ? 'false' : 'true'}>
        ${guard([unit, range, ...panes.flatMap(pane => Object.values(pane))], () => [
          this.#table(measured),
          plotOf(measured),
        ])}
      </div>`;
  }

  /** The place in numbers: what is drawn by the mouse can be typed. */
  #fields({ selection, image }: Measured): TemplateResult {
    const { from, to } = selection;
    const rect = rectOf(selection);
    const { x, y, width, height } = rect;
    const fields = text.selection.fields;
    const corners = (change: Partial<typeof rect>) => {
      const next = { ...rect, ...change };
      this.#ask({ ends: { from: next, to: { x: next.x + next.width - 1, y: next.y + next.height - 1 } } });
    };
    const ends = (change: { from?: Partial<Point>; to?: Partial<Point> }) => {
      this.#ask({ ends: { from: { ...from, ...change.from }, to: { ...to, ...change.to } } });
    };
    return selection.shape === 'rectangle'
      ? html`${field('x', fields.x, x, 0, image.width - width, value => {
          corners({ x: value });
        })}
        ${field('y', fields.y, y, 0, image.height - height, value => {
          corners({ y: value });
        })}
        ${field('width', fields.width, width, 1, image.width - x, value => {
          corners({ width: value });
        })}
        ${field('height', fields.height, height, 1, image.height - y, value => {
          corners({ height: value });
        })}`
      : html`${field('from-x', fields.fromX, from.x, 0, image.width - 1, value => {
          ends({ from: { x: value } });
        })}
        ${field('from-y', fields.fromY, from.y, 0, image.height - 1, value => {
          ends({ from: { y: value } });
        })}
        ${field('to-x', fields.toX, to.x, 0, image.width - 1, value => {
          ends({ to: { x: value } });
        })}
        ${field('to-y', fields.toY, to.y, 0, image.height - 1, value => {
          ends({ to: { y: value } });
        })}`;
  }

  #table({ selection, panes, unit, range }: Measured): TemplateResult {
    const values = new Values(unit, range);
    const isRectangle = selection.shape === 'rectangle';
    const scored = panes.some(({ measurement }) => measurement?.score);
    const all = (numbers: readonly number[] | undefined, write: (value: number) => string) =>
      numbers?.map(write).join('  ') ?? '–';
    return html`<div class="table" role="region" tabindex="0" aria-label=${text.selection.table}>
      <table data-testid="measurement">
        <thead>
          <tr>
            <th scope="col">${text.selection.pane}</th>
            ${
              isRectangle
                ? html`<th scope="col">${text.selection.mean}</th>
                    <th scope="col" title=${text.selection.deviationHint}>${text.selection.deviation}</th>
                    <th scope="col">${text.selection.range}</th>`
                : nothing
            }
            ${
              scored
                ? html`<th scope="col">${text.measurements.psnr}</th>
                    <th scope="col">${text.measurements.ssim}</th>`
                : nothing
            }
          </tr>
        </thead>
        <tbody>
          ${panes.map(({ label, measurement, isCurrent }, i) => {
            const { statistics, score } = measurement ?? {};
            return html`<tr class=${isCurrent ? '' : 'old'} data-testid="measured-${i}">
              <th scope="row">
                <svg class="swatch" aria-hidden="true" viewBox="0 0 22 8">
                  ${svg`<path class=${lineClass(i)} d="M0 4H22"></path>`}</svg
                >${label}
              </th>
              ${
                isRectangle
                  ? html`<td class="number">${all(statistics?.mean, value => values.at(value))}</td>
                      <td class="number">${all(statistics?.deviation, value => values.between(value))}</td>
                      <td class="number">
                        ${statistics ? text.selection.fromTo(values.at(statistics.min), values.at(statistics.max)) : '–'}
                      </td>`
                  : nothing
              }
              ${
                scored
                  ? html`<td class="number">${decibels(score?.psnr)}</td>
                      <td class="number">${similarity(score?.ssim)}</td>`
                  : nothing
              }
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  #ask(prefs: Partial<Prefs>): void {
    this.dispatchEvent(new ToolbarEvent({ prefs }));
  }
}

function field(
  id: string,
  label: string,
  value: number,
  min: number,
  max: number,
  set: (value: number) => void,
): TemplateResult {
  return html`<label
    >${label}
    <input
      type="number"
      data-testid="selection-${id}"
      min=${min}
      max=${max}
      .value=${String(value)}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        const wished = Math.round(input.valueAsNumber);
        if (Number.isFinite(wished)) set(Math.min(max, Math.max(min, wished)));
        else input.value = String(value);
      }}
  /></label>`;
}

function lineClass(index: number): string {
  return `line${index % 6}`;
}

/** The histograms of a rectangle, their counts on a logarithmic scale, or what lies along a line. */
function plotOf({ selection, panes, unit, range }: Measured): TemplateResult | typeof nothing {
  const values = new Values(unit, range);
  const measurements = panes.map(({ measurement }) => measurement);
  const { histogram, profile } = text.selection;
  if (selection.shape === 'rectangle') {
    const histograms = measurements.map(each => each?.statistics?.histogram);
    const filled = histograms.flatMap(bins => bins?.flatMap((count, bin) => (count > 0 ? [bin] : [])) ?? []);
    if (filled.length === 0) return nothing;
    const first = Math.min(...filled);
    const last = Math.max(first + 1, ...filled);
    const heights = histograms.map(bins => bins?.slice(first, last + 1).map(count => Math.log1p(count)));
    const [from, to] = [first, last].map(bin => values.at(bin / (histogramBins - 1)));
    const most = String(Math.max(...histograms.flatMap(bins => bins ?? [])));
    return curves(heights, 0, histogram.label(from, to, most), [from, histogram.caption(most), to]);
  }
  const profiles = measurements.map(each => each?.profile);
  const known = profiles.flatMap(each => each?.filter(value => value !== null) ?? []);
  if (known.length === 0) return nothing;
  const [low, high] = [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))];
  const [from, to] = [values.at(low), values.at(high)];
  const length = String(Math.max(...profiles.map(each => each?.length ?? 0)));
  return curves(profiles, low, profile.label(length, from, to), ['0', profile.caption(from, to), length]);
}

/** Curves over equal steps, the highest point of all at the top and `low` at the bottom; gaps where there is no value. */
function curves(
  all: readonly (readonly (number | null)[] | undefined)[],
  low: number,
  label: string,
  caption: readonly string[],
): TemplateResult {
  const high = all.reduce((most, each) => (each ?? []).reduce<number>((a, b) => Math.max(a, b ?? a), most), low);
  const pathOf = (heights: readonly (number | null)[]) => {
    const step = plot.width / Math.max(1, heights.length - 1);
    let pen = 'M';
    return heights
      .map((height, i) => {
        if (height === null) {
          pen = 'M';
          return '';
        }
        const y = plot.height * (1 - (high > low ? (height - low) / (high - low) : 0.5));
        const point = `${pen}${(i * step).toFixed(1)} ${y.toFixed(1)}`;
        pen = 'L';
        return point;
      })
      .join('');
  };
  return html`<figure>
    <svg
      class="plot"
      role="img"
      aria-label=${label}
      data-testid="plot"
      viewBox="0 0 ${plot.width} ${plot.height}"
      preserveAspectRatio="none"
    >
      ${all.map((heights, i) => (heights ? svg`<path class=${lineClass(i)} d=${pathOf(heights)}></path>` : nothing))}
    </svg>
    <figcaption class="number dim">${caption.map(each => html`<span>${each}</span>`)}</figcaption>
  </figure>`;
}
