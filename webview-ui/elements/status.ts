import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Activity, PaneStage } from '../../src/messages/view';
import type { Point } from '../camera';
import { duration, percent } from '../format';
import type { PixelValue, Scene } from '../scene';
import { shared } from '../styles';
import { Values } from '../units';
import { text } from '../text';
import { CommandEvent } from './command-event';
import { iconButton } from '../icon-button';

export interface Inspected {
  readonly stage: PaneStage;
  readonly label: string;
  readonly value: PixelValue | undefined;
}

/** What lies under the pointer in every pane that is shown, or that a difference is made of. */
export function inspectedIn(scene: Scene<unknown>): Inspected[] {
  return scene.inspected.flatMap(({ label, inspects }) =>
    inspects ? [{ stage: inspects, label, value: scene.valueOf(inspects) }] : [],
  );
}

/** The line below the panes: the pixel under the pointer in every pane, and what is going on. */
@customElement('amsnet-status')
export class StatusElement extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-start;
        gap: 0 12px;
        min-height: 24px;
        padding: 3px 8px;
        background: var(--vscode-editorGroupHeader-tabsBackground);
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      .pixel {
        flex: 1 1 400px;
        display: grid;
        grid-template-columns: 13ch 1fr;
        min-width: 0;
        line-height: 18px;
      }
      .cells {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(216px, 1fr));
        gap: 0 10px;
        min-width: 0;
      }
      .cell {
        display: flex;
        align-items: center;
        gap: 5px;
        overflow: hidden;
      }
      .label {
        min-width: 8ch;
      }
      .swatch {
        flex: none;
        width: 10px;
        height: 10px;
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, transparent));
      }
      .work {
        display: flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
        min-height: 18px;
      }
    `,
  ];

  @property({ attribute: false }) pointer: Point | undefined;
  @property({ attribute: false }) inspected: readonly Inspected[] = [];
  @property({ attribute: false }) values = new Values('eightBit', undefined);
  @property({ attribute: false }) activity: Activity | undefined;
  @property({ type: Boolean }) paused = false;
  /** What measuring the whole image would take, where that waits to be asked for. */
  @property({ type: Number }) measureSeconds: number | undefined;
  /** One sentence on the last result, shown while nothing is going on. */
  @property() summary = '';

  override render(): TemplateResult {
    return html`
      <div class="pixel number" data-testid="inspector" aria-label=${text.status.inspector}>
        <span>x ${this.pointer?.x ?? '–'}&ensp;y ${this.pointer?.y ?? '–'}</span>
        <div class="cells">${this.inspected.map(each => cell(each, this.values))}</div>
      </div>
      <div class="work">${this.#work()}</div>
      <div class="silent" role="status" aria-live="polite">${this.#announcement()}</div>
    `;
  }

  #work(): TemplateResult {
    const { activity } = this;
    if (activity) {
      return html`<span data-testid="activity">${sentence(activity)}</span> ${iconButton(
          { icon: 'debug-stop', label: text.status.cancel, hint: text.status.cancelHint, testId: 'cancel' },
          () => this.dispatchEvent(new CommandEvent('cancel')),
        )}`;
    }
    if (this.paused) {
      return html`<span>${text.status.stopped}</span>
        <vscode-toolbar-button
          icon="debug-start"
          data-testid="resume"
          @click=${() => this.dispatchEvent(new CommandEvent('resume'))}
          >${text.status.resume}</vscode-toolbar-button
        >`;
    }
    const { measureSeconds } = this;
    return html`<span class="dim" data-testid="summary">${this.summary}</span> ${
        measureSeconds === undefined
          ? nothing
          : html`<vscode-toolbar-button
              icon="graph"
              data-testid="measure"
              @click=${() => this.dispatchEvent(new CommandEvent('measure'))}
              >${text.status.measure(duration(measureSeconds))}</vscode-toolbar-button
            >`
      }`;
  }

  /** Steps of a quarter: a screen reader is not to read every percent. */
  #announcement(): string {
    const { activity } = this;
    if (!activity) return this.paused ? text.status.stopped : this.summary;
    const quarter = Math.floor((activity.fraction ?? 0) * 4) * 25;
    return text.status.announcement(text.status.activities[activity.kind], quarter);
  }
}

function sentence({ kind, fraction, secondsLeft }: Activity): string {
  const share = fraction === undefined ? undefined : percent(fraction);
  const left = secondsLeft === undefined ? undefined : duration(secondsLeft);
  return text.status.activity(text.status.activities[kind], share, left);
}

/**
 * One pane's cell: always there, so that nothing moves when the pointer does. What 8 bit of the pixels say at once, then
 * what the engine computed.
 */
function cell({ stage, label, value }: Inspected, values: Values): TemplateResult {
  const { bytes, exact } = value ?? {};
  const colour = bytes ?? exact?.map(each => Math.min(255, Math.max(0, each * 255)));
  const shown = exact?.map(each => values.at(each)) ?? bytes?.map(each => values.ofByte(each));
  return html`<span
    class="cell"
    data-testid="pixel-${stage}"
    title=${
      exact
        ? text.status.pixel(
            label,
            exact.map(each => each.toFixed(6)),
          )
        : label
    }
  >
    <span class="swatch" .style=${colour ? `background: rgb(${colour.join()})` : ''}></span>
    <span class="label dim">${label}</span>
    <span>${shown?.join(' ') ?? '–'}</span>
  </span>`;
}
