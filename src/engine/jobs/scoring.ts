/** Scores of one or several pictures against their references, by the values of the files. */
import type { Peak, Score } from '../../client/contract';
import type { Planes, Rect } from '../../core/geometry';
import { Comparison, pooledScore, type ScoredPage } from '../../core/metrics';
import { comparisonScale, type ComparisonScale } from '../../core/value-scale';
import type { Raster } from '../images/raster';
import { grayed } from '../images/pixels';

/** What one picture is measured against. */
export class Reference {
  readonly scale: ComparisonScale;

  /** @param peak given by the user */
  constructor(
    private readonly image: Raster,
    private readonly reference: Raster,
    peak?: number,
  ) {
    this.scale = comparisonScale(image.scale, reference.scale, peak);
  }

  /** @param width of what is compared: of all of it unless said */
  comparison(width = this.image.width): Comparison {
    const { image, scale } = this;
    const { kind, bits } = image.shape;
    // Photos are compared as they have always been: clamped, and rounded to the depth.
    const depth = kind === 'uint8' && bits === 8 ? 8 : kind === 'uint16' && bits === 16 ? 16 : undefined;
    const isDepth =
      scale.basis === 'depth' && depth !== undefined && image.scale.plain && this.reference.scale.survey === undefined;
    return new Comparison(width, isDepth ? depth : { levels: scale.levels });
  }

  /** The reference's rows, to be compared. */
  rows(rect: Rect): Planes {
    return this.reference.readValues(rect, this.scale.reference);
  }

  /** Rows of the image itself, or of what it was made into. */
  rowsOf(raster: Raster, rect: Rect): Planes {
    return raster.readValues(rect, this.scale.image);
  }

  /** Rows of a copy of a part of the reference. */
  rowsOfReference(part: Raster): Planes {
    return part.readValues({ x: 0, y: 0, width: part.width, height: part.height }, this.scale.reference);
  }

  /** Rows of a stage, which the network has made of the image's. */
  rowsOfStage(planes: Planes): Planes {
    const { image } = this;
    const shown = image.shape.colours === 'gray' ? grayed(planes) : planes;
    return image.scale.plain ? shown : image.toValues(shown, this.scale.image);
  }
}

/** One stage over all pages. */
export class PageScores {
  readonly #pages: ScoredPage[] = [];
  #ends: { min: number; max: number } | undefined;
  #scale: ComparisonScale | undefined;

  add(comparison: Comparison, reference: Reference, raster: Raster): void {
    this.#pages.push({ comparison, peak: reference.scale.peak });
    this.#scale ??= reference.scale;
    const { survey } = raster.scale;
    if (survey === undefined) return;
    const { min, max } = this.#ends ?? survey;
    this.#ends = { min: Math.min(min, survey.min), max: Math.max(max, survey.max) };
  }

  /** Relative to the widest range where the data give it. */
  get peak(): Peak {
    if (!this.#scale) throw new RangeError('nothing was compared');
    const { basis, peak } = this.#scale;
    const ends = this.#ends;
    const several = this.#pages.length > 1 && basis === 'data' && ends !== undefined;
    return { peak: several ? ends.max - ends.min || 1 : peak, peakBasis: basis };
  }

  /** In values of the reference. */
  get maxDifference(): number {
    return Math.max(0, ...this.#pages.map(({ comparison, peak }) => comparison.maxDifference * peak));
  }

  get score(): Score {
    return pooledScore(this.#pages, this.peak.peak);
  }
}
