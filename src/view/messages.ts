import { z } from 'zod';
import { Settings, StageName } from '../client/contract';
import { Device } from '../client/device';
import { viewCommands, type ViewMessage } from '../messages/view';

const Rect = z.object({ x: z.int().min(0), y: z.int().min(0), width: z.int().min(1), height: z.int().min(1) });
const level = z.int().min(0).max(16);
const stages = z.array(StageName).max(16);

/** What a webview may send: its pages show files of strangers, so nothing in it is taken on trust. */
export const ViewMessageSchema: z.ZodType<ViewMessage> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({
    type: z.literal('look'),
    viewport: Rect,
    level,
    stages: stages.min(1),
    preview: z.object({ viewport: Rect, level }).optional(),
  }),
  z.object({ type: z.literal('show'), stages }),
  z.object({
    type: z.literal('change'),
    change: z.object({
      model: z.string().min(1).optional(),
      device: Device.optional(),
      settings: Settings.partial().optional(),
    }),
  }),
  z.object({ type: z.literal('probe'), x: z.int().min(0), y: z.int().min(0), stages: stages.min(1) }),
  z.object({ type: z.literal('received'), bytes: z.int().min(0) }),
  z.object({ type: z.literal('command'), command: z.enum(viewCommands) }),
]);
