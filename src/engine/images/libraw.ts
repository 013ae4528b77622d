/** Camera raw by LibRaw, in WebAssembly: developed as the camera would, in 16 bit and sRGB. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import start from 'libraw-wasm/dist/libraw.js';

interface RawMetadata {
  readonly width: number;
  readonly height: number;
  readonly colors: number;
  readonly camera_make: string;
  readonly color_data: {
    readonly cam_xyz: readonly (readonly number[])[];
    readonly dng_color: readonly { readonly colormatrix: readonly (readonly number[])[] }[];
  };
}

interface RawPixels {
  readonly width: number;
  readonly height: number;
  readonly colors: number;
  readonly bits: number;
  readonly data: Uint16Array;
}

/** What of LibRaw is used. */
interface LibRaw {
  open(file: Uint8Array, settings: Readonly<Record<string, unknown>>): void;
  metadata(all: boolean): RawMetadata;
  imageData(): RawPixels | undefined;
}

interface Module {
  readonly LibRaw: new () => LibRaw;
}

/** White balance of the camera, the brightness that it took, sRGB and its curve; noise is left to this program. */
const settings = {
  outputBps: 16,
  outputColor: 1,
  // LibRaw takes all six numbers or none.
  gamm: [1 / 2.4, 12.92, 0, 0, 0, 0],
  useCameraWb: true,
  noAutoBright: true,
} as const;

/** What of WebAssembly is used: its types come with those of browsers only. */
const { Module: Program, Instance } = (globalThis as unknown as { WebAssembly: WasmTypes }).WebAssembly;
interface WasmTypes {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (program: object, imports: object) => { readonly exports: object };
}

let program: object | undefined;

/** A raw file. Its memory goes with it: no file sees what another one has left. */
export class RawFile {
  readonly width: number;
  readonly height: number;
  /** Whether it is known how the camera sees colours; a camera of gray images needs nothing of the kind. */
  readonly knowsColours: boolean;

  private constructor(private readonly raw: LibRaw) {
    const { width, height, colors, color_data: found } = raw.metadata(true);
    this.width = width;
    this.height = height;
    const matrices = [found.cam_xyz, ...found.dng_color.slice(0, 1).map(({ colormatrix }) => colormatrix)];
    this.knowsColours = colors === 1 || matrices.flat(2).some(value => value !== 0);
  }

  /** @returns undefined where it is none that LibRaw reads */
  static async open(file: Uint8Array): Promise<RawFile | undefined> {
    const compiled = (program ??= new Program(
      readFileSync(createRequire(import.meta.url).resolve('libraw-wasm/dist/libraw.wasm')),
    ));
    const quiet = () => undefined;
    const module = (await start({
      instantiateWasm: (imports: object, done: (instance: object, of: object) => void) => {
        const instance = new Instance(compiled, imports);
        done(instance, compiled);
        return instance.exports;
      },
      print: quiet,
      printErr: quiet,
    })) as Module;
    return orUndefined(() => {
      const raw = new module.LibRaw();
      raw.open(file, settings);
      return new RawFile(raw);
    });
  }

  /** `[height, width, colors]`, upright; undefined where it cannot be decoded. */
  develop(): RawPixels | undefined {
    const pixels = orUndefined(() => this.raw.imageData());
    return pixels?.bits === 16 && pixels.data.length === pixels.width * pixels.height * pixels.colors
      ? pixels
      : undefined;
  }
}

/** What LibRaw throws are numbers of its own memory, and traps. */
function orUndefined<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
