import * as z from 'zod';
import { SelectionSchema, Settings, StageName } from '../client/contract';
import { Device } from '../client/device';
import { alignments } from '../core/alignment';
import { sweepNames } from '../core/sweep';
import { comparisonCommands, imageName, mostCompared, type ComparisonMessage } from '../messages/comparison';
import { viewCommands, type ViewMessage } from '../messages/view';

const Rect = z.object({ x: z.int().min(0), y: z.int().min(0), width: z.int().min(1), height: z.int().min(1) });
const level = z.int().min(0).max(16);
/** A pinned result by its number, which the host looks up. */
const PinName = z.templateLiteral(['pin:', z.int().min(0)]);
const stages = z.array(z.union([StageName, PinName])).max(24);
const images = z.array(z.enum(Array.from({ length: mostCompared }, (_, index) => imageName(index)))).max(mostCompared);

const captured = z.object({
  type: z.literal('captured'),
  request: z.int(),
  png: z.instanceof(Uint8Array),
  panes: z.array(z.object({ label: z.string(), figures: z.string() })),
});
const selected = { type: z.literal('select'), question: z.int(), selection: SelectionSchema.optional() };
const received = z.object({ type: z.literal('received'), bytes: z.int().min(0) });

/** What a webview may send: its pages show files of strangers, so nothing in it is taken on trust. */
export const ViewMessageSchema: z.ZodType<ViewMessage> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({
    type: z.literal('look'),
    viewport: Rect,
    level,
    stages: stages.min(1),
    eye: z.object({ x: z.int().min(0), y: z.int().min(0) }).optional(),
    preview: z.object({ viewport: Rect, level }).optional(),
  }),
  z.object({ type: z.literal('show'), stages }),
  z.object({
    type: z.literal('change'),
    change: z.object({
      model: z.string().min(1).optional(),
      device: Device.optional(),
      settings: Settings.partial().optional(),
      auto: z.literal(true).optional(),
    }),
  }),
  z.object({ type: z.literal('probe'), x: z.int().min(0), y: z.int().min(0), stages: stages.min(1) }),
  z.object({ ...selected, stages }),
  received,
  captured,
  z.object({ type: z.literal('folder') }),
  z.object({ type: z.literal('thumbnails'), wanted: z.array(z.int().min(0)).max(200) }),
  z.object({
    type: z.literal('openImage'),
    to: z.union([z.int().min(0), z.enum(['next', 'previous'])]),
    look: z.looseObject({}),
  }),
  z.object({ type: z.literal('unpin'), pin: z.int().min(0) }),
  z.object({ type: z.literal('page'), page: z.int().min(0) }),
  z.object({ type: z.literal('sweep'), name: z.enum(sweepNames).optional(), visible: Rect }),
  z.object({ type: z.literal('preset'), name: z.string().min(1), action: z.enum(['use', 'remove']) }),
  z.object({ type: z.literal('command'), command: z.enum(viewCommands) }),
]);

/** What the page of a comparison may send: it names images by their numbers. */
export const ComparisonMessageSchema: z.ZodType<ComparisonMessage> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('look'), viewport: Rect, level, stages: images.min(1) }),
  z.object({ type: z.literal('show'), stages: images }),
  z.object({ type: z.literal('probe'), x: z.int().min(0), y: z.int().min(0), stages: images.min(1) }),
  z.object({ ...selected, stages: images }),
  received,
  captured,
  z.object({ type: z.literal('align'), alignment: z.enum(alignments) }),
  z.object({ type: z.literal('page'), page: z.int().min(0), image: z.int().min(0).exactOptional() }),
  z.object({ type: z.literal('command'), command: z.enum(comparisonCommands) }),
]);
