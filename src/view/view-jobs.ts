import type { Engine, Job } from '../client/contract';
import { area, type Size } from '../core/geometry';
import type { DenoiseSettings } from '../core/settings';
import { stageKey, type StageInputs } from '../messages/stage-key';
import type { PinName, StageName, ViewMessage, ViewState } from '../messages/view';
import type { PixelValues } from './page-link';

/** Images up to this many pixels are mostly seen whole. */
const seenWhole = 1.5e6;

/**
 * Edge of the view's tiles in pixels. The halos of large ones are a small share of them, and what is to be there sooner is cut
 * smaller. Where a tile is many passes and not all of the image is in sight, much of a large one would be computed for nothing.
 */
function viewTile({ mode }: DenoiseSettings, size: Size | undefined): number {
  return mode === 'single-pass' || (size && area(size) <= seenWhole) ? 512 : 256;
}

/** What the engine is asked for each thing that a view shows, by the view's state as it is now. */
export class ViewJobs {
  constructor(
    private readonly image: string,
    private readonly state: () => ViewState,
  ) {}

  /** That of the settings as they are now, once there are any. */
  get current(): Job | undefined {
    const { knobs, reference, image } = this.state();
    if (!knobs) return undefined;
    return {
      image: this.image,
      tile: viewTile(knobs.settings, image.info),
      ...knobs,
      ...this.page,
      ...(reference ? { reference: reference.path } : {}),
    };
  }

  pinned(name: PinName): Job | undefined {
    const { pinned, image } = this.state();
    const pin = pinned.find(({ id }) => name === `pin:${id}`);
    const { current } = this;
    if (!pin || !current) return undefined;
    const page = current.page === undefined ? {} : { page: pin.page };
    return { ...current, ...pin.knobs, ...page, tile: viewTile(pin.knobs.settings, image.info) };
  }

  /** The job whose result a stage or a pinned result is; undefined where it is none. */
  resultOf(name: StageName | PinName): Job | undefined {
    if (!isStage(name)) return this.pinned(name);
    const { current } = this;
    if (!current || name === 'result') return current;
    const settings = { ...current.settings, strength: 1 };
    if (name === 'single') return { ...current, settings: { ...settings, mode: 'single-pass' } };
    if (name === 'refined') return { ...current, settings: { ...settings, mode: 'masks' } };
    if (name === 'union') return { ...current, settings: { ...settings, mode: 'masks', r3Ratio: 0 } };
    return undefined;
  }

  /** Of a stack the page that is shown, so that showing one does not compute them all. */
  get page(): Pick<Job, 'page'> {
    const { image, page } = this.state();
    return image.info && image.info.pages > 1 ? { page } : {};
  }

  /** What the pixels of `job` are named by. */
  inputs(job: Job): StageInputs {
    return { ...job, revision: this.state().image.revision, page: job.page ?? 0, reference: job.reference };
  }

  /** What is measured of stages and pins, these with the settings that they were pinned with; against the reference, if there is one. */
  picturesOf(names: readonly (StageName | PinName)[]) {
    const job = this.current;
    const pictures = names.flatMap(name => {
      const own = isStage(name) ? job : this.pinned(name);
      return own ? [{ stage: name, picture: { job: own, stage: isStage(name) ? name : ('result' as const) } }] : [];
    });
    const against = job?.reference === undefined ? undefined : { job, stage: 'reference' as const };
    return { pictures, against };
  }

  /** What lies under the pointer. */
  async valuesAt(engine: Engine, { x, y, stages }: Extract<ViewMessage, { type: 'probe' }>): Promise<PixelValues> {
    const job = this.current;
    if (!job) return [];
    // Each with the settings that it was made with; one question for all stages of the settings as they are now.
    const current = stages.filter(isStage);
    const groups = [
      ...(current.length > 0 ? [{ job, asked: current, names: current as readonly (StageName | PinName)[] }] : []),
      ...stages.flatMap(name => {
        const pinned = isStage(name) ? undefined : this.pinned(name);
        return pinned ? [{ job: pinned, asked: ['result' as const], names: [name] }] : [];
      }),
    ];
    const answers = await Promise.all(
      groups.map(async ({ job: own, asked, names }) => {
        const inputs = this.inputs(own);
        // A failure leaves the 8 bit values standing; whatever is wrong shows where pixels are made.
        const found = await engine.request('pixel', { job: own, stages: [...asked], x, y }).catch(() => undefined);
        return (found ?? []).map((rgb, i) => ({ stage: names[i], key: stageKey(asked[i], inputs), rgb }));
      }),
    );
    return answers.flat();
  }
}

export function isStage(stage: StageName | PinName): stage is StageName {
  return !stage.startsWith('pin:');
}
