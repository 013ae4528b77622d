import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Engine, ImageInfo, Job, ModelInfo, Report, Result } from '../client/contract';
import { AmsnetError, hasCode } from '../core/errors';
import { withChanges } from '../core/settings';
import { BackgroundMeasurement } from './background-measurement';
import type { Capture } from './capture';
import { History } from './history';
import { autoOf, changed, initialState, kept, knobsFor, measurable, type Memory } from './knobs';
import { PageLink } from './page-link';
import { isCancelled, problemOf } from './problem';
import { mostPinned } from '../messages/view';
import type {
  Activity,
  HostMessage,
  KnobChange,
  OwnPreset,
  PinName,
  StageName,
  ViewMessage,
  ViewState,
} from '../messages/view';
import { holdsPages, keepsWhenSaving, proposedOutput } from './saving';
import { measuringActivity } from './selection-measurement';
import { comparableReference, firstModel, rememberedPins } from './opening';
import { inputsOf, layerKey, previewModel, scoreKey, stageKey } from '../messages/stage-key';
import { SettingsChoice } from './settings-choice';
import { SweepRun } from './sweep-run';
import { text } from './text';
import { isStage, ViewJobs } from './view-jobs';
import { VisiblePixels } from './visible-pixels';
import { WholeEstimate } from './whole-estimate';

/** Whole images that take longer are measured against a reference only when the user asks. */
const unaskedSeconds = 20;

/** A second crash within this time is no accident: then the user decides how to go on. */
const crashGuardMs = 20_000;

const progressMs = 100;

/** Settings that the user has given a name. */
export interface Presets {
  readonly all: readonly OwnPreset[];
  save(preset: OwnPreset): Promise<void>;
  remove(name: string): Promise<void>;
}

export interface SessionOptions {
  readonly image: string;
  readonly engine: Engine;
  /** What the view of this image was set to when it was last open. */
  readonly memory: Memory | undefined;
  /** The model and device of a view that was not open before. */
  readonly defaults: { readonly model: string; readonly device: Job['device'] };
  readonly allowModelFiles: boolean;
  /** The reference that was picked before or is found by its name. */
  findReference(): Promise<ViewState['reference']>;
  readonly presets: Presets;
  /** Everything that a new window needs to show this view again. */
  remember(memory: Memory): void;
  changed(state: ViewState): void;
}

/**
 * One image in one view: owns the job, asks the engine for what the webview looks at, then for the rest, and tells
 * the webview. Knows nothing of VS Code.
 */
export class ViewSession {
  #state: ViewState;
  #shown: readonly (StageName | PinName)[] = [];
  #lastCrash = -Infinity;
  #progressAt = -Infinity;
  /** The user wants the whole image to be measured, however long it takes. */
  #asked = false;
  #asksDevices = false;
  /** Spent on the visible pixels since the last change. */
  #seconds = 0;
  #disposed = false;
  readonly #history = new History<Pick<ViewState, 'knobs' | 'auto'>>();
  readonly #link: PageLink<StageName | PinName, Extract<HostMessage, { type: 'state' }>>;
  readonly #jobs: ViewJobs;
  readonly #visible: VisiblePixels;
  readonly #choice: SettingsChoice;
  readonly #background: BackgroundMeasurement;
  readonly #sweeping: SweepRun;
  readonly #estimate: WholeEstimate;

  constructor(private readonly options: SessionOptions) {
    this.#state = {
      ...initialState(path.basename(options.image), options.allowModelFiles),
      page: options.memory?.page ?? 0,
      presets: options.presets.all,
    };
    this.#jobs = new ViewJobs(options.image, () => this.#state);
    this.#visible = new VisiblePixels(options.engine, {
      patch: (patch, job, pin) => {
        this.#link.pump.push({
          ...patch,
          stage: pin ?? patch.stage,
          key: stageKey(patch.stage, this.#jobs.inputs(job)),
        });
        if (patch.stage !== 'noisy' && patch.stage !== 'reference') this.#chooseSettings();
      },
      preview: (patch, job) => {
        this.#link.pump.push({ ...patch, stage: 'preview', key: layerKey('preview', this.#jobs.inputs(job)) });
      },
      draft: (patch, job) => {
        this.#link.pump.push({ ...patch, stage: 'draft', key: layerKey('draft', this.#jobs.inputs(job)) });
      },
      previewed: () => {
        this.#chooseSettings();
        void this.#loadDevices();
      },
      pinnedJob: pin => this.#jobs.pinned(pin),
      previewModel: () => previewModel(this.#state.models),
      progress: activity => {
        if (!this.#background.busy) this.#progress(activity);
      },
      ended: seconds => {
        this.#seconds += seconds;
        void this.#loadDevices();
      },
      done: provenance => {
        const { activity, problem } = this.#state;
        this.#update({
          provenance: provenance ?? this.#state.provenance,
          activity: activity?.kind === 'visible' ? undefined : activity,
          problem: problem?.code.startsWith('output/') === true ? problem : undefined,
        });
        this.#background.settle();
        void this.#estimateNoise();
      },
      failed: error => {
        this.#fail(error);
      },
    });
    this.#link = new PageLink(options.engine, {
      state: () => ({ type: 'state', state: this.#state }),
      told: () => {
        options.changed(this.#state);
      },
      valuesAt: question => this.#jobs.valuesAt(options.engine, question),
      picturesOf: stages => this.#jobs.picturesOf(stages),
      working: isWorking => {
        const { activity } = this.#state;
        if (isWorking && !activity) this.#update({ activity: measuringActivity });
        else if (!isWorking && activity === measuringActivity) this.#update({ activity: undefined });
      },
      failed: error => {
        this.#fail(error);
      },
    });
    this.#sweeping = new SweepRun(options.engine, {
      changed: sweep => {
        this.#update({ sweep });
      },
      progress: activity => {
        this.#tellOfSweep(activity);
      },
      failed: error => {
        this.#fail(error);
      },
    });
    this.#choice = new SettingsChoice(options.engine, {
      chosen: (choice, job, from) => {
        this.#take(choice, job, from);
      },
      failed: error => {
        this.#fail(error);
      },
    });
    this.#estimate = new WholeEstimate(options.engine, () => {
      this.#background.goOn();
    });
    this.#background = new BackgroundMeasurement(options.engine, {
      next: () => (this.#visible.busy || this.#state.paused || this.#state.problem ? undefined : this.#unfinished()),
      progress: activity => {
        this.#progress(activity);
      },
      done: (report, stages) => {
        this.#measured(report, stages);
      },
      failed: error => {
        this.#fail(error);
      },
    });
  }

  get state(): ViewState {
    return this.#state;
  }

  /** What the page shows, as a picture. */
  get capture(): Capture {
    return this.#link.capture;
  }

  /** Of the panes in sight. */
  get shown(): readonly (StageName | PinName)[] {
    return this.#shown;
  }

  /** @throws never; what goes wrong is shown in the view. */
  async open(): Promise<void> {
    const { engine, image, memory, defaults } = this.options;
    const { allowModelFiles } = this.#state;
    const revision = this.#state.image.revision;
    void this.refreshModels().then(() => {
      this.#warmUp();
    });
    try {
      // The noisy pixels wait for nothing else.
      const [info, model, reference, pinned] = await Promise.all([
        this.#inspect(),
        this.#state.knobs ? undefined : firstModel(engine, memory?.knobs.model ?? defaults.model, allowModelFiles),
        this.#state.reference ?? this.options.findReference().then(found => comparableReference(engine, image, found)),
        this.#state.knobs ? this.#state.pinned : rememberedPins(engine, memory?.pinned ?? [], allowModelFiles),
      ]);
      if (this.#disposed || revision !== this.#state.image.revision) return;
      this.#update({
        keeps: keepsWhenSaving(info, proposedOutput(image)),
        // One that was picked meanwhile stays.
        reference: this.#state.reference ?? reference,
        ...(model ? { ...this.#startWith(model), pinned } : {}),
      });
      this.#background.settle();
    } catch (error) {
      if (revision === this.#state.image.revision) this.#fail(error);
    }
  }

  /** Shows the state to a webview that has (re)started. */
  attach(post: (message: HostMessage) => void): void {
    this.#link.attach(post);
  }

  /** The webview is hidden: it will start anew. What runs in the background goes on. */
  detach(): void {
    this.#link.detach();
    this.#visible.stop();
    if (this.#state.activity?.kind === 'visible') this.#update({ activity: undefined });
  }

  receive(message: ViewMessage): void {
    switch (message.type) {
      case 'look': {
        const job = this.job;
        if (!job) return;
        this.#link.pump.clear();
        void this.#visible.look(message, job);
        return;
      }
      case 'show':
        this.#shown = message.stages;
        this.#background.settle();
        return;
      case 'change':
        this.change(message.change);
        return;
      case 'page':
        this.#turnTo(message.page);
        return;
      case 'preset':
        void this.#preset(message);
        return;
      case 'sweep':
        this.#sweep(message);
        return;
      case 'unpin':
        this.#setPinned(this.#state.pinned.filter(({ id }) => id !== message.pin));
        return;
      case 'probe':
      case 'select':
      case 'captured':
      case 'received':
        this.#link.receive(message);
        return;
      case 'ready':
      case 'command':
      case 'folder':
      case 'thumbnails':
      case 'openImage':
        return;
    }
  }

  get job(): Job | undefined {
    return this.#jobs.current;
  }

  /** Another page in the same settings. */
  #turnTo(page: number): void {
    const { image } = this.#state;
    if (page === this.#state.page || page >= (image.info?.pages ?? 1)) return;
    this.#recompute({ page, noise: undefined, measured: undefined });
    this.#inspect().catch((error: unknown) => {
      if (page === this.#state.page) this.#fail(error);
    });
  }

  /** What the page that is shown is; where the file has no such page any more, it is the first. */
  async #inspect(): Promise<ImageInfo> {
    const { page, image } = this.#state;
    const isCurrent = () => page === this.#state.page && image.revision === this.#state.image.revision;
    try {
      const asked = { image: this.options.image, ...(page > 0 ? { page } : {}) };
      const info = await this.options.engine.request('inspectImage', asked);
      if (isCurrent()) this.#update({ image: { ...this.#state.image, info } });
      return info;
    } catch (error) {
      const isGone = page > 0 && hasCode(error, 'settings/invalid');
      if (!isGone || !isCurrent()) throw error;
      this.#recompute({ page: 0 });
      return this.#inspect();
    }
  }

  change(change: KnobChange): void {
    const { knobs, auto, models } = this.#state;
    if (!knobs) return;
    if (change.model !== undefined && !this.#mayUse(change.model)) {
      this.#fail(untrusted(change.model));
      return;
    }
    this.#history.record(this.#set, JSON.stringify([change.model, change.device, change.auto, namesIn(change)]));
    this.#recompute(changed({ knobs, auto, models }, change));
  }

  undo(): void {
    this.#goTo(this.#history.undo(this.#set));
  }

  redo(): void {
    this.#goTo(this.#history.redo(this.#set));
  }

  get #set(): Pick<ViewState, 'knobs' | 'auto'> {
    const { knobs, auto } = this.#state;
    return { knobs, auto };
  }

  #goTo(state: Pick<ViewState, 'knobs' | 'auto'> | undefined): void {
    if (state) this.#recompute(state);
  }

  /** Gives the settings as they are now a name. */
  async savePreset(name: string): Promise<void> {
    const { knobs } = this.#state;
    if (!knobs) return;
    await this.options.presets.save({ name, model: knobs.model, settings: knobs.settings });
    this.refreshPresets();
  }

  /** Another view, or another window, may have changed them. */
  refreshPresets(): void {
    this.#update({ presets: this.options.presets.all });
  }

  async #preset({ name, action }: Extract<ViewMessage, { type: 'preset' }>): Promise<void> {
    const preset = this.options.presets.all.find(each => each.name === name);
    if (action === 'remove') await this.options.presets.remove(name);
    else if (preset) this.change({ model: preset.model, settings: preset.settings });
    this.refreshPresets();
  }

  /** The settings of another view: the same, or chosen from this image if they were chosen there. */
  adopt({ knobs, auto }: Pick<ViewState, 'knobs' | 'auto'>): void {
    if (knobs) this.change(auto ? { auto: true } : knobs);
  }

  /** Takes a model that is not among the bundled ones, by the path of its file. */
  async useModelFile(file: string): Promise<void> {
    try {
      if (!this.#mayUse(file)) throw untrusted(file);
      const model = await this.options.engine.request('inspectModel', { model: file });
      const named = { ...model, name: file };
      this.#update({ models: [...this.#state.models.filter(each => each.name !== file), named] });
      this.change({ model: file });
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The workspace has been trusted: model files may be used from now on. */
  trust(): void {
    this.#update({ allowModelFiles: true });
  }

  /** Asks what models there are to choose from: also when one has been trained. No picture waits for it. */
  async refreshModels(): Promise<void> {
    const models = await this.options.engine.request('models', {}).catch(() => undefined);
    // What is wrong shows where pixels are made.
    if (!models) return;
    const files = this.#state.models.filter(({ name }) => path.isAbsolute(name));
    this.#update({ models: [...models, ...files] });
  }

  resetKnobs(): void {
    const model = this.#state.models.find(each => each.name === this.#state.knobs?.model);
    if (model) this.change(autoOf(model) ? { auto: true } : { settings: model.defaults });
  }

  setReference(file: string | undefined): void {
    this.#recompute({
      reference: file === undefined ? undefined : { name: path.basename(file), path: file, found: false },
    });
  }

  #sweep({ name, visible }: Extract<ViewMessage, { type: 'sweep' }>): void {
    const { job } = this;
    const { image, models } = this.#state;
    if (!name) this.#sweeping.stop();
    else if (job && image.info) void this.#sweeping.start({ name, visible, job, size: image.info, models });
  }

  /** What else goes on is told first. */
  #tellOfSweep(activity: Activity | undefined): void {
    const now = this.#state.activity;
    if (now === undefined || now.kind === 'sweeping') this.#update({ activity });
  }

  /** Stops everything; the user goes on with `retry` or any change. */
  cancel(): void {
    this.#sweeping.stop();
    this.#stopAll();
    this.#update({ activity: undefined, paused: true });
  }

  /** Asks again for what is missing, after an error or a stop. */
  retry(): void {
    this.#recompute({});
    if (!this.#state.knobs || !this.#state.image.info) {
      void this.open();
    } else {
      void this.refreshModels();
      void this.#loadDevices();
    }
  }

  /** Measures the whole image although that takes long. */
  measure(): void {
    this.#asked = true;
    this.#update({ measureSeconds: undefined });
    this.#background.settle();
  }

  /** Keeps the result as it is now beside those of other settings. */
  pin(): void {
    const { knobs, pinned, measured, page, image } = this.#state;
    const known = pinned.some(each => each.page === page && isDeepStrictEqual(each.knobs, knobs));
    if (!knobs || !image.info || known || pinned.length >= mostPinned) return;
    const id = Math.max(-1, ...pinned.map(each => each.id)) + 1;
    const score = measured?.current === true ? measured.report.scores?.result : undefined;
    const { width, height } = image.info;
    this.#setPinned([...pinned, { id, knobs, page, size: { width, height }, score }]);
  }

  #setPinned(pinned: ViewState['pinned']): void {
    const before = this.#state;
    this.#update({ pinned });
    this.#rememberChange(before);
  }

  dismiss(): void {
    this.#update({ notice: undefined, problem: undefined });
  }

  /** The file changed on disk: everything about it is old. */
  async reload(): Promise<void> {
    const { auto } = this.#state;
    const image = { ...this.#state.image, revision: this.#state.image.revision + 1 };
    this.#recompute({ image, noise: undefined, auto: auto && { ...auto, reason: undefined } });
    await this.open();
  }

  /**
   * Writes what the view shows, pixel by pixel: the same job, hence the same tiles.
   * @throws {AmsnetError} `cancelled`, or why the file was not written
   */
  async save(output: string): Promise<Report> {
    const job = this.job;
    if (!job) throw new AmsnetError('image/unreadable', text.saving.nothingYet);
    this.#choice.stop();
    // All pages, whichever is shown, where the format holds them.
    return this.#background.save(holdsPages(output) ? { ...job, page: undefined } : job, output);
  }

  /**
   * Writes a stage or a pinned result as the view shows it, never over another file.
   * @returns false where it cannot be saved: a branch is none of the results
   * @throws {AmsnetError} as `save`; output/exists
   */
  async saveStage(name: StageName | PinName, output: string): Promise<boolean> {
    const job = this.#jobs.resultOf(name);
    if (!job) return false;
    this.#choice.stop();
    await this.#background.save(job, output, false);
    return true;
  }

  /** Shows an error of an action that was taken for this view. */
  report(error: unknown): void {
    this.#fail(error);
  }

  dispose(): void {
    this.#disposed = true;
    this.#link.detach();
    this.#sweeping.stop();
    this.#stopAll();
  }

  #stopAll(): void {
    this.#visible.stop();
    this.#link.stop();
    this.#background.stop();
    this.#choice.stop();
  }

  /** Without trust only what the engine has listed: what the webview names may come from anywhere. */
  #mayUse(model: string): boolean {
    const { allowModelFiles, models } = this.#state;
    return allowModelFiles || models.some(({ name }) => name === model);
  }

  #startWith(model: ModelInfo): Partial<ViewState> {
    const { models } = this.#state;
    const { memory, defaults } = this.options;
    return {
      models: models.some(({ name }) => name === model.name) ? models : [...models, model],
      ...knobsFor(model, defaults.device, memory),
    };
  }

  /** While the image is decoded, on a core that has nothing else to do. */
  #warmUp(): void {
    const { memory, defaults, engine } = this.options;
    const model = previewModel(this.#state.models);
    const { device } = this.#state.knobs ?? memory?.knobs ?? defaults;
    // What is wrong shows where pixels are made.
    if (model !== undefined) engine.request('warmUp', { model, device }).catch(() => undefined);
  }

  /** After the first pixels: trying them takes seconds, and cores that those want. */
  async #loadDevices(): Promise<void> {
    if (this.#state.devices.length > 0 || this.#asksDevices) return;
    this.#asksDevices = true;
    const devices = await this.options.engine.request('devices', {}).catch(() => undefined);
    this.#asksDevices = false;
    // What is wrong shows where pixels are made.
    if (devices) this.#update({ devices });
  }

  /** Once there is something to look at, which it would delay, and before the rest is computed, perhaps for nothing. */
  #chooseSettings(): void {
    const { auto } = this.#state;
    if (auto && auto.reason === undefined && this.job && !this.#choice.busy && !this.#background.busy)
      void this.#choice.start(this.job, auto.from);
  }

  /** Settings that were chosen from the image, in place of those of `job`. */
  #take(choice: Result<'chooseSettings'>, { model, device, settings: before }: Job, from: string): void {
    const settings = withChanges(choice.settings, kept(before));
    const { page, noise } = this.#state;
    const found = { auto: { from, reason: choice.reason }, noise: page === 0 ? choice.noise : noise };
    const knobs = { model: choice.model, device, settings };
    if (isDeepStrictEqual(knobs, { model, device, settings: before })) {
      this.#update(found);
      this.#background.settle();
    } else {
      this.#recompute({ ...found, knobs });
    }
  }

  /** After the first pixels are there, which it would delay. */
  async #estimateNoise(): Promise<void> {
    const { image, page } = this.#state;
    if (this.#state.noise) return;
    try {
      const noise = await this.options.engine.request('noise', { image: this.options.image, ...this.#jobs.page });
      if (image.revision === this.#state.image.revision && page === this.#state.page) this.#update({ noise });
    } catch {
      // The report of the whole image brings it, or the reason why there is none.
    }
  }

  /** Every change of the job comes through here: old work stops, the webview sees new keys and asks for what it misses. */
  #recompute(change: Partial<ViewState>): void {
    this.#stopAll();
    const { measured, attempt } = this.#state;
    const before = this.#state;
    this.#seconds = 0;
    this.#asked = false;
    // Another image or reference has other scores.
    const anew = 'image' in change || 'reference' in change;
    const elsewhere = anew || 'page' in change;
    if (elsewhere) this.#sweeping.stop();
    const { pinned } = this.#state;
    this.#update({
      pinned: anew ? pinned.map(pin => ({ ...pin, score: undefined })) : pinned,
      activity: undefined,
      problem: undefined,
      paused: false,
      sweep: elsewhere ? undefined : this.#state.sweep,
      seconds: undefined,
      measureSeconds: undefined,
      history: { undo: this.#history.canUndo, redo: this.#history.canRedo },
      attempt: attempt + 1,
      measured: measured && { ...measured, current: false },
      ...change,
    });
    this.#rememberChange(before);
    this.#background.settle();
  }

  #rememberChange(before: ViewState): void {
    const { knobs, auto, reference, page, pinned } = this.#state;
    const isSame = (['knobs', 'reference', 'page', 'pinned'] as const).every(
      name => this.#state[name] === before[name],
    );
    if (!knobs || isSame) return;
    this.options.remember({
      knobs,
      ...(auto ? { auto: auto.from } : {}),
      ...(reference?.found === false ? { reference: reference.path } : {}),
      ...(page > 0 ? { page } : {}),
      ...(pinned.length > 0 ? { pinned: pinned.map(({ id, knobs, page, size }) => ({ id, knobs, page, size })) } : {}),
    });
  }

  /** What is still to be measured: the whole image, and with a reference every stage that is shown. */
  #unfinished(): { job: Job; measure: StageName[] } | undefined {
    const job = this.job;
    const { auto, measured, image } = this.#state;
    // Before the webview has said what it shows, its first pixels are what the engine is kept free for.
    if (!job || !image.info || this.#shown.length === 0) return undefined;
    if (auto && auto.reason === undefined) {
      this.#chooseSettings();
      return undefined;
    }
    const measure = job.reference === undefined ? [] : this.#shown.filter(isStage).filter(measurable);
    const known = measured?.current === true && measure.every(stage => stage in measured.keys);
    if (known) return undefined;
    const seconds = this.#asked ? 0 : this.#estimate.secondsOf(job);
    // Without a reference there is no number that it would be worth the work for.
    const wanted = this.#asked || (job.reference !== undefined && seconds !== undefined && seconds <= unaskedSeconds);
    this.#update(wanted ? { measureSeconds: undefined } : { measureSeconds: seconds, seconds: this.#seconds });
    return wanted ? { job, measure } : undefined;
  }

  #measured(report: Report, stages: readonly StageName[]): void {
    const inputs = inputsOf(this.#state);
    if (!inputs) return;
    const all: StageName[] = ['noisy', 'result', ...stages];
    const keys = Object.fromEntries(all.map(stage => [stage, scoreKey(stage, inputs)]));
    const { model, device, provider, tile, tiles, notes } = report;
    this.#update({
      measured: { report, seconds: this.#seconds + report.seconds, current: true, keys },
      noise: report.noise,
      provenance: { model, device, provider, tile, tiles, notes },
      activity: undefined,
    });
    this.#background.settle();
  }

  #fail(error: unknown): void {
    if (isCancelled(error) || this.#disposed) return;
    const crashed = hasCode(error, 'engine/crashed');
    const now = Date.now();
    if (crashed && now - this.#lastCrash > crashGuardMs) {
      this.#lastCrash = now;
      this.retry();
      this.#update({ notice: text.status.restarted(error.message) });
      return;
    }
    this.#visible.stop();
    this.#background.stop();
    this.#update({ problem: problemOf(error), activity: undefined });
  }

  /** Progress may be reported with every tile; people and webview need it a few times a second. */
  #progress(activity: Activity | undefined): void {
    const now = Date.now();
    const due = now - this.#progressAt >= progressMs || activity?.kind !== this.#state.activity?.kind;
    if (!due) return;
    this.#progressAt = now;
    this.#update({ activity });
  }

  #update(change: Partial<ViewState>): void {
    this.#state = { ...this.#state, ...change };
    if (!this.#disposed) this.#link.tell();
  }
}

function namesIn({ settings }: KnobChange): string[] {
  return Object.keys(settings ?? {});
}

function untrusted(model: string): AmsnetError {
  return new AmsnetError('workspace/untrusted', ...text.model.untrusted(model));
}
