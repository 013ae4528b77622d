/** HEIF files by libheif, in WebAssembly: its C interface (libheif/heif.h), whose structures are read from its memory. */
import libheif from 'libheif-js/libheif-wasm/libheif.js';
import { sampleTraits, type Samples } from '../../core/samples';
import { text } from '../text';

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
  _heif_image_get_plane_readonly(image: number, channel: number, stride: number): number;
  _heif_image_get_bits_per_pixel_range(image: number, channel: number): number;
}

const monochrome = { space: 2, chroma: 0, channels: [0] } as const;
/** Red, green and blue in planes of full size. */
const rgb = { space: 1, chroma: 3, channels: [3, 4, 5] } as const;
const alphaChannel = 6;
/** Bytes of `heif_decoding_options` (since version 3). */
const strictDecoding = 21;
const unsupportedFeature = [3, 4, 11];

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

  /** Interleaved samples, alpha last. More than 8 bits become 16. @throws {HeifError} */
  decode() {
    const lib = this.#lib;
    const handle = this.#handle;
    const space = this.#result(out => {
      lib._heif_image_handle_get_preferred_decoding_colorspace(this.#scratch, handle, out, out + 4);
    });
    const layout = space === monochrome.space ? monochrome : rgb;
    const hasAlpha = lib._heif_image_handle_has_alpha_channel(handle) !== 0;
    const options = lib._heif_decoding_options_alloc();
    lib.HEAPU8[options + strictDecoding] = 1;
    const image = this.#result(out => {
      lib._heif_decode_image(this.#scratch, handle, out, layout.space, layout.chroma, options);
    });
    const channels: number[] = [...layout.channels, ...(hasAlpha ? [alphaChannel] : [])];
    const depths = channels.map(channel => lib._heif_image_get_bits_per_pixel_range(image, channel));
    const kind = depths.every(bits => bits === 8) ? ('uint8' as const) : ('uint16' as const);
    const data = sampleTraits[kind].allocate(this.width * this.height * channels.length);
    for (const [index, channel] of channels.entries()) {
      this.#copyPlane(image, channel, { bits: depths[index], first: index, step: channels.length, white: sampleTraits[kind].max }, data); // prettier-ignore
    }
    return { data, kind, hasAlpha, colours: layout === rgb ? ('rgb' as const) : ('gray' as const) };
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

  #copyPlane(
    image: number,
    channel: number,
    { bits, first, step, white }: Record<'bits' | 'first' | 'step' | 'white', number>,
    data: Samples,
  ): void {
    const lib = this.#lib;
    const stride = this.#scratch + 16;
    const plane = lib._heif_image_get_plane_readonly(image, channel, stride);
    if (plane === 0 || !(bits >= 1 && bits <= 16)) throw new HeifError(text.headerDamaged, false);
    const memory = lib.HEAPU8;
    const rowBytes = lib.HEAPU32[stride >> 2];
    const factor = white / (2 ** bits - 1);
    for (let y = 0, to = first; y < this.height; y++) {
      const row = plane + y * rowBytes;
      for (let x = 0; x < this.width; x++, to += step) {
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
