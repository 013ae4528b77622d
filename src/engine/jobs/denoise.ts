import type { Params, Scores, StageName } from '../../client/contract';
import { lossesOfSaving } from '../../client/image-formats';
import { checkpoint, type RunControl } from '../../core/control';
import { AmsnetError } from '../../core/errors';
import type { Planes } from '../../core/geometry';
import { Comparison } from '../../core/metrics';
import { estimateNoise } from '../../core/noise';
import { orCancelled } from '../cancel';
import { encodeImage } from '../images/encode';
import type { Raster } from '../images/raster';
import { checkOutput, checkSize, saveFile } from '../images/save';
import type { Handler, RequestContext } from '../server';
import type { Services } from '../services';
import { text } from '../text';
import { grayed, rowsOfTiles } from './bands';
import { Dump } from './dump';
import { ProgressEstimator } from './progress-estimator';
import { withPipeline, type PipelineJob } from './pipeline-job';
import { StageReader } from './render';

/** Walks the image once, one row of tiles after the other, and does everything that has to be done with each. */
export function denoise(services: Services): Handler<'denoise'> {
  return async (params, context) => {
    const start = performance.now();
    const { job, output, overwrite = false } = params;
    const format = output === undefined ? undefined : await checkOutput(output, job.image, overwrite);
    const wantsBranches = params.dump !== undefined || params.measure.some(stage => stage.startsWith('branch:'));
    return withPipeline(services, job, wantsBranches, context.token, async prepared => {
      const { image, pipeline, provenance } = prepared;
      if (output !== undefined && format !== undefined) checkSize(output, format, image.info);
      const { result, scores } = await walk(prepared, params, context);
      const notes = [...provenance.notes];
      if (output !== undefined && format !== undefined) {
        notes.push(...lossesOfSaving(image.info, format));
        const bytes = await orCancelled(context.token, () => encodeImage(result, image, format));
        await saveFile(output, bytes, overwrite);
      }
      const { sigma, correlation } = estimateNoise(image.raster);
      return {
        input: job.image,
        output: output ?? null,
        width: image.info.width,
        height: image.info.height,
        ...provenance,
        notes,
        seconds: (performance.now() - start) / 1000,
        networkSeconds: prepared.networkSeconds(),
        passes: pipeline.passes,
        noise: { sigma, correlation: [...correlation] },
        difference: difference(result, image.raster),
        ...(scores && { scores }),
      };
    });
  };
}

async function walk(job: PipelineJob, params: Params<'denoise'>, context: RequestContext<'denoise'>) {
  const { image, reference, pipeline } = job;
  const { raster } = image;
  const result = raster.blank();
  const reader = new StageReader(job);
  const comparisons = new Map<StageName, Comparison>();
  if (reference) {
    for (const stage of new Set<StageName>(['noisy', 'result', ...params.measure])) {
      comparisons.set(stage, new Comparison(raster.width, raster.shape.bitDepth));
    }
  } else if (params.measure.length > 0) {
    throw new AmsnetError('settings/invalid', text.nothingToMeasure);
  }
  const estimator = new ProgressEstimator(pipeline.work, context.progress);
  const onPass = (pixels: number) => {
    estimator.add(pixels);
  };
  const control: RunControl = { token: context.token, priority: 'background', onPass };
  const dump = params.dump === undefined ? undefined : await Dump.create(params.dump, params.job.settings, raster);
  try {
    for (const rect of rowsOfTiles(pipeline, raster)) {
      const band = await pipeline.read('result', rect, control);
      result.write(rect, band);
      await dump?.writeRows(rect, stage => reader.read(stage, rect, control));
      for (const [stage, comparison] of comparisons) {
        checkpoint(control);
        const planes = stage === 'result' ? result.read(rect) : await reader.read(stage, rect, control);
        comparison.addRows(asSaved(planes, raster), await reader.read('reference', rect, control));
      }
      estimator.reach((rect.y + rect.height) / raster.height);
    }
  } finally {
    await dump?.close();
  }
  const scores: Scores = Object.fromEntries([...comparisons].map(([stage, comparison]) => [stage, comparison.score]));
  return { result, scores: reference && scores };
}

function asSaved(planes: Planes, { shape }: Raster): Planes {
  return shape.colours === 'gray' ? grayed(planes) : planes;
}

/** Root mean square difference of the colours of two images of one shape, 0..1. */
function difference(a: Raster, b: Raster): number {
  const colours = a.shape.colours === 'gray' ? 1 : 3;
  let sum = 0;
  for (let i = 0; i < a.data.length; i += a.channels) {
    for (let c = i; c < i + colours; c++) sum += (a.data[c] - b.data[c]) ** 2;
  }
  return Math.sqrt(sum / (a.width * a.height * colours)) / a.white;
}
