import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import {
  type Combination,
  combinations,
  presetFor,
  presetNames,
  presets,
  settingRanges,
  type DenoiseSettings,
  type PresetName,
} from '../../src/core/settings';
import type { Device, KnobChange, Knobs, ViewCommand, ViewState } from '../../src/view/protocol';
import { modelLabel } from '../../src/view/labels';
import { shared } from '../styles';
import type { KnobEvent } from './knob';

/** Asks for a change of the job. */
export class ChangeEvent extends Event {
  constructor(readonly change: KnobChange) {
    super('knob-change');
  }
}

/** Asks for something that the host does. */
export class CommandEvent extends Event {
  constructor(readonly command: ViewCommand) {
    super('view-command', { bubbles: true, composed: true });
  }
}

const presetLabels: Readonly<Record<PresetName, string>> = {
  'single-pass': 'Single pass',
  masks: 'Masks',
  amsnet: 'AMSNet (masks and R3)',
};

const combinationLabels: Readonly<Record<Combination, string>> = {
  hidden: 'Hidden pixels (published)',
  weighted: 'All, by certainty',
};

/** The numeric settings with their names and what they do. */
const numbers: readonly { key: keyof typeof settingRanges; label: string; hint: string; of: 'masks' | 'r3' | 'all' }[] =
  [
    {
      key: 'pdFactor',
      label: 'PD factor',
      hint: 'Pixel-shuffle downsampling: breaks the correlation of neighbouring noise',
      of: 'masks',
    },
    {
      key: 'masks',
      label: 'Masks',
      hint: 'Complementary masks; each hides its share of the pixels from one branch',
      of: 'masks',
    },
    { key: 'maskSets', label: 'Mask sets', hint: 'Independent sets of masks whose results are averaged', of: 'masks' },
    {
      key: 'r3Ratio',
      label: 'R3 ratio',
      hint: 'Share of pixels replaced by noisy ones before each refinement; 0 switches R3 off',
      of: 'masks',
    },
    { key: 'r3Count', label: 'R3 count', hint: 'Refinements that are averaged', of: 'r3' },
    { key: 'strength', label: 'Strength', hint: 'Blend of the noisy image (0) and the denoised one (1)', of: 'all' },
  ];

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
    const { settings } = knobs;
    return html`
      ${this.#models(this.state, knobs)} ${this.#devices(this.state, knobs)} ${this.#presets(this.state, knobs)}
      ${numbers.map(({ key, label, hint, of }) => {
        const { min, max, integer } = settingRanges[key];
        const off = (of !== 'all' && settings.mode === 'single-pass') || (of === 'r3' && settings.r3Ratio === 0);
        return html`<amsnet-knob
          data-testid="knob-${key}"
          label=${label}
          hint=${hint}
          min=${min}
          max=${max}
          step=${integer ? 1 : 0.01}
          .value=${settings[key]}
          .disabled=${off && !this.#shapesPanes(key)}
          @knob=${(event: KnobEvent) => {
            this.#set({ [key]: event.value });
          }}
        ></amsnet-knob>`;
      })}
      ${this.#combination(this.state, knobs)} ${this.#advice(this.state, knobs)}
      <div class="row">
        <label for="seed" title="Start of all random draws: the same seed gives the same result">Seed</label>
        <vscode-textfield
          id="seed"
          class="seed"
          data-testid="knob-seed"
          type="number"
          .label=${'Seed'}
          min="0"
          max=${settingRanges.seed.max}
          .value=${live(String(settings.seed))}
          @change=${(event: Event) => {
            const value = Math.round(Number((event.target as HTMLInputElement).value));
            if (value >= 0 && value <= settingRanges.seed.max) this.#set({ seed: value });
            else this.requestUpdate();
          }}
        ></vscode-textfield>
        <vscode-toolbar-button
          icon="refresh"
          label="New seed"
          title="New seed"
          @click=${() => {
            this.#set({ seed: crypto.getRandomValues(new Uint32Array(1))[0] });
          }}
        ></vscode-toolbar-button>
      </div>
    `;
  }

  /** In single-pass mode the scheme's own knobs change no result, but still the branches that are shown beside it. */
  #shapesPanes(key: keyof typeof settingRanges): boolean {
    return key === 'pdFactor' || key === 'masks' || key === 'maskSets';
  }

  #models({ models, allowModelFiles }: ViewState, knobs: Knobs): TemplateResult {
    const chosen = models.find(model => model.name === knobs.model);
    return html`<div class="row">
      <label title=${chosen?.description ?? ''}>Model</label>
      ${select(
        'model',
        'Model',
        knobs.model,
        models.map(model => [model.name, modelLabel(model.name)]),
        value => {
          this.#change({ model: value });
        },
      )}
      ${
        allowModelFiles
          ? html`<vscode-toolbar-button
              icon="folder-opened"
              label="Choose model file"
              title="Choose model file..."
              @click=${() => this.dispatchEvent(new CommandEvent('chooseModel'))}
            ></vscode-toolbar-button>`
          : nothing
      }
    </div>`;
  }

  #devices({ devices }: ViewState, knobs: Knobs): TemplateResult {
    const named = devices.map(({ name, available, reason }): Option => [
      name,
      available ? name : `${name} (not available)`,
      reason,
    ]);
    const options = devices.some(({ name }) => name === 'auto') ? named : [['auto', 'auto'] as const, ...named];
    return html`<div class="row">
      <label>Device</label>
      ${select('device', 'Device', knobs.device, options, value => {
        this.#change({ device: value as Device });
      })}
    </div>`;
  }

  #presets({ models }: ViewState, { model, settings }: Knobs): TemplateResult {
    const chosen = models.find(each => each.name === model);
    const same = (preset: DenoiseSettings) =>
      (Object.keys(preset) as (keyof DenoiseSettings)[]).every(key => key === 'seed' || preset[key] === settings[key]);
    const ofPreset = (name: PresetName) => (chosen ? presetFor(name, chosen) : presets[name]);
    const current = presetNames.find(name => same(ofPreset(name))) ?? 'custom';
    const offered = presetNames.filter(name => name !== 'single-pass' || chosen?.singlePass === true);
    const options: Option[] = offered.map(name => [name, presetLabels[name]]);
    return html`<div class="row">
      <label title="A start for all settings below">Preset</label>
      ${select('preset', 'Preset', current, [...options, ['custom', 'Custom']], value => {
        const name = presetNames.find(each => each === value);
        if (name) this.#set({ ...ofPreset(name), seed: settings.seed });
      })}
      <vscode-toolbar-button
        icon="discard"
        label="Reset to the model's defaults"
        title="Reset to the model's defaults"
        @click=${() => this.dispatchEvent(new CommandEvent('resetKnobs'))}
      ></vscode-toolbar-button>
    </div>`;
  }

  /** How branches become the combined image: only a model that says how certain it is leaves a choice. */
  #combination({ models }: ViewState, { model, settings }: Knobs): TemplateResult | typeof nothing {
    if (models.find(each => each.name === model)?.predictsScale !== true) return nothing;
    const hint =
      'Take each pixel from the branch in which it was hidden, or the mean of all branches, weighted by how certain the network is';
    return html`<div class="row">
      <label title=${hint}>Combine</label>
      ${select(
        'combine',
        'Combine',
        settings.combine,
        combinations.map(name => [name, combinationLabels[name]]),
        value => {
          const combine = combinations.find(name => name === value);
          if (combine) this.#set({ combine });
        },
      )}
    </div>`;
  }

  /** What the model's card and the noise of the image say about the PD factor. */
  #advice({ models }: ViewState, { model, settings }: Knobs): TemplateResult | typeof nothing {
    const { pdFactor, mode } = settings;
    const suited = models.find(each => each.name === model)?.pdFactors ?? [];
    const suggested = this.suggestedPd;
    if (!suited.includes(pdFactor) && suited.length > 0) {
      return html`<p class="dim">This model suits PD factor ${suited.join(', ')}.</p>`;
    }
    if (mode === 'single-pass' || suggested === undefined || suggested === pdFactor) return nothing;
    return suited.includes(suggested)
      ? html`<p class="dim">The noise of this image suggests PD factor ${suggested}.</p>`
      : nothing;
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
      ([name, text, description]) =>
        html`<vscode-option value=${name} description=${description ?? ''} ?selected=${name === value}
          >${text}</vscode-option
        >`,
    )}
  </vscode-single-select>`;
}
