/** The codec of each row of `imageFormats`: the file of its name in `formats`, loaded when it is first needed. */
import { imageFormatNames, type ImageFormatName } from '../../client/image-formats';
import type { ImageCodec } from './codec';

export async function codecOf(name: ImageFormatName): Promise<ImageCodec> {
  const { codec } = (await import(`./formats/${name}.ts`)) as { readonly codec: ImageCodec };
  return codec;
}

/** @param head the first bytes of a file (up to 4096) */
export async function codecFor(head: Buffer): Promise<ImageCodec | undefined> {
  for (const name of imageFormatNames) {
    const codec = await codecOf(name);
    if (codec.recognises(head)) return codec;
  }
  return undefined;
}
