import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import {
  isTrainingMessage,
  type TrainingCommand,
  type TrainingPageMessage,
  type TrainingState,
  type TrainSample,
} from '../../src/messages/training';
import { duration } from '../format';
import { text } from '../text';

declare function acquireVsCodeApi(): {
  postMessage(message: TrainingPageMessage): void;
  setState(state: unknown): void;
};

const api = acquireVsCodeApi();

const words = text.training;

/** The page of a training. */
@customElement('amsnet-training')
export class TrainingElement extends LitElement {
  @state() private training: TrainingState | undefined;
  @state() private sample: TrainSample | undefined;

  /** Its style sheet is the page's. */
  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (!isTrainingMessage(event.data)) return;
      if (event.data.type === 'training') this.training = event.data.state;
      else this.sample = event.data.sample;
    });
    // Without a state VS Code does not bring the page back after the window was loaded anew.
    api.setState({});
    api.postMessage({ type: 'ready' });
  }

  override render(): TemplateResult | typeof nothing {
    const { training } = this;
    if (!training) return nothing;
    const { title, from, minutes, phase, problem, summary, losses, validation } = training;
    const busy = ['starting', 'training', 'pausing', 'stopping'].includes(phase);
    return html`
      <h1>${words.heading(title)}</h1>
      <p class="dim">${words.plan(from, duration(60 * minutes))}</p>
      <vscode-progress-bar
        class="bar"
        aria-label=${text.view.progress}
        .value=${100 * training.fraction}
        .indeterminate=${phase === 'starting'}
      ></vscode-progress-bar>
      <p role="status" data-testid="phase">${statusOf(training)}</p>
      <div class="actions">${actionsOf(training).map((command, i) => button(command, i > 0))}</div>
      ${
        problem
          ? html`<div class="message problem" role="alert" data-testid="problem">
              ${text.banner.problem(problem.message, problem.action)}
            </div>`
          : nothing
      }
      ${!busy && summary ? verdict(training) : nothing} ${figures(training)}
      <h2>${words.curves}</h2>
      <div class="legend" aria-hidden="true">
        <span>${words.figures.loss[0]}</span><span class="validation">${words.figures.validation[0]}</span>
      </div>
      <amsnet-chart .losses=${losses} .validation=${validation}></amsnet-chart>
      <p class="dim">${words.aboutValidation}</p>
      <h2>${words.sample}</h2>
      <amsnet-sample .sample=${this.sample} .from=${from ?? undefined}></amsnet-sample>
      ${skipped(training)}
    `;
  }
}

function statusOf({ phase, fraction, secondsLeft, step, summary, keptAs }: TrainingState): string {
  const percent = text.units.percent(String(Math.floor(100 * fraction)));
  switch (phase) {
    case 'training':
      return text.list([
        words.running(percent),
        ...(step > 0 ? [words.step(step)] : []),
        ...(secondsLeft === undefined ? [] : [words.left(duration(secondsLeft))]),
      ]);
    case 'paused':
      return words.paused(percent);
    case 'ended':
      return summary ? words.ended(summary.ended === 'finished', summary.step) : words.endedEmpty;
    case 'kept':
      return words.kept(keptAs ?? '');
    default:
      return words.phases[phase];
  }
}

/** What can be done now, the likeliest first. */
function actionsOf({ phase, summary }: TrainingState): TrainingCommand[] {
  switch (phase) {
    case 'starting':
    case 'training':
      return ['pause', 'stop'];
    case 'paused':
      return ['resume', 'stop', 'discard'];
    case 'ended':
      return summary ? ['keep', 'discard', ...(summary.checkpoint === null ? [] : ['resume' as const])] : ['discard'];
    case 'failed':
      return ['resume', 'discard', 'showLog'];
    case 'pausing':
    case 'stopping':
    case 'kept':
      return [];
  }
}

function button(command: TrainingCommand, secondary: boolean): TemplateResult {
  const send = () => {
    api.postMessage({ type: 'command', command });
  };
  return html`<vscode-button ?secondary=${secondary} data-testid="command-${command}" @click=${send}
    >${words.commands[command]}</vscode-button
  >`;
}

function verdict({ summary }: TrainingState): TemplateResult | typeof nothing {
  if (!summary) return nothing;
  const notes = [
    ...(summary.helped === true ? [words.better((summary.gain ?? 0).toFixed(1), summary.from)] : []),
    ...summary.notes,
  ];
  return notes.length === 0
    ? html``
    : html`<div class="message" data-testid="verdict">${notes.map(note => html`<p>${note}</p>`)}</div>`;
}

function figures({ facts, validation, losses, speed }: TrainingState): TemplateResult {
  const first = validation.at(0)?.[1];
  const best = validation.length === 0 ? undefined : Math.min(...validation.map(([, error]) => error));
  const change =
    first !== undefined && best !== undefined ? ` ${words.change((100 * (best / first - 1)).toFixed(1))}` : '';
  const values: Readonly<Record<keyof typeof words.figures, string | undefined>> = {
    images: facts && String(facts.images),
    noise: facts && `${(255 * facts.noise.sigma).toFixed(1)} / 255`,
    correlation: facts?.noise.correlation[0]?.toFixed(2).replace('-0.00', '0.00'),
    pdFactor: facts && String(facts.pdFactor),
    loss: losses.at(-1)?.[1].toFixed(5),
    validation: best === undefined ? undefined : best.toFixed(5) + change,
    speed: speed && words.speed(speed.megapixelsPerSecond.toFixed(2), speed.device === 'cuda' ? 'CUDA' : 'CPU'),
  };
  return html`<dl class="figures">
    ${Object.entries(words.figures).map(
      ([id, [name, hint]]) =>
        html`<div title=${hint}>
          <dt>${name}</dt>
          <dd class="number" data-testid="figure-${id}">${values[id as keyof typeof values] ?? '–'}</dd>
        </div>`,
    )}
  </dl>`;
}

function skipped({ facts }: TrainingState): TemplateResult | typeof nothing {
  if (!facts || facts.skipped.length === 0) return nothing;
  return html`<h2>${words.skipped}</h2>
    <ul>
      ${facts.skipped.map(({ reason }) => html`<li>${reason}</li>`)}
    </ul>`;
}
