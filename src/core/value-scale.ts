/** From samples of a file to numbers for the network and back, and how two images are compared by their values. */
import type { SampleSource } from './sample-source';
import { nominalWhite, sampleTraits, toSample, type SampleFormat } from './samples';
import {
  chooseRange,
  surveyValues,
  usesItsDepth,
  type ChosenRange,
  type Colours,
  type ValueRange,
  type ValueSurvey,
} from './value-range';

/**
 * What lies further outside the range than this share of its span is out of the network's reach: it goes through as it
 * is, like samples that are no numbers, and the network sees what lies around instead.
 */
const margin = 0.5;

/** The mapping of one image, the same for every sample of it. */
export class ValueScale {
  readonly span: number;
  /** The range that the image's own values chose. */
  readonly native: ChosenRange;
  /** Whether every sample is inside 0..1: only then nothing needs to be checked. */
  readonly plain: boolean;
  readonly #lowest: number;
  readonly #highest: number;

  private constructor(
    readonly format: SampleFormat,
    readonly range: ValueRange,
    native: ChosenRange,
    /** Undefined for images that use the depth of their format. */
    readonly survey: ValueSurvey | undefined,
    readonly noData: number | undefined,
  ) {
    this.native = native;
    this.span = range.white - range.black;
    const isDepth = sampleTraits[format.kind].integer && range.black === 0 && range.white === nominalWhite(format);
    this.plain = isDepth && noData === undefined;
    this.#lowest = range.black - margin * this.span;
    this.#highest = range.white + margin * this.span;
  }

  /** @param noData the value that the file says means "no data" */
  static of(source: SampleSource, colours: Colours, format: SampleFormat, noData?: number): ValueScale {
    if (noData === undefined && usesItsDepth(source, colours, format)) {
      const range = chooseRange(format, undefined);
      return new ValueScale(format, range, range, undefined, undefined);
    }
    const survey = surveyValues(source, colours, noData);
    const range = chooseRange(format, survey);
    return new ValueScale(format, range, range, survey, survey.noData);
  }

  /** The same samples seen in another range: a reference in that of the image that it belongs to. */
  withRange(range: ValueRange): ValueScale {
    return new ValueScale(this.format, range, this.native, this.survey, this.noData);
  }

  /** Whether the network sees this sample. All others come out as they went in. */
  reaches(value: number): boolean {
    return value >= this.#lowest && value <= this.#highest && value !== this.noData;
  }

  /** Not finite, or "no data": nothing can be said of it. */
  isMissing(value: number): boolean {
    return !(value - value === 0) || value === this.noData;
  }

  normalize(value: number): number {
    return Math.fround((value - this.range.black) / this.span);
  }

  /**
   * The sample in place of `value`, of which the network has made `denoised`. Written as a change, so that what is not
   * changed stays the same to the last bit.
   */
  denoised(value: number, denoised: number): number {
    return toSample(value + (denoised - this.normalize(value)) * this.span, this.format);
  }

  /** What the network sees where there is nothing else to see. */
  get median(): number {
    return this.survey === undefined ? 0.5 : Math.min(1, Math.max(0, this.normalize(this.survey.median)));
  }
}

/** How the values of two images are compared. */
export interface ComparisonScale {
  /** The value of each file that counts as 1. */
  readonly image: number;
  readonly reference: number;
  /** What PSNR is relative to, in values of the reference. */
  readonly peak: number;
  readonly basis: 'depth' | 'unit' | 'data' | 'given';
  /** Whole levels between 0 and 1 of the image as it is saved; undefined for floating point. */
  readonly levels: number | undefined;
}

/**
 * Values are compared, whatever range each picture was given for the network. Files of different depth are compared as
 * shares of their depth; everything else by the numbers themselves.
 * @param given a peak that the user names, in values of the reference
 */
export function comparisonScale(image: ValueScale, reference: ValueScale, given?: number): ComparisonScale {
  const ratio = unitRatio(image, reference);
  const { basis, black, white } = reference.native;
  const survey = reference.survey;
  const ends = survey ?? { min: black, max: white };
  const nominal = nominalWhite(reference.format) ?? 1;
  const peak = given ?? (basis === 'data' ? ends.max - ends.min || 1 : nominal);
  const { integer } = sampleTraits[image.format.kind];
  return {
    image: peak * ratio,
    reference: peak,
    peak,
    basis: given === undefined ? basis : 'given',
    levels: integer ? peak * ratio : undefined,
  };
}

/** The range of `image` in values of `reference`. */
export function sharedRange(image: ValueScale, reference: ValueScale): ValueRange {
  const ratio = unitRatio(image, reference);
  return { black: image.native.black / ratio, white: image.native.white / ratio };
}

/** How many units of the image are one of the reference. */
function unitRatio(image: ValueScale, reference: ValueScale): number {
  const [a, b] = [unit(image), unit(reference)];
  return a === undefined || b === undefined ? 1 : a / b;
}

/** The number of white where it is known: floating point has none unless its values lie in the unit range. */
function unit({ format, native }: ValueScale): number | undefined {
  if (sampleTraits[format.kind].integer) return nominalWhite(format);
  return native.basis === 'unit' ? 1 : undefined;
}
