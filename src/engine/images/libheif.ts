/** HEIF files by libheif, in WebAssembly: its C interface (libheif/heif.h), whose structures are read from its memory. */
import libheif from 'libheif-js/libheif-wasm/libheif.js';
import { area, type Point, type Size } from '../../core/geometry';
import { SampleArray } from '../../core/sample-source';
import { sampleTraits } from '../../core/samples';
import { text } from '../text';
import type { RasterShape } from './raster';

/** What of libheif is used: pointers are numbers, and errors come back where the first argument points to. */
interface LibHeif {
  HEAPU8: Uint8Array;
  HEAPU32: Uint32Array;
  _malloc(length: number): number;
  _heif_context_alloc(): number;
  _heif_context_read_from_memory_without_copy(error: number, ...args: number[]): void;
  _heif_context_get_number_of_top_level_images(context: number): number;
  _heif_context_get_primary_image_handle(error: number, context: number, out: number): void;
  _heif_image_handle_get_width(handle: number): number;
  _heif_image_handle_get_height(handle: number): number;
  _heif_image_handle_has_alpha_channel(handle: number): number;
  _heif_image_handle_get_preferred_decoding_colorspace(
    error: number,
    handle: number,
    space: number,
    chroma: number,
  ): void;
  _heif_image_handle_get_raw_color_profile_size(handle: number): number;
  _heif_image_handle_get_raw_color_profile(error: number, handle: number, out: number): void;
  _heif_image_handle_get_nclx_color_profile(error: number, handle: number, out: number): void;
  _heif_image_handle_get_number_of_metadata_blocks(handle: number, type: number): number;
  _heif_image_handle_get_list_of_metadata_block_IDs(handle: number, type: number, ids: number, count: number): number;
  _heif_image_handle_get_metadata_type(handle: number, id: number): number;
  _heif_image_handle_get_metadata_content_type(handle: number, id: number): number;
  _heif_image_handle_get_metadata_size(handle: number, id: number): number;
  _heif_image_handle_get_metadata(error: number, handle: number, id: number, out: number): void;
  _heif_decoding_options_alloc(): number;
  _heif_decode_image(error: number, handle: number, out: number, space: number, chroma: number, options: number): void;
  _heif_image_handle_get_image_tiling(error: number, handle: number, upright: number, out: number): void;
  _heif_image_handle_decode_image_tile(
    error: number,
    handle: number,
    out: number,
    space: number,
    chroma: number,
    options: number,
    column: number,
    row: number,
  ): void;
  _heif_image_get_width(image: number, channel: number): number;
  _heif_image_get_height(image: number, channel: number): number;
  _heif_image_release(image: number): void;
  _heif_image_get_plane_readonly(image: number, channel: number, stride: number): number;
  _heif_image_get_bits_per_pixel_range(image: number, channel: number): number;
}

const monochrome = { space: 2, chroma: 0, channels: [0] } as const;
/** Red, green and blue in planes of full size. */
const rgb = { space: 1, chroma: 3, channels: [3, 4, 5] } as const;
const alphaChannel = 6;
/** Bytes of `heif_decoding_options` (since version 3). */
const strictDecoding = 21;
/** Bytes of `heif_image_tiling`. */
const tilingBytes = 80;
const unsupportedFeature = [3, 4, 11];

/** Samples of a part of the image, and where that begins; it may reach over the edges. */
export interface HeifPart extends Point {
  readonly samples: SampleArray;
  readonly format: Omit<RasterShape, keyof Size>;
}

export class HeifError extends Error {
  constructor(
    message: string,
    /** Whether the file may be whole, but is of a kind that libheif does not decode. */
    readonly isUnsupported: boolean,
  ) {
    super(message);
  }
}

/** The primary image of a HEIF file, upright. Its memory goes with it: no file sees what another one has left. */
export class HeifFile {
  /** Images of equal rank. */
  readonly images: number;
  readonly width: number;
  readonly height: number;
  readonly #lib: LibHeif;
  readonly #handle: number;
  /** Room for an error and two results. */
  readonly #scratch: number;

  /** @throws {HeifError} */
  constructor(file: Buffer) {
    const quiet = () => undefined;
    this.#lib = libheif({ print: quiet, printErr: quiet });
    const lib = this.#lib;
    this.#scratch = lib._malloc(24);
    const bytes = lib._malloc(file.length);
    lib.HEAPU8.set(file, bytes);
    const context = lib._heif_context_alloc();
    this.#call(error => {
      lib._heif_context_read_from_memory_without_copy(error, context, bytes, file.length, 0);
    });
    this.images = lib._heif_context_get_number_of_top_level_images(context);
    this.#handle = this.#result(out => {
      lib._heif_context_get_primary_image_handle(this.#scratch, context, out);
    });
    this.width = lib._heif_image_handle_get_width(this.#handle);
    this.height = lib._heif_image_handle_get_height(this.#handle);
  }

  /** Whether it is made of tiles that are decoded one by one, as the pictures of phones are; alpha belongs to all of them. */
  get isTiled(): boolean {
    const { columns, rows } = this.#tiling;
    return columns * rows > 1 && !this.#hasAlpha;
  }

  /** One after the other its tiles, or all of it. More than 8 bits become 16. @throws {HeifError} */
  *parts(): Generator<HeifPart> {
    if (!this.isTiled) {
      yield this.whole();
      return;
    }
    const { columns, rows, width, height, left, top } = this.#tiling;
    const [layout, options] = [this.#layout, this.#options()];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const image = this.#result(out => {
          this.#lib._heif_image_handle_decode_image_tile(this.#scratch, this.#handle, out, layout.space, layout.chroma, options, column, row); // prettier-ignore
        });
        yield { x: column * width - left, y: row * height - top, ...this.#samplesOf(image, layout) };
      }
    }
  }

  /** All of it. @throws {HeifError} */
  whole(): HeifPart {
    const [layout, options] = [this.#layout, this.#options()];
    const image = this.#result(out => {
      this.#lib._heif_decode_image(this.#scratch, this.#handle, out, layout.space, layout.chroma, options);
    });
    return { x: 0, y: 0, ...this.#samplesOf(image, layout) };
  }

  get profile(): Buffer | undefined {
    const lib = this.#lib;
    const size = lib._heif_image_handle_get_raw_color_profile_size(this.#handle);
    if (size === 0) return undefined;
    return this.#bytes(size, out => {
      lib._heif_image_handle_get_raw_color_profile(this.#scratch, this.#handle, out);
    });
  }

  /** How numbers become light (ITU-T H.273), where the file names it by numbers. */
  get nclx(): { readonly primaries: number; readonly transfer: number } | undefined {
    try {
      const nclx = this.#result(out => {
        this.#lib._heif_image_handle_get_nclx_color_profile(this.#scratch, this.#handle, out);
      });
      // After version and padding.
      const [primaries, transfer] = this.#lib.HEAPU32.subarray((nclx >> 2) + 1);
      return { primaries, transfer };
    } catch (error) {
      if (error instanceof HeifError) return undefined;
      throw error;
    }
  }

  /** EXIF without the offset before it, and XMP. */
  get metadata(): { readonly exif?: Buffer; readonly xmp?: Buffer } {
    const lib = this.#lib;
    const handle = this.#handle;
    const count = Math.min(64, lib._heif_image_handle_get_number_of_metadata_blocks(handle, 0));
    const ids = lib._malloc(4 * count + 4);
    lib._heif_image_handle_get_list_of_metadata_block_IDs(handle, 0, ids, count);
    const found: { exif?: Buffer; xmp?: Buffer } = {};
    for (let i = 0; i < count; i++) {
      const id = lib.HEAPU32[(ids >> 2) + i];
      const isXmp =
        this.#string(lib._heif_image_handle_get_metadata_content_type(handle, id)) === 'application/rdf+xml';
      const isExif = this.#string(lib._heif_image_handle_get_metadata_type(handle, id)) === 'Exif';
      const size = lib._heif_image_handle_get_metadata_size(handle, id);
      if (size === 0 || !(isXmp || isExif)) continue;
      const block = this.#bytes(size, out => {
        lib._heif_image_handle_get_metadata(this.#scratch, handle, id, out);
      });
      if (isXmp) found.xmp = block;
      else if (size > 4) found.exif = block.subarray(4 + block.readUInt32BE(0));
    }
    return found;
  }

  get #layout(): typeof monochrome | typeof rgb {
    const space = this.#result(out => {
      this.#lib._heif_image_handle_get_preferred_decoding_colorspace(this.#scratch, this.#handle, out, out + 4);
    });
    return space === monochrome.space ? monochrome : rgb;
  }

  #options(): number {
    const options = this.#lib._heif_decoding_options_alloc();
    this.#lib.HEAPU8[options + strictDecoding] = 1;
    return options;
  }

  get #hasAlpha(): boolean {
    return this.#lib._heif_image_handle_has_alpha_channel(this.#handle) !== 0;
  }

  /** Tiles as they lie in the upright picture: of one that was turned or cropped the first begin outside of it. */
  get #tiling() {
    const out = this.#lib._malloc(tilingBytes);
    this.#call(() => {
      this.#lib._heif_image_handle_get_image_tiling(this.#scratch, this.#handle, 1, out);
    });
    const [, columns, rows, width, height, , , top, left] = this.#lib.HEAPU32.subarray(out >> 2);
    // What is told is how much of the first tiles lies inside, where it should be how much lies outside.
    return { columns, rows, width, height, top: (height - top) % height, left: (width - left) % width };
  }

  /** Interleaved samples, alpha last, of a decoded image, which is gone then. */
  #samplesOf(image: number, layout: typeof monochrome | typeof rgb): Omit<HeifPart, keyof Point> {
    const lib = this.#lib;
    const channels = layout.channels.length + (this.#hasAlpha ? 1 : 0);
    const [first] = layout.channels;
    const size = { width: lib._heif_image_get_width(image, first), height: lib._heif_image_get_height(image, first) };
    const planes = [...layout.channels, alphaChannel].slice(0, channels);
    const depths = planes.map(plane => lib._heif_image_get_bits_per_pixel_range(image, plane));
    const kind = depths.every(bits => bits === 8) ? ('uint8' as const) : ('uint16' as const);
    const samples = new SampleArray(sampleTraits[kind].allocate(area(size) * channels), size, channels);
    for (const [index, plane] of planes.entries()) {
      this.#copyPlane(image, plane, { bits: depths[index], first: index, white: sampleTraits[kind].max }, samples);
    }
    lib._heif_image_release(image);
    const colours = layout === rgb ? ('rgb' as const) : ('gray' as const);
    return { samples, format: { kind, bits: kind === 'uint8' ? 8 : 16, colours, extras: this.#hasAlpha ? 1 : 0 } };
  }

  #copyPlane(
    image: number,
    channel: number,
    { bits, first, white }: Record<'bits' | 'first' | 'white', number>,
    { data, width, height, channels: step }: SampleArray,
  ): void {
    const lib = this.#lib;
    const stride = this.#scratch + 16;
    const plane = lib._heif_image_get_plane_readonly(image, channel, stride);
    const isWhole = lib._heif_image_get_width(image, channel) === width && lib._heif_image_get_height(image, channel) === height; // prettier-ignore
    if (plane === 0 || !isWhole || !(bits >= 1 && bits <= 16)) throw new HeifError(text.headerDamaged, false);
    const memory = lib.HEAPU8;
    const rowBytes = lib.HEAPU32[stride >> 2];
    const factor = white / (2 ** bits - 1);
    for (let y = 0, to = first; y < height; y++) {
      const row = plane + y * rowBytes;
      for (let x = 0; x < width; x++, to += step) {
        const value = bits > 8 ? memory[row + 2 * x] | (memory[row + 2 * x + 1] << 8) : memory[row + x];
        data[to] = Math.round(value * factor);
      }
    }
  }

  #call(run: (error: number) => void): void {
    run(this.#scratch);
    const [code, , message] = this.#lib.HEAPU32.subarray(this.#scratch >> 2);
    if (code !== 0) throw new HeifError(this.#string(message), unsupportedFeature.includes(code));
  }

  /** The number that a call leaves where it is told to. */
  #result(run: (out: number) => void): number {
    this.#call(() => {
      run(this.#scratch + 16);
    });
    return this.#lib.HEAPU32[(this.#scratch + 16) >> 2];
  }

  #bytes(size: number, fill: (out: number) => void): Buffer {
    const out = this.#lib._malloc(size);
    this.#call(() => {
      fill(out);
    });
    return Buffer.from(this.#lib.HEAPU8.slice(out, out + size));
  }

  #string(pointer: number): string {
    const memory = this.#lib.HEAPU8;
    return pointer === 0 ? '' : Buffer.from(memory.subarray(pointer, memory.indexOf(0, pointer))).toString('utf8');
  }
}
