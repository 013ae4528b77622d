import './language';
import { customElement, property } from 'lit/decorators.js';
import { LitElement, type PropertyValues } from 'lit';
import uPlot from 'uplot';
import type { Point } from '../../src/messages/training';
import { text } from '../text';

const wholeSteps = [1, 10, 100, 1e3, 1e4, 1e5, 1e6].flatMap(power => [power, 2 * power, 5 * power]);

/** The two curves of a training over its steps, each with a scale of its own: they measure different things. */
@customElement('amsnet-chart')
export class ChartElement extends LitElement {
  @property({ attribute: false }) losses: readonly Point[] = [];
  @property({ attribute: false }) validation: readonly Point[] = [];
  #plot: uPlot | undefined;
  readonly #sizes = new ResizeObserver(() => {
    this.#plot?.setSize(this.#size);
  });
  /** Another theme brings other colours to draw with. */
  readonly #themes = new MutationObserver(() => {
    this.#plot?.destroy();
    this.#plot = undefined;
    this.requestUpdate();
  });

  /** The plot's style sheet is the page's. */
  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'img');
    this.#sizes.observe(this);
    this.#themes.observe(document.body, { attributeFilter: ['class'] });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#themes.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const data = aligned(this.losses, this.validation);
    if (this.#plot) this.#plot.setData(data);
    else this.#plot = new uPlot(this.#options, data, this);
    const last = (curve: readonly Point[]) => curve.at(-1)?.[1].toPrecision(4);
    this.setAttribute('aria-label', text.training.curvesNow(last(this.losses), last(this.validation)));
  }

  get #size(): { width: number; height: number } {
    return { width: Math.max(100, this.clientWidth), height: Math.max(80, this.clientHeight) };
  }

  get #options(): uPlot.Options {
    const style = getComputedStyle(this);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const font = `11px ${style.fontFamily}`;
    const grid = { stroke: colour('--vscode-editorIndentGuide-background1') || 'transparent', width: 1 };
    const axis = { font, stroke: colour('--vscode-descriptionForeground'), grid, ticks: grid };
    const [blue, orange] = [colour('--vscode-charts-blue'), colour('--vscode-charts-orange')];
    const values = (_: uPlot, splits: number[]) => splits.map(value => value.toPrecision(3));
    return {
      ...this.#size,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false } },
      axes: [
        { ...axis, incrs: wholeSteps },
        { ...axis, scale: 'loss', stroke: blue, values, size: 64 },
        { ...axis, scale: 'validation', stroke: orange, values, size: 64, grid: { show: false } },
      ],
      series: [
        {},
        {
          label: text.training.figures.loss[0],
          scale: 'loss',
          stroke: blue,
          width: 1.5,
          spanGaps: true,
          points: { show: false },
        },
        {
          label: text.training.figures.validation[0],
          scale: 'validation',
          stroke: orange,
          width: 1.5,
          dash: [6, 4],
          spanGaps: true,
          points: { show: true, size: 5, fill: orange },
        },
      ],
    };
  }
}

/** Both curves over all steps that either has a value at. */
function aligned(losses: readonly Point[], validation: readonly Point[]): uPlot.AlignedData {
  const [a, b] = [new Map(losses), new Map(validation)];
  const steps = [...new Set([...a.keys(), ...b.keys()])].sort((x, y) => x - y);
  return [steps, steps.map(step => a.get(step) ?? null), steps.map(step => b.get(step) ?? null)];
}
