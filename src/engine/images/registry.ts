/** All formats that are read, one file each. A new one is a file, a row here and a row of `imageFormats`. */
import type { ImageFormatName } from '../../client/image-formats';
import type { ImageCodec } from './codec';
import { avif } from './formats/avif';
import { gif } from './formats/gif';
import { jpeg } from './formats/jpeg';
import { png } from './formats/png';
import { tiff } from './formats/tiff';
import { webp } from './formats/webp';

export const codecs: Readonly<Record<ImageFormatName, ImageCodec>> = { png, jpeg, webp, avif, tiff, gif };
