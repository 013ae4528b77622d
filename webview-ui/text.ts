/** The sentences and labels of both pages that a person can read. */
import type { Alignment } from '../src/core/alignment';
import type { PairOrder } from '../src/core/pair-order';
import type { NoiseLevel } from '../src/core/noise';
import type { FoldersCommand } from '../src/messages/folders';
import type { Phase, TrainingCommand } from '../src/messages/training';
import type { SelectionShape } from '../src/core/selection';
import type { Activity, RecoveryAction } from '../src/messages/view';
import type { ValueUnit } from './units';
import { inLanguage } from '../src/core/language';
import { chinese } from './text.zh-cn';

export const english = {
  view: {
    heading: (image: string, page: string): string => `Denoise ${image}${page}`,
    progress: 'Progress',
    opening: 'Opening...',
    panes:
      'Panes. Arrow keys pan the image, plus and minus zoom, 0 fits it to the pane, Z shows it at its actual size, G draws a grid and the values of pixels from 1600 %. A number shows one pane, with Shift what it is compared with. R measures a rectangle, L a line.',
    panel: 'Settings and measurements',
    settings: 'Settings',
    measurements: 'Measurements',
    noise: 'Input noise',
    details: 'Details',
    preview: 'preview',
    outdated: 'outdated',
    updating: 'updating',
    summary: (seconds: number, provider: string, model: string): string =>
      `${seconds.toFixed(1)} s on ${provider} with ${model}`,
  },

  pages: {
    page: 'Page',
    of: (pages: number): string => `of ${pages}`,
    hint: 'Page (Page Up, Page Down)',
    /** After the name of what is of that page. */
    after: (page: number, pages: number): string => `, page ${page} of ${pages}`,
    number: (page: number): string => `page ${page}`,
    ofImage: (image: string): string => `Page of ${image}`,
  },

  toolbar: {
    panes: 'Panes',
    zoom: 'Zoom',
    zoomOut: 'Zoom out (-)',
    zoomIn: 'Zoom in (+)',
    fit: 'Fit image to pane (0)',
    actualSize: '1:1',
    actualSizeName: '1:1, actual size',
    actualSizeHint: 'Actual size (Z)',
    /** A pane's button: what it shows, and its keys. */
    chip: (hint: string, number: number): string =>
      number > 9 ? hint : `${hint} (${number} shows it alone, Alt+arrow keys move it)`,
    grid: 'Pixel grid and values (G)',
    tools: 'Measure',
    tool: {
      rectangle: 'Measure a rectangle (R): drag on a pane',
      line: 'Measure along a line (L): drag on a pane',
    } satisfies Record<SelectionShape, string>,
    pin: 'Pin this result, to compare it with those of other settings',
    saveAs: 'Save Denoised Image As...',
    export: 'Export...',
    panel: 'Toggle side panel',
  },

  /** The panes: their names, and what is in them. */
  panes: {
    noisy: 'Noisy',
    noisyHint: 'The image as stored in the file',
    branch: (number: number): string => `Branch ${number}`,
    branchHint: (number: number): string => `Network output for the image with mask ${number} applied`,
    combined: 'Combined',
    combinedHint: 'All branches combined into one image',
    r3: 'R3',
    r3Hint: 'Combined image, refined by random replacement',
    singlePass: 'Single pass',
    singlePassHint: 'One pass of the network with nothing hidden',
    result: 'Result',
    resultHint: 'The image that will be saved',
    /** Of a stack, beside results of other pages. */
    resultOf: (page: number): string => `Result, page ${page}`,
    /** By what it differs in from the result and from other pinned ones. */
    pinned: (number: number, differences: readonly string[]): string =>
      differences.length === 0 ? `Pinned ${number}` : `Pinned ${number}: ${differences.join(', ')}`,
    pinnedHint: 'The result with the settings that it was pinned with',
    setting: (label: string, value: string): string => `${label} ${value}`,
    unpin: (label: string): string => `Remove ${label}`,
    reference: 'Reference',
    difference: 'Difference',
    differenceHint: 'Result minus noisy; gray where nothing changed',
    error: 'Error',
    errorHint: 'Result minus reference, also as squared error, of which PSNR is made',
    uncertainty: 'Uncertainty',
    uncertaintyHint:
      'How large the network expects its error to be at each pixel, before R3: its own guess, not a measurement',
    uncertaintyLegend: (to: string): string => `Colours of the expected error: 0 to ${to}`,
    magnified: (label: string, gain: number): string => `${label} × ${gain}`,
    gain: 'Gain',
    times: (gain: number): string => `× ${gain}`,
    hiddenPixels: 'Hidden pixels of a branch',
    marking: {
      off: 'Do not mark hidden pixels',
      mark: 'Mark hidden pixels',
      only: 'Show only hidden pixels',
    },
    markingHint: (label: string): string => `${label} (M; visible from 100 %)`,
  },

  /** What of a difference is shown. */
  differences: {
    kind: 'Kind of difference',
    signed: 'Signed',
    absolute: 'Absolute',
    relative: 'Relative',
    squared: 'Squared',
    falseColour: 'False colour',
    title: (label: string, kind: string): string => `${label}, ${kind.toLowerCase()}`,
    of: (second: string, first: string): string => `${second} − ${first}`,
    hint: (second: string, first: string): string => `What ${second} has and ${first} has not`,
    /** Of the 255 that 8 bit have. */
    levels: (levels: number): string => `${Number(levels.toPrecision(3))} of 255`,
    squaredLevels: (levels: number): string => `${Number(levels.toPrecision(3))} of 255²`,
    share: (percent: number): string => `${Number(percent.toPrecision(3))} %`,
    value: (difference: number): string => String(difference).replace('-', '−'),
    negative: (end: string): string => `−${end}`,
    positive: (end: string): string => `+${end}`,
    legend: (kind: string, from: string, to: string): string => `Colours of the difference (${kind}): ${from} to ${to}`,
  },

  /** The images of the folder. */
  folder: {
    images: 'Images of the folder',
    image: (name: string, number: number, all: number): string => `${name}, ${number} of ${all}`,
    toggle: 'Images of the folder (N: next, P: previous, with the same settings)',
  },

  /** Two panes in one picture. */
  compare: {
    mode: 'Compare (C)',
    sideBySide: 'Side by side',
    maskGrid: 'Mask grid',
    swipe: 'Swipe',
    swipeDown: 'Swipe, top and bottom',
    flip: 'Flip (hold F)',
    onionSkin: 'Onion skin',
    divider: 'Divider',
    opacity: 'Opacity',
    first: 'Pane',
    second: 'Compared with (X swaps, hold F to show it)',
    label: (panes: readonly string[]): string => panes.join(' | '),
    hint: (label: string, hint: string): string => `${label}: ${hint}`,
  },

  /** The page that compares images. */
  comparison: {
    heading: (images: readonly string[]): string => `Compare ${images.join(', ')}`,
    panel: 'Images and their differences',
    differenceHint: 'The second image minus the first; gray where they are equal',
    align: 'Align',
    alignments: {
      corner: 'Top left corners',
      middle: 'Middles',
      stretch: 'Stretched to one size',
    } satisfies Record<Alignment, string>,
    pages: (pages: number): string => `, ${pages} pages`,
    against: (image: string): string => `Against ${image}`,
    largest: 'Largest difference',
    ofPeak: (value: string, peak: string): string => `${value} of ${peak}`,
    needsOneSize: 'The images have different sizes. PSNR, SSIM and the largest difference need images of one size.',
    summary: (psnr: string, ssim: string, largest: string): string =>
      `PSNR ${psnr} · SSIM ${ssim} · largest difference ${largest}`,
  },

  /** The page that lists the images of two folders. */
  folders: {
    heading: (a: string, b: string): string => `Compare folders ${a} and ${b}`,
    sides: { a: 'Images', b: 'References' },
    table: 'Pairs of images',
    columns: { name: 'Name', psnr: 'PSNR', ssim: 'SSIM', difference: 'Largest difference' } satisfies Record<
      PairOrder,
      string
    >,
    only: { a: 'Only in the first folder', b: 'Only in the second folder' },
    waiting: 'Not measured yet',
    mean: (pairs: number, equal: number): string =>
      `Mean of ${pairs} pairs${equal === 0 ? '' : `; PSNR without ${equal} equal ones`}`,
    reading: 'Reading the folders...',
    none: 'There are no images in these folders.',
    done: (done: number, all: number): string => `${done} of ${all} pairs measured`,
    stopped: 'stopped',
    missing: (count: number): string => `${count} without counterpart`,
    failed: (count: number): string => `${count} could not be measured`,
    commands: { stop: 'Stop', resume: 'Go On', refresh: 'Compare Again' } satisfies Record<FoldersCommand, string>,
    export: 'Export as CSV or JSON...',
    open: (name: string): string => `Compare ${name}`,
  },

  /** What is measured of a selection. */
  selection: {
    strip: 'Measurement of the selection',
    table: 'Values of the selection',
    shapes: { rectangle: 'Rectangle', line: 'Line' } satisfies Record<SelectionShape, string>,
    fields: {
      x: 'X',
      y: 'Y',
      width: 'Width',
      height: 'Height',
      fromX: 'From x',
      fromY: 'y',
      toX: 'to x',
      toY: 'y',
    },
    unit: 'Unit of values',
    units: { eightBit: '0 to 255', share: '0 to 1', file: 'Values of the file' } satisfies Record<ValueUnit, string>,
    close: 'Stop measuring',
    pane: 'Pane',
    mean: 'Mean',
    deviation: 'Std. deviation',
    deviationHint: 'Standard deviation of each colour',
    range: 'Range',
    fromTo: (from: string, to: string): string => `${from} – ${to}`,
    histogram: {
      label: (from: string, to: string, most: string): string =>
        `Histograms from ${from} to ${to}, counts up to ${most} on a logarithmic scale`,
      caption: (most: string): string => `counts to ${most}, logarithmic`,
    },
    profile: {
      label: (pixels: string, from: string, to: string): string =>
        `Profiles along the line of ${pixels} pixels: brightness from ${from} to ${to}`,
      caption: (from: string, to: string): string => `brightness ${from} – ${to} by pixel`,
    },
  },

  banner: {
    actions: {
      retry: 'Retry',
      saveAs: 'Save As...',
      chooseModel: 'Choose Model...',
      chooseReference: 'Choose Reference...',
      clearReference: 'Remove Reference',
      useCpu: 'Use CPU',
      showLog: 'Show Log',
      restartEngine: 'Restart Engine',
    } satisfies Record<RecoveryAction, string>,
    problem: (message: string, action = ''): string => `${message} ${action}`,
    dismiss: 'Dismiss',
  },

  status: {
    activities: {
      visible: 'Computing the visible area',
      whole: 'Computing the whole image',
      saving: 'Saving',
      comparing: 'Measuring',
      sweeping: 'Trying settings',
    } satisfies Record<Activity['kind'], string>,
    activity: (activity: string, share: string | undefined, left: string | undefined): string =>
      `${activity}${share === undefined ? '' : ` ${share}`}${left === undefined ? '' : `, about ${left} left`}`,
    /** Read out by a screen reader. */
    announcement: (activity: string, percent: number): string => `${activity}, ${percent} percent`,
    inspector: 'Pixel inspector',
    pixel: (label: string, values: readonly string[]): string => `${label}, 0 to 1: ${values.join(', ')}`,
    cancel: 'Cancel',
    cancelHint: 'Cancel (Escape)',
    stopped: 'Stopped',
    resume: 'Resume',
    measure: (time: string): string => `Measure the whole image (about ${time})`,
  },

  /** Values with their units. */
  units: {
    seconds: (count: string): string => `${count} s`,
    minutes: (count: string): string => `${count} min`,
    hours: (count: string): string => `${count} h`,
    percent: (value: string): string => `${value} %`,
  },
  list: (parts: readonly string[]): string => parts.join(', '),

  knobs: {
    model: 'Model',
    chooseModelFile: 'Choose Model File...',
    device: 'Device',
    unavailable: (device: string): string => `${device} (not available)`,
    preset: 'Preset',
    presetHint: 'Initial values of all settings below',
    auto: 'Auto (from the image)',
    custom: 'Custom',
    reset: "Reset to the model's defaults",
    tools: 'Settings as a whole',
    undo: 'Undo the last change of settings (Ctrl+Z)',
    redo: 'Redo (Ctrl+Y)',
    savePreset: 'Save as Preset...',
    removePreset: (name: string): string => `Delete preset ${name}`,
    choosing: 'Choosing the settings from the noise of this image...',
    newSeed: 'New seed',
    suitedPd: (factors: readonly number[]): string => `This model works best with PD factor ${factors.join(' or ')}.`,
    suggestedPd: (factor: number): string => `The noise of this image suggests PD factor ${factor}.`,
  },

  sweep: {
    heading: 'Sweep',
    what: 'What to try',
    run: 'Try',
    stop: 'Stop',
    hint: 'Tries several values on the middle of what is visible, beside the value that is set.',
    of: (width: number, height: number): string =>
      `Tried on ${width} × ${height} pixels in the middle of what was visible.`,
    left: 'Left in flat parts',
    take: 'Use this value',
    plot: (label: string, from: string, to: string, low: string, high: string): string =>
      `${label} from ${from} to ${to}: between ${low} and ${high}. The table below has all values.`,
    point: (value: string, score: string): string => `${value}: ${score}`,
  },

  measurements: {
    difference: 'Difference from noisy input',
    noiseLeft: 'Left in flat parts (self-supervised score)',
    noiseLeftHint:
      'Variance left in the flat parts of the result, as a share of that of the noisy image. It finds noise that stayed, not detail that was lost.',
    reference: (name: string, found: boolean): string => `Reference: ${name}${found ? ' (found by name)' : ''}`,
    needsReference: 'PSNR and SSIM need a clean reference of the same scene.',
    chooseReference: 'Choose Reference...',
    changeReference: 'Change Reference...',
    removeReference: 'Remove',
    notMeasured: 'Not measured yet.',
    stopped: 'Not measured: stopped.',
    againstReference: 'Against reference',
    ofPage: (page: number, pages: number): string => `Of page ${page} of ${pages}`,
    psnr: 'PSNR',
    ssim: 'SSIM',
    level: 'Level',
    levelHint: 'Standard deviation of the noise',
    correlation: 'Correlation',
    correlationHint: 'Autocorrelation of the noise at lags of 1, 2, 3 and 4 pixels; 0 = independent',
  },

  /** In the chat of an agent. */
  chat: {
    ofWholeImages: 'The numbers are of the whole images; the pictures show a part of them.',
    picture: (number: number): string => `Image ${number}`,
  },

  noise: {
    kind: 'Kind',
    kinds: {
      gray: 'equal channels',
      independent: 'independent pixels',
      correlated: 'correlated pixels',
      bayer: '2 × 2 interpolation',
      jpeg: 'JPEG blocks',
    },
    levels: 'Level by brightness, both of 255',
    levelsFrom: (ends: readonly (readonly [brightness: number, sigma: number])[]): string =>
      `Noise level: ${ends.map(([brightness, sigma]) => `${(255 * sigma).toFixed(1)} at brightness ${(255 * brightness).toFixed(0)}`).join(', ')}, of 255`,
    /** @param channels 1 where all three are equal */
    at: ({ brightness, sigma, share, clipped }: NoiseLevel, channels: number, much: number): string =>
      `Brightness ${(255 * brightness).toFixed(0)}: ` +
      (channels === 1
        ? (255 * sigma[0]).toFixed(1)
        : `red ${(255 * sigma[0]).toFixed(1)}, green ${(255 * sigma[1]).toFixed(1)}, blue ${(255 * sigma[2]).toFixed(1)}`) +
      `; ${(100 * share).toFixed(0)} % of the image` +
      (clipped > much ? `; ${(100 * clipped).toFixed(0)} % of it clipped, which hides noise` : ''),
    map: 'Correlation between pixels',
    mapIs: (right: number, down: number): string =>
      `Correlation of the noise: ${right.toFixed(2)} with the pixel to the right, ${down.toFixed(2)} with the one below`,
    mapHint: (reach: number): string =>
      `At distances of up to ${reach} pixels. Orange: alike, blue: opposite, pale: independent.`,
    lag: (across: number, down: number, value: string): string => `${across} across, ${down} down: ${value}`,
  },

  details: {
    image: 'Image',
    imageFacts: (width: number, height: number, bits: number, channels: string, format: string): string =>
      `${width} × ${height}, ${bits} bit, ${channels}, ${format}`,
    model: 'Model',
    device: 'Device',
    requested: (provider: string, device: string): string => `${provider} (requested: ${device})`,
    time: 'Time',
    timeHint: 'Since the last change, for the visible area and the whole image',
    passes: 'Passes',
    passesHint: 'Runs of the network over the whole image',
    card: 'Model card',
    noCard: 'None: what the network needs was found by probing it',
    license: 'License',
    tiles: 'Tiles',
    tilesOf: (tiles: number, edge: number): string => `${tiles} of ${edge} × ${edge} pixels`,
    tilesHint: 'Parts of the image that are computed one after the other, and their size without the area around them',
    settings: 'Settings',
    chosen: 'chosen from the image',
    byHand: 'set by hand',
    copyCommand: 'Copy as Command Line',
    copyJson: 'Copy as JSON',
    keeps: (kept: readonly string[]): string => `Saving keeps ${kept.join(', ')}.`,
  },

  training: {
    heading: (images: string): string => `Adapt to ${images}`,
    plan: (model: string | null, time: string): string =>
      `${model === null ? 'From scratch' : `Starting from ${model === 'auto' ? 'the bundled model that knows the noise' : model}`}, ${time} of training. No clean images are needed, and nothing leaves this machine.`,
    commands: {
      pause: 'Pause',
      resume: 'Resume',
      stop: 'Stop',
      keep: 'Keep...',
      discard: 'Discard',
      showLog: 'Show Log',
    } satisfies Record<TrainingCommand, string>,
    phases: {
      starting: 'Reading images...',
      training: 'Training',
      pausing: 'Pausing after the current step...',
      paused: 'Paused',
      stopping: 'Stopping after the current step...',
      ended: 'Ended',
      failed: 'Failed',
      kept: 'Kept',
    } satisfies Record<Phase, string>,
    running: (percent: string): string => `Training, ${percent}`,
    step: (step: number): string => `step ${step}`,
    left: (time: string): string => `${time} left`,
    paused: (percent: string): string => `Paused at ${percent}. The progress is saved.`,
    ended: (finished: boolean, steps: number): string =>
      `${finished ? 'Finished' : 'Ended'} after ${steps} steps. Keep the model to use it.`,
    endedEmpty: 'Ended without a result.',
    kept: (name: string): string => `Kept as ${name}. It is in the model picker of the Denoise view.`,
    better: (decibels: string, start: string | null): string =>
      `The new model is better on these images: on parts excluded from training, the estimated error of its fine structure (up to 16 pixels) is ${decibels} dB lower than that of ${start ?? 'the starting model'}, each with its best settings. PSNR may rise less.`,
    curves: 'Loss and validation error',
    curvesNow: (loss: string | undefined, validation: string | undefined): string =>
      `Loss ${loss ?? 'not available yet'}, validation error ${validation ?? 'not available yet'}`,
    aboutValidation:
      'The validation error is the error at hidden pixels, measured on parts of the images that are excluded from training. It includes the noise itself, so it never approaches zero.',
    sample: 'Sample',
    sampleLater: 'A part of one image appears here shortly after training starts.',
    noisy: 'Noisy',
    before: 'Before',
    afterStep: (step: number): string => `After step ${step}`,
    skipped: 'Skipped images',
    figures: {
      images: ['Images', 'Number of training images'],
      noise: ['Noise', 'Standard deviation of the noise'],
      correlation: ['Correlation', 'Autocorrelation of the noise at a lag of 1 pixel; 0 = independent'],
      pdFactor: [
        'PD factor',
        'Pixel-shuffle downsampling: training uses pixels this far apart, whose noise is independent',
      ],
      loss: ['Loss', 'Mean over the last steps'],
      validation: ['Validation error', 'Lowest so far, and its change since the start'],
      speed: ['Speed', 'Megapixels trained on per second, and the device'],
    },
    change: (percent: string): string => `(${percent} %)`,
    speed: (megapixels: string, device: string): string => `${megapixels} MP/s, ${device}`,
  },
} as const;

export const text = inLanguage(english, { 'zh-CN': chinese });
