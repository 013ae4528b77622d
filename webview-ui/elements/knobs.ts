import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { canChoose } from '../../src/core/auto-settings';
import {
  presetFor,
  presetLabels,
  presetNames,
  presets,
  rowOf,
  type NumberRow,
  type DenoiseSettings,
  type PresetName,
  type SettingName,
  settingNames,
} from '../../src/core/settings';
import { takesEffect } from '../../src/core/stages';
import type { Device, KnobChange, Knobs, ViewState } from '../../src/messages/view';
import { modelLabel } from '../../src/messages/labels';
import { shared } from '../styles';
import { text } from '../text';
import { CommandEvent } from './command-event';
import type { KnobEvent } from './knob';
import { iconButton } from '../icon-button';

/** Asks for a change of the job. */
export class ChangeEvent extends Event {
  constructor(readonly change: KnobChange) {
    super('knob-change');
  }
}

/** Asks for one of the user's own presets, or for letting it go. */
export class PresetEvent extends Event {
  constructor(
    readonly name: string,
    readonly action: 'use' | 'remove',
  ) {
    super('own-preset');
  }
}

/** Before the name of one of the user's own presets: it may be called like another one. */
const own = 'own:';

/** Model, device and every setting of the job. */
@customElement('amsnet-knobs')
export class KnobsElement extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 2px;
      }
      .row {
        display: grid;
        grid-template-columns: 74px 1fr auto;
        align-items: center;
        gap: 6px;
        min-height: 26px;
      }
      vscode-single-select {
        width: 100%;
        min-width: 0;
      }
      .tools {
        display: flex;
        justify-content: flex-end;
        gap: 2px;
      }
      .seed {
        width: 100%;
      }
      p {
        margin: 2px 0 4px;
        line-height: 1.35;
      }
    `,
  ];

  @property({ attribute: false }) state: ViewState | undefined;
  /** Suggested by the noise that was measured. */
  @property({ type: Number }) suggestedPd: number | undefined;

  override render(): TemplateResult | typeof nothing {
    const knobs = this.state?.knobs;
    if (!this.state || !knobs) return nothing;
    return html`
      ${this.#tools(this.state)} ${this.#models(this.state, knobs)} ${this.#devices(this.state, knobs)}
      ${this.#presets(this.state, knobs)} ${this.#reason(this.state)}
      ${settingNames.map(name => this.#control(name, knobs, this.state?.models))} ${this.#advice(this.state, knobs)}
    `;
  }

  #control(name: SettingName, { model, settings }: Knobs, models: ViewState['models'] = []) {
    const row = rowOf(name);
    if (row.control === 'none') return nothing;
    if ('choices' in row) {
      if (row.needs && models.find(each => each.name === model)?.[row.needs] !== true) return nothing;
      return html`<div class="row">
        <label title=${row.help}>${row.label}</label>
        ${select(name, row.label, String(settings[name]), Object.entries(row.choices), value => {
          if (value in row.choices) this.#set({ [name]: value });
        })}
      </div>`;
    }
    const value = Number(settings[name]);
    if (row.control === 'seed') return this.#seed(name, row, value);
    return html`<amsnet-knob
      data-testid="knob-${name}"
      label=${row.label}
      hint=${row.help}
      min=${row.min}
      max=${row.max}
      step=${row.integer ? 1 : 0.01}
      .value=${value}
      .disabled=${!takesEffect(name, settings)}
      @knob=${(event: KnobEvent) => {
        this.#set({ [name]: event.value });
      }}
    ></amsnet-knob>`;
  }

  #seed(name: SettingName, { label, help, max }: NumberRow, seed: number): TemplateResult {
    return html`<div class="row">
      <label for=${name} title=${help}>${label}</label>
      <vscode-textfield
        id=${name}
        class="seed"
        data-testid="knob-${name}"
        type="number"
        .label=${label}
        min="0"
        max=${max}
        .value=${live(String(seed))}
        @change=${(event: Event) => {
          const value = Math.round(Number((event.target as HTMLInputElement).value));
          if (value >= 0 && value <= max) this.#set({ [name]: value });
          else this.requestUpdate();
        }}
      ></vscode-textfield>
      ${iconButton({ icon: 'refresh', label: text.knobs.newSeed }, () => {
        this.#set({ [name]: crypto.getRandomValues(new Uint32Array(1))[0] });
      })}
    </div>`;
  }

  #models({ models, allowModelFiles }: ViewState, knobs: Knobs): TemplateResult {
    const chosen = models.find(model => model.name === knobs.model);
    return html`<div class="row">
      <label title=${chosen?.description ?? ''}>${text.knobs.model}</label>
      ${select(
        'model',
        text.knobs.model,
        knobs.model,
        models.map(model => [model.name, modelLabel(model.name)]),
        value => {
          this.#change({ model: value });
        },
      )}
      ${
        allowModelFiles
          ? iconButton({ icon: 'folder-opened', label: text.knobs.chooseModelFile }, () =>
              this.dispatchEvent(new CommandEvent('chooseModel')),
            )
          : nothing
      }
    </div>`;
  }

  #devices({ devices }: ViewState, knobs: Knobs): TemplateResult {
    const named = devices.map(({ name, available, reason }): Option => [
      name,
      available ? name : text.knobs.unavailable(name),
      reason,
    ]);
    // What the user's settings name besides, a server.
    const isListed = knobs.device === 'auto' || devices.some(({ name }) => name === knobs.device);
    const options: Option[] = [
      ['auto', 'auto'],
      ...named,
      ...(isListed ? [] : [[knobs.device, knobs.device] as const]),
    ];
    return html`<div class="row">
      <label>${text.knobs.device}</label>
      ${select('device', text.knobs.device, knobs.device, options, value => {
        this.#change({ device: value as Device });
      })}
    </div>`;
  }

  #tools({ history }: ViewState): TemplateResult {
    const tool = (command: 'undo' | 'redo' | 'savePreset' | 'resetKnobs', icon: string, label: string, usable = true) =>
      iconButton({ icon, label, testId: command, usable }, () => this.dispatchEvent(new CommandEvent(command)));
    return html`<div class="tools" role="group" aria-label=${text.knobs.tools}>
      ${tool('undo', 'discard', text.knobs.undo, history.undo)} ${tool('redo', 'redo', text.knobs.redo, history.redo)}
      ${tool('savePreset', 'save', text.knobs.savePreset)} ${tool('resetKnobs', 'clear-all', text.knobs.reset)}
    </div>`;
  }

  #presets({ models, auto, presets: named }: ViewState, { model, settings }: Knobs): TemplateResult {
    const chosen = models.find(each => each.name === model);
    const same = (preset: DenoiseSettings, but: SettingName[] = ['seed']) =>
      settingNames.every(name => but.includes(name) || preset[name] === settings[name]);
    const ofPreset = (name: PresetName) => (chosen ? presetFor(name, chosen) : presets[name]);
    const mine = named.find(each => each.model === model && same(each.settings, []));
    const known = mine ? own + mine.name : presetNames.find(name => same(ofPreset(name)));
    const current = auto ? 'auto' : (known ?? 'custom');
    const offered = presetNames.filter(name => name !== 'single-pass' || chosen?.singlePass === true);
    const automatic: Option[] = chosen && canChoose(chosen) ? [['auto', text.knobs.auto]] : [];
    const options = [
      ...automatic,
      ...offered.map((name): Option => [name, presetLabels[name]]),
      ...named.map((each): Option => [own + each.name, each.name, modelLabel(each.model)]),
    ];
    return html`<div class="row">
      <label title=${text.knobs.presetHint}>${text.knobs.preset}</label>
      ${select('preset', text.knobs.preset, current, [...options, ['custom', text.knobs.custom]], value => {
        const name = presetNames.find(each => each === value);
        if (value === 'auto') this.#change({ auto: true });
        if (value.startsWith(own)) this.dispatchEvent(new PresetEvent(value.slice(own.length), 'use'));
        if (name) this.#set({ ...ofPreset(name), seed: settings.seed });
      })}
      ${
        mine && !auto
          ? iconButton({ icon: 'trash', label: text.knobs.removePreset(mine.name), testId: 'remove-preset' }, () =>
              this.dispatchEvent(new PresetEvent(mine.name, 'remove')),
            )
          : nothing
      }
    </div>`;
  }

  /** Why these settings, where they were chosen from the image. */
  #reason({ auto, paused, problem }: ViewState): TemplateResult | typeof nothing {
    if (!auto) return nothing;
    const waiting = paused || problem ? nothing : text.knobs.choosing;
    return html`<p class="dim" data-testid="auto-reason">${auto.reason ?? waiting}</p>`;
  }

  /** What the model's card and the noise of the image say about the PD factor. */
  #advice({ models, auto }: ViewState, { model, settings }: Knobs): TemplateResult | typeof nothing {
    if (auto) return nothing;
    const { pdFactor, mode } = settings;
    const suited = models.find(each => each.name === model)?.pdFactors ?? [];
    const suggested = this.suggestedPd;
    if (!suited.includes(pdFactor) && suited.length > 0) {
      return html`<p class="dim">${text.knobs.suitedPd(suited)}</p>`;
    }
    if (mode === 'single-pass' || suggested === undefined || suggested === pdFactor) return nothing;
    return suited.includes(suggested) ? html`<p class="dim">${text.knobs.suggestedPd(suggested)}</p>` : nothing;
  }

  #set(settings: NonNullable<KnobChange['settings']>): void {
    this.#change({ settings });
  }

  #change(change: KnobChange): void {
    this.dispatchEvent(new ChangeEvent(change));
  }
}

type Option = readonly [value: string, label: string, description?: string | undefined];

function select(
  id: string,
  label: string,
  value: string,
  options: readonly Option[],
  chosen: (value: string) => void,
): TemplateResult {
  return html`<vscode-single-select
    data-testid="knob-${id}"
    label=${label}
    .value=${live(value)}
    @change=${(event: Event) => {
      chosen((event.target as HTMLInputElement).value);
    }}
  >
    ${options.map(
      ([name, shown, description]) =>
        html`<vscode-option value=${name} description=${description ?? ''} ?selected=${name === value}
          >${shown}</vscode-option
        >`,
    )}
  </vscode-single-select>`;
}
