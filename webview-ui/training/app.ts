import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import {
  isTrainingMessage,
  type Phase,
  type TrainingCommand,
  type TrainingPageMessage,
  type TrainingState,
  type TrainSample,
} from '../../src/messages/training';
import { duration } from '../format';

declare function acquireVsCodeApi(): {
  postMessage(message: TrainingPageMessage): void;
  setState(state: unknown): void;
};

const api = acquireVsCodeApi();

const labels: Readonly<Record<TrainingCommand, string>> = {
  pause: 'Pause',
  resume: 'Continue',
  stop: 'Stop',
  keep: 'Keep...',
  discard: 'Discard',
  showLog: 'Show log',
};

const phases: Readonly<Record<Phase, string>> = {
  starting: 'Reading the images...',
  training: 'Training',
  pausing: 'Pausing after this step...',
  paused: 'Paused',
  stopping: 'Stopping after this step...',
  ended: 'Ended',
  failed: 'Failed',
  kept: 'Kept',
};

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
      <h1>Adapt to ${title}</h1>
      <p class="dim">
        ${from === null ? 'From scratch' : `From ${from}`}, ${duration(60 * minutes)} of training. Nothing clean is
        needed and nothing leaves this machine.
      </p>
      <vscode-progress-bar
        class="bar"
        aria-label="Progress"
        .value=${100 * training.fraction}
        .indeterminate=${phase === 'starting'}
      ></vscode-progress-bar>
      <p role="status" data-testid="phase">${statusOf(training)}</p>
      <div class="actions">${actionsOf(training).map((command, i) => button(command, i > 0))}</div>
      ${
        problem
          ? html`<div class="message problem" role="alert" data-testid="problem">
              ${problem.message} ${problem.action ?? ''}
            </div>`
          : nothing
      }
      ${!busy && summary ? verdict(training) : nothing} ${figures(training)}
      <h2>Loss and validation error</h2>
      <div class="legend" aria-hidden="true"><span>Loss</span><span class="validation">Validation error</span></div>
      <amsnet-chart .losses=${losses} .validation=${validation}></amsnet-chart>
      <p class="dim">
        The validation error is measured at hidden pixels of parts of the images that are never trained on. It contains
        the noise itself, so that it never comes near zero.
      </p>
      <h2>A piece of one image</h2>
      <amsnet-sample .sample=${this.sample} .from=${from ?? undefined}></amsnet-sample>
      ${skipped(training)}
    `;
  }
}

function statusOf({ phase, fraction, secondsLeft, step, summary, keptAs }: TrainingState): string {
  const percent = `${Math.floor(100 * fraction)} %`;
  switch (phase) {
    case 'training':
      return [
        `Training, ${percent}`,
        ...(step > 0 ? [`step ${step}`] : []),
        ...(secondsLeft === undefined ? [] : [`${duration(secondsLeft)} left`]),
      ].join(', ');
    case 'paused':
      return `Paused at ${percent}. What was learned is saved.`;
    case 'ended':
      return summary
        ? `${summary.ended === 'finished' ? 'Finished' : 'Ended'} after ${summary.step} steps. Keep the model to use it.`
        : 'Ended before anything was learned.';
    case 'kept':
      return `Kept as ${keptAs ?? ''}. It is in the model picker of the Denoise view.`;
    default:
      return phases[phase];
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
    >${labels[command]}</vscode-button
  >`;
}

function verdict({ summary }: TrainingState): TemplateResult | typeof nothing {
  if (!summary) return nothing;
  const notes = [
    ...(summary.helped === true
      ? [
          `The new model is better for these images: its estimated error on parts that were never trained on is ${(summary.gain ?? 0).toFixed(1)} dB smaller than that of ${summary.from ?? 'the starting model'}, each with its best settings.`,
        ]
      : []),
    ...summary.notes,
  ];
  return notes.length === 0
    ? html``
    : html`<div class="message" data-testid="verdict">${notes.map(note => html`<p>${note}</p>`)}</div>`;
}

function figures({ facts, validation, losses, speed }: TrainingState): TemplateResult {
  const first = validation.at(0)?.[1];
  const best = validation.length === 0 ? undefined : Math.min(...validation.map(([, error]) => error));
  const change = first !== undefined && best !== undefined ? ` (${(100 * (best / first - 1)).toFixed(1)} %)` : '';
  const entries: [name: string, value: string | undefined, hint: string][] = [
    ['Images', facts && String(facts.images), 'Images that are trained on'],
    ['Noise', facts && `${(255 * facts.noise.sigma).toFixed(1)} / 255`, 'Standard deviation of the noise'],
    [
      'Correlation',
      facts?.noise.correlation[0]?.toFixed(2).replace('-0.00', '0.00'),
      'Similarity of the noise of neighbours; 0 = independent',
    ],
    [
      'PD factor',
      facts && String(facts.pdFactor),
      'Pixels are taken this far apart, so that their noise is independent',
    ],
    ['Loss', losses.at(-1)?.[1].toFixed(5), 'Mean over the last steps'],
    [
      'Validation error',
      best === undefined ? undefined : best.toFixed(5) + change,
      'The lowest so far, and the change',
    ],
    [
      'Speed',
      speed && `${speed.megapixelsPerSecond.toFixed(2)} MP/s, ${speed.device === 'cuda' ? 'CUDA' : 'CPU'}`,
      'Megapixels trained on per second, and where',
    ],
  ];
  return html`<dl class="figures">
    ${entries.map(
      ([name, value, hint]) =>
        html`<div title=${hint}>
          <dt>${name}</dt>
          <dd class="number" data-testid=${`figure-${name.toLowerCase().replaceAll(' ', '-')}`}>${value ?? '–'}</dd>
        </div>`,
    )}
  </dl>`;
}

function skipped({ facts }: TrainingState): TemplateResult | typeof nothing {
  if (!facts || facts.skipped.length === 0) return nothing;
  return html`<h2>Left out</h2>
    <ul>
      ${facts.skipped.map(({ reason }) => html`<li>${reason}</li>`)}
    </ul>`;
}
