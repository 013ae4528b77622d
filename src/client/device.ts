import { z } from 'zod';

export const deviceNames = ['auto', 'cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;
export const Device = z.enum(deviceNames);
export type Device = z.infer<typeof Device>;
