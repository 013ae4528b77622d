/**
 * Everything that crosses the border between the extension host and the webview. The host owns the job and its
 * results, the webview owns how they are looked at. Results travel as whole snapshots (`state`), so that a webview that
 * was hidden needs nothing but the newest one; only pixels travel piece by piece.
 */
import type {
  DeviceInfo,
  ImageInfo,
  Measurement,
  ModelInfo,
  Provenance,
  Report,
  Score,
  StageName,
  SweepResult,
} from '../client/contract';
import type { Device } from '../client/device';
import type { ErrorCode } from '../core/errors';
import type { Point, Rect, Size } from '../core/geometry';
import type { Selection } from '../core/selection';
import type { DenoiseSettings, SettingChanges } from '../core/settings';
import type { SweepName, SweepPoint } from '../core/sweep';

export type { Device } from '../client/device';
export type { Measurement, Report, Score, StageName } from '../client/contract';

/** What a picture is made with; everything that the knobs of the view can change. */
export interface Knobs {
  readonly model: string;
  readonly device: Device;
  readonly settings: DenoiseSettings;
}

/** A change of some knobs; what is left out stays. */
export interface KnobChange {
  readonly model?: string | undefined;
  readonly device?: Device | undefined;
  readonly settings?: SettingChanges | undefined;
  /** Settings chosen from the image, instead of the ones that were set by hand. */
  readonly auto?: true | undefined;
}

/**
 * What is going on: a sweep, the visible pixels, the whole image (to measure it), the whole image into a file, or measuring files
 * against one another or what is selected.
 */
export interface Activity {
  readonly kind: 'visible' | 'whole' | 'saving' | 'comparing' | 'sweeping';
  /** 0..1; undefined until it is known. */
  readonly fraction: number | undefined;
  readonly secondsLeft: number | undefined;
}

/** The buttons that an error can offer. */
export type RecoveryAction = Extract<
  ViewCommand,
  'retry' | 'saveAs' | 'chooseModel' | 'chooseReference' | 'clearReference' | 'useCpu' | 'showLog' | 'restartEngine'
>;

export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly action: string | undefined;
  readonly actions: readonly RecoveryAction[];
}

/** What a saved file has of the source besides its pixels. */
export interface Keeps {
  /** One phrase each. */
  readonly kept: readonly string[];
  /** One sentence each. */
  readonly lost: readonly string[];
}

/** What was tried of one setting, or of all models. */
export interface Sweep {
  readonly name: SweepName;
  /** The part of the image on which it was tried. */
  readonly region: Rect;
  readonly points: readonly SweepPoint[];
  /** Of the points in their order, those so far. */
  readonly results: readonly SweepResult[];
  readonly running: boolean;
}

/** The last measurement of the whole image. */
interface Measured {
  readonly report: Report;
  /** What the picture took since the last change, first pixels and measurement together. */
  readonly seconds: number;
  /** False once a knob has moved since. */
  readonly current: boolean;
  /** The `scoreKey` of every stage that was measured: some scores outlive a change. */
  readonly keys: Readonly<Partial<Record<StageName, string>>>;
}

export interface ViewState {
  readonly image: {
    readonly name: string;
    /** Counts the versions of the file on disk that were seen. */
    readonly revision: number;
    /** Of the page that is shown. */
    readonly info: ImageInfo | undefined;
  };
  /** Which image of the file is shown, from 0. */
  readonly page: number;
  /** Undefined until the engine has told what models there are. */
  readonly knobs: Knobs | undefined;
  /**
   * Where the settings are chosen from the image: the model that the choice starts from, and why these, once it is known.
   * Undefined where they were set by hand.
   */
  readonly auto: { readonly from: string; readonly reason: string | undefined } | undefined;
  /** Those known so far: at first only the chosen one. */
  readonly models: readonly ModelInfo[];
  /** Empty until all have been tried. */
  readonly devices: readonly DeviceInfo[];
  readonly reference: { readonly name: string; readonly path: string; readonly found: boolean } | undefined;
  /** Settings that the user has given a name. */
  readonly presets: readonly OwnPreset[];
  /** Whether a change of the knobs can be taken back, and made again. */
  readonly history: { readonly undo: boolean; readonly redo: boolean };
  /** In the order in which they were pinned. */
  readonly pinned: readonly PinnedResult[];
  readonly noise: Report['noise'] | undefined;
  readonly activity: Activity | undefined;
  /** How the visible pixels were made. */
  readonly provenance: Provenance | undefined;
  readonly measured: Measured | undefined;
  readonly sweep: Sweep | undefined;
  /** The user stopped the work; it goes on with the next change or `resume`. */
  readonly paused: boolean;
  readonly problem: Problem | undefined;
  /** What the visible pixels took since the last change, once all are there and nothing else is done. */
  readonly seconds: number | undefined;
  /** Seconds that measuring the whole image would take, where that is not done unasked. */
  readonly measureSeconds: number | undefined;
  /** Something worth knowing that needs no decision. */
  readonly notice: string | undefined;
  /** Rises when pixels that are still missing must be asked for again (after a failure or a stop). */
  readonly attempt: number;
  /** What saving in the image's own format keeps and what not. */
  readonly keeps: Keeps | undefined;
  /** False in an untrusted workspace: then only the bundled models may be used. */
  readonly allowModelFiles: boolean;
}

/** A model and its settings under a name of the user's own. */
export interface OwnPreset {
  readonly name: string;
  readonly model: string;
  readonly settings: DenoiseSettings;
}

/** One of several images that are compared, counted from 0. */
export type ImageName = `image:${number}`;

/** A result whose settings stay as they were, by its `id`. */
export type PinName = `pin:${number}`;

/** What a pane is made of: stages of the scheme, pinned results, or images that are compared. */
export type PaneStage = StageName | PinName | ImageName;

/** How many results can be pinned. */
export const mostPinned = 6;

export interface PinnedResult {
  readonly id: number;
  readonly knobs: Knobs;
  /** The page that it is of, and its size. */
  readonly page: number;
  readonly size: Size;
  /** Against the reference, if it was measured when it was pinned. */
  readonly score: Score | undefined;
}

/**
 * What pixels can be of: what panes are made of; the preview that stands for the denoised stages until they come; what a part of
 * its passes makes of the result.
 */
export type LayerName = PaneStage | 'preview' | 'draft';

/** Pixels of one layer, under the name of what they show. */
export interface KeyedPatch {
  readonly stage: LayerName;
  /** `layerKey` or `imageKey` of what the pixels were made from. */
  readonly key: string;
  readonly level: number;
  /** In pixels of the level. */
  readonly rect: Rect;
  /** `[height, width, 4]`, RGBA, 8 bit. */
  readonly pixels: Uint8Array;
}

/** What panes get to show, whatever they are of. */
export type PixelMessage =
  | { readonly type: 'patches'; readonly patches: readonly KeyedPatch[] }
  | {
      readonly type: 'pixel';
      readonly x: number;
      readonly y: number;
      readonly values: readonly {
        readonly stage: PaneStage;
        readonly key: string;
        readonly rgb: readonly number[] | null;
      }[];
    }
  /** What was selected, stage by stage as they are measured. `question` is that of the message that asked. */
  | {
      readonly type: 'measurement';
      readonly question: number;
      readonly value: { readonly stage: PaneStage; readonly measurement: Measurement };
    }
  /** What is shown is wanted as one picture. */
  | { readonly type: 'capture'; readonly request: number };

/** `[height, width, 4]`, RGBA, 8 bit. */
export interface Thumbnail {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

export type HostMessage =
  | { readonly type: 'state'; readonly state: ViewState }
  /** The images of the folder by their names, and which of them is shown. */
  | { readonly type: 'folder'; readonly names: readonly string[]; readonly current: number }
  /** Null where there is none. */
  | { readonly type: 'thumbnail'; readonly index: number; readonly thumbnail: Thumbnail | null }
  /** How the image before this one was looked at. */
  | { readonly type: 'lookedAt'; readonly look: object }
  | PixelMessage;

/** What the page asks of the folder of its image, whose images it names by their numbers. */
export type FolderMessage =
  | { readonly type: 'folder' }
  /** Those that are in sight and missing. Replaces what was asked before. */
  | { readonly type: 'thumbnails'; readonly wanted: readonly number[] }
  | { readonly type: 'openImage'; readonly to: number | 'next' | 'previous'; readonly look: object };

export const viewCommands = [
  'cancel',
  'resume',
  'retry',
  'saveAs',
  'chooseModel',
  'chooseReference',
  'clearReference',
  'useCpu',
  'showLog',
  'restartEngine',
  'resetKnobs',
  'dismiss',
  'measure',
  'pin',
  'export',
  'undo',
  'redo',
  'savePreset',
  'copyCommand',
  'copyJson',
] as const;
export type ViewCommand = (typeof viewCommands)[number];

/** What panes ask for as they are looked at. */
export type LookMessage<Stage extends PaneStage = PaneStage> =
  /** Pixels that are visible and missing. `viewport` in pixels of the full image. Replaces what was asked before. */
  | {
      readonly type: 'look';
      readonly viewport: Rect;
      readonly level: number;
      readonly stages: readonly Stage[];
      /** Where the pointer is: computed first. The middle unless said. */
      readonly eye?: Point | undefined;
      /** Where the preview is missing, and the level that it is to be computed at. */
      readonly preview?: { readonly viewport: Rect; readonly level: number } | undefined;
    }
  /** The stages of the panes that are shown: these are measured. */
  | { readonly type: 'show'; readonly stages: readonly Stage[] }
  | { readonly type: 'probe'; readonly x: number; readonly y: number; readonly stages: readonly Stage[] }
  /** What is to be measured; nothing without a selection. Replaces what was asked before. */
  | {
      readonly type: 'select';
      readonly question: number;
      readonly selection?: Selection | undefined;
      readonly stages: readonly Stage[];
    }
  /** What is shown: all panes with their labels as one PNG. `request` is that of the message that asked. */
  | {
      readonly type: 'captured';
      readonly request: number;
      readonly png: Uint8Array;
      readonly panes: readonly { readonly label: string; readonly figures: string }[];
    }
  /** Patches of so many bytes were taken in: the next may come. */
  | { readonly type: 'received'; readonly bytes: number };

export type ViewMessage =
  | { readonly type: 'ready' }
  | LookMessage<StageName | PinName>
  | FolderMessage
  | { readonly type: 'unpin'; readonly pin: number }
  | { readonly type: 'page'; readonly page: number }
  /** To try a setting on what is visible; without a name no longer. */
  | { readonly type: 'sweep'; readonly name?: SweepName | undefined; readonly visible: Rect }
  /** One of the user's own, by its name: to be used, or to be forgotten. */
  | { readonly type: 'preset'; readonly name: string; readonly action: 'use' | 'remove' }
  | { readonly type: 'change'; readonly change: KnobChange }
  | { readonly type: 'command'; readonly command: ViewCommand };

/** By its type. */
export function isPixelMessage(type: unknown): boolean {
  return type === 'patches' || type === 'pixel' || type === 'measurement' || type === 'capture';
}

/** A cheap guard for the webview, whose only correspondent is the extension itself. */
export function isHostMessage(value: unknown): value is HostMessage {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  return type === 'state' || type === 'folder' || type === 'thumbnail' || type === 'lookedAt' || isPixelMessage(type);
}
