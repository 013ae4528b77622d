import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { seededDraws } from '../../core/draws';
import type { Planes, Rect, Size } from '../../core/geometry';
import type { PipelineStage } from '../../core/stages';
import type { DenoiseSettings } from '../../core/settings';
import { unwritable } from '../../files/save';
import { NpyWriter } from './npy';

interface Part {
  readonly writer: NpyWriter;
  write(rect: Rect, read: (stage: PipelineStage) => Promise<Planes>): Promise<void>;
}

/**
 * The stages and draws of a denoised image as .npy files, from which anyone can recompute it. H, W are those of the
 * image, its padding left out.
 *
 * | file | |
 * | --- | --- |
 * | noisy.npy, result.npy | float32 [1,3,H,W]; the result before clamping and rounding |
 * | mask_index.npy | uint8 [K,H,W]: mask index of each full-resolution pixel in each mask set |
 * | branch_<i>.npy | float32 [1,3,H,W]: output of branch i of mask set 0, after the inverse of PD |
 * | union.npy | float32 [1,3,H,W]: at each pixel the branch that its mask index names, mean over the mask sets |
 * | r3_replace.npy, r3_mask_index.npy | uint8 [T,H,W]: 1 = noisy pixel; mask index of each repetition. Only with R3 |
 *
 * In single-pass mode there are no draws: only noisy.npy and result.npy are written.
 */
export class Dump {
  private constructor(private readonly parts: readonly Part[]) {}

  /** @throws {AmsnetError} output/unwritable or output/disk-full */
  static async create(folder: string, settings: DenoiseSettings, { width, height }: Size): Promise<Dump> {
    const { masks, maskSets, r3Count, r3Ratio, seed } = settings;
    const draws = seededDraws(seed);
    const parts: Part[] = [];
    const planes = async (name: string, stage: PipelineStage): Promise<Part> => {
      const writer = await NpyWriter.create(join(folder, `${name}.npy`), 'float32', [1, 3, height, width]);
      return {
        writer,
        write: async (rect, read) => {
          const { data } = await read(stage);
          const area = rect.width * rect.height;
          for (let c = 0; c < 3; c++) await writer.writeRows(c, rect, data.subarray(c * area, (c + 1) * area));
        },
      };
    };
    const indices = async (name: string, count: number, draw: (i: number, rect: Rect) => Uint8Array): Promise<Part> => {
      const writer = await NpyWriter.create(join(folder, `${name}.npy`), 'uint8', [count, height, width]);
      return {
        writer,
        write: async rect => {
          for (let i = 0; i < count; i++) await writer.writeRows(i, rect, draw(i, rect));
        },
      };
    };
    const dump = new Dump(parts);
    try {
      await mkdir(folder, { recursive: true });
      parts.push(await planes('noisy', 'noisy'), await planes('result', 'result'));
      if (settings.mode === 'masks') {
        parts.push(
          await planes('union', 'union'),
          await indices('mask_index', maskSets, (k, rect) => draws.pdMaskIndex(k, masks, rect)),
        );
        for (let i = 0; i < masks; i++) parts.push(await planes(`branch_${i}`, `branch:${i}`));
        if (r3Ratio > 0) {
          parts.push(
            await indices('r3_replace', r3Count, (t, rect) => draws.r3Replace(t, r3Ratio, rect)),
            await indices('r3_mask_index', r3Count, (t, rect) => draws.r3MaskIndex(t, masks, rect)),
          );
        }
      }
      return dump;
    } catch (error) {
      await dump.discard();
      throw unwritable(folder, error);
    }
  }

  /** Writes the rows of `rect`, which has the full width. Throws as `create`. */
  async writeRows(rect: Rect, read: (stage: PipelineStage) => Promise<Planes>): Promise<void> {
    for (const part of this.parts) await part.write(rect, read);
  }

  /** Gives the files their names, once all of them are whole. */
  async publish(): Promise<void> {
    for (const { writer } of this.parts) await writer.publish();
  }

  /** Leaves nothing of what was not published. */
  async discard(): Promise<void> {
    for (const { writer } of this.parts) await writer.discard();
  }
}
