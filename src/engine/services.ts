import { TileCache } from '../core/tile-cache';
import { ShutdownGuard } from './shutdown-guard';
import { InferenceQueue } from './inference-queue';
import { ImageCache } from './images/image-cache';
import { TileLimits } from './sessions/tile-limits';
import { ModelRegistry } from './models/registry';
import { RunRates } from './sessions/run-rates';
import { Devices } from './sessions/devices';
import type { RememberedTimings } from './sessions/remembered-timings';
import { type Servers, Sessions } from './sessions/sessions';

/** What all jobs share. Nothing of it is needed to understand a request: it only saves doing things twice. */
export interface Services {
  readonly images: ImageCache;
  readonly models: ModelRegistry;
  readonly devices: Devices;
  readonly sessions: Pick<Sessions, 'load' | 'traitsOf'>;
  readonly inferenceQueue: InferenceQueue;
  readonly tiles: TileCache;
  readonly shutdown: ShutdownGuard;
  readonly tileLimits: TileLimits;
  readonly rates: RunRates;
  /** Whether models from anywhere may be loaded, and trained. */
  readonly trusted: boolean;
}

/** Bytes of computed tiles kept for whoever asks next. */
const tileBytes = 384 << 20;

/**
 * @param announce tells whoever waits that a run of a network begins, null: is over
 * @param timings of devices that engines before this one took
 */
export function createServices(
  modelFolders: readonly string[],
  trusted = true,
  announce?: ConstructorParameters<typeof InferenceQueue>[0],
  servers?: Servers,
  timings?: RememberedTimings,
): Services {
  const devices = new Devices();
  return {
    images: new ImageCache(),
    models: new ModelRegistry(modelFolders, trusted),
    devices,
    sessions: new Sessions(devices, servers, { timings }),
    inferenceQueue: new InferenceQueue(announce),
    tiles: new TileCache(tileBytes),
    shutdown: new ShutdownGuard(),
    tileLimits: new TileLimits(),
    rates: new RunRates(),
    trusted,
  };
}
