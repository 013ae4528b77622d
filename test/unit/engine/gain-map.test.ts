import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { decodeImage } from '../../../src/engine/images/decode';
import { withoutGainMap } from '../../../src/engine/images/gain-map';
import { temporaryFolder } from './support';

const folder = temporaryFolder();
const xmp = (inside: string, attributes = '') =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" xmlns:Container="http://ns.google.com/photos/1.0/container/" xmlns:Item="http://ns.google.com/photos/1.0/container/item/" xmlns:dc="http://purl.org/dc/elements/1.1/"${attributes}>${inside}</rdf:Description></rdf:RDF></x:xmpmeta>`;

test('XMP loses what it says of a gain map, and nothing else', () => {
  const rights = '<dc:rights>mine</dc:rights>';
  const directory = '<Container:Directory><rdf:Seq><rdf:li Item:Semantic="GainMap"/></rdf:Seq></Container:Directory>';
  const without = (text: string) => withoutGainMap(Buffer.from(text))?.toString();
  const rest = without(xmp(`${directory}${rights}<hdrgm:GainMapMax>2</hdrgm:GainMapMax>`, ' hdrgm:Version="1.0"'));
  expect(rest).toContain(rights);
  expect(rest).not.toMatch(/hdrgm|Container|Item:/);
  expect(without(rights)).toBe(rights);
  // What cannot be taken apart goes as a whole.
  expect(without('<hdrgm:Version>1.0')).toBeUndefined();
});

test('a gain map is named, in JPEG as in AVIF', async () => {
  const image = sharp({ create: { width: 16, height: 16, channels: 3, background: 'gray' } });
  const jpeg = join(folder, 'ultra.jpg');
  await writeFile(jpeg, await image.clone().withXmp(xmp('<dc:rights>mine</dc:rights>', ' hdrgm:Version="1.0"')).jpeg().toBuffer());
  const { info, metadata } = await decodeImage(jpeg);
  expect(info.metadata).toEqual(expect.arrayContaining(['xmp', 'gainMap']));
  expect(metadata.xmp?.toString()).toMatch(/^(?!.*hdrgm).*mine/);
  const avif = await image.avif().toBuffer();
  // Another compatible brand, as long as the one before.
  avif.write('tmap', 16 + 4 * (avif.readUInt32BE(0) / 4 - 5), 'latin1');
  const path = join(folder, 'tone.avif');
  await writeFile(path, avif);
  expect((await decodeImage(path)).info.metadata).toContain('gainMap');
}); // prettier-ignore
