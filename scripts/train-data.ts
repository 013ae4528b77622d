/**
 * Fetches the photographs the shipped models learn from: Debian's wallpaper packages, unpacked and halved in size (so that what is
 * noise in them becomes invisible), as PNG files in .cache/train-data/photos. Needs apt-get and dpkg (a Debian or Ubuntu system).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import sharp from 'sharp';

/**
 * The pictures to learn from, chosen by eye from everything with enough detail in these packages: photographs, and four drawings
 * for the sharp edges of screens and print. Left out are gradients, copies of a picture in another size, and pictures whose grain
 * would be learned as something to keep. NOTICE says whose they are and under which licences.
 */
const chosen: Record<string, readonly string[]> = {
  'gnome-backgrounds': ['licorice-d.webp', 'licorice-l.webp', 'pixels-d.webp', 'pixels-l.webp'].map(
    file => `usr/share/backgrounds/gnome/${file}`,
  ),
  'mate-backgrounds': [
    'Aqua.jpg',
    'Blinds.jpg',
    'Dune.jpg',
    'GreenMeadow.jpg',
    'LadyBird.jpg',
    'RainDrops.jpg',
    'Storm.jpg',
    'TwoWings.jpg',
    'Wood.jpg',
    'YellowFlower.jpg',
  ].map(file => `usr/share/backgrounds/mate/nature/${file}`),
  'plasma-workspace-wallpapers': [
    'BytheWater/contents/images/1280x1024.jpg',
    'ColdRipple/contents/images/1280x1024.jpg',
    'ColorfulCups/contents/images/2560x1600.jpg',
    'EveningGlow/contents/images/1280x1024.jpg',
    'FallenLeaf/contents/images/1280x1024.jpg',
    'Grey/contents/images/1280x1024.jpg',
    'Kite/contents/images/1280x1024.jpg',
    'OneStandsOut/contents/images/1280x1024.jpg',
    'Path/contents/images/1280x1024.jpg',
    'Volna/contents/images/5120x2880.jpg',
  ].map(file => `usr/share/wallpapers/${file}`),
  'lomiri-wallpapers-16.04': [
    'Bridge_by_Sander_Klootwijk.jpg',
    'Dragonfly_by_Bolly.jpg',
    'Picture_0B_by_freespace.jpg',
    'Picture_1A_by_freespace.jpg',
    'Wine_by_Jakkub_Mede.jpg',
    'aitzgorri_by_Aitzol_Berasategi.jpg',
    'friends_by_Aitzol_Berasategi.jpg',
    'life_by_Aitzol_Berasategi.jpg',
    'picosdeeuropa_by_Aitzol_Berasategi.jpg',
    'seeding_by_Clements_Engelhardt.jpg',
    'sunset_by_Aitzol_Berasategi.jpg',
  ].map(file => `usr/share/backgrounds/${file}`),
  'lxqt-themes': [
    'Butterfly-Kenneth-Wimer.jpg',
    'Valendas.png',
    'after-the-rain.jpg',
    'appleflower.png',
    'butterfly.png',
    'drop.png',
    'flowers.png',
    'this-is-not-windows.jpg',
  ].map(file => `usr/share/lxqt/wallpapers/${file}`),
  'lomiri-wallpapers-20.04': ['usr/share/backgrounds/Kleiber_by_Lukas_Baubkus.jpg'],
};
/**
 * Photographs in scikit-image's package that are in the public domain or CC0. Not camera, coins, moon, cell, brick, chelsea and
 * retina: the benchmarks measure on these.
 */
const scikitImage = {
  release: 'scikit-image==0.26.0',
  files: ['astronaut.png', 'coffee.png', 'rocket.jpg', 'grass.png', 'gravel.png'].map(file => `skimage/data/${file}`),
};
/** Larger pictures are brought to this width first: the same picture in several sizes then differs little. */
const widest = 5120;

const cache = join(import.meta.dirname, '..', '.cache');
const folder = join(cache, 'train-data');
// Another choice gets another folder.
const photos = join(folder, 'chosen-2');

export async function prepareTrainingData(): Promise<string> {
  if (existsSync(join(photos, 'sources.json'))) return photos;
  mkdirSync(join(folder, 'packages'), { recursive: true });
  mkdirSync(join(folder, 'files'), { recursive: true });
  mkdirSync(photos, { recursive: true });
  writeFileSync(join(cache, '.gitignore'), '*\n');
  unpack();
  const sources: { photo: string; package: string; file: string }[] = [];
  unpackScikitImage();
  for (const [name, files] of [...Object.entries(chosen), ['scikit-image', scikitImage.files] as const]) {
    for (const file of files) {
      const photo = `${String(sources.length).padStart(3, '0')}.png`;
      await halve(join(folder, 'files', name, file), join(photos, photo));
      sources.push({ photo, package: name, file });
    }
  }
  writeFileSync(join(photos, 'sources.json'), `${JSON.stringify(sources, undefined, 1)}\n`);
  return photos;
}

function unpack(): void {
  for (const name of Object.keys(chosen)) {
    const target = join(folder, 'files', name);
    if (existsSync(target)) continue;
    const inPackages = { cwd: join(folder, 'packages'), stdio: 'inherit' } as const;
    execFileSync('apt-get', ['download', name], inPackages);
    const file = readdirSync(inPackages.cwd).find(entry => entry.startsWith(`${name}_`) && entry.endsWith('.deb'));
    if (!file) throw new Error(`apt-get downloaded no file for ${name}`);
    execFileSync('dpkg', ['-x', file, target], inPackages);
  }
}

/** Needs pip and unzip. */
function unpackScikitImage(): void {
  const target = join(folder, 'files', 'scikit-image');
  if (existsSync(target)) return;
  const inPackages = { cwd: join(folder, 'packages'), stdio: 'inherit' } as const;
  execFileSync('python3', ['-m', 'pip', 'download', '--no-deps', '--quiet', scikitImage.release], inPackages);
  const file = readdirSync(inPackages.cwd).find(entry => entry.startsWith('scikit_image-') && entry.endsWith('.whl'));
  if (!file) throw new Error('pip downloaded no file for scikit-image');
  execFileSync('unzip', ['-q', file, ...scikitImage.files, '-d', target], inPackages);
}

async function halve(file: string, target: string): Promise<void> {
  const { width } = await sharp(file).metadata();
  await sharp(file)
    .removeAlpha()
    .toColourspace('srgb')
    .resize({ width: Math.round(Math.min(width, widest) / 2), kernel: 'lanczos3' })
    .png({ compressionLevel: 1 })
    .toFile(target);
}

if (process.argv[1] === import.meta.filename)
  console.log(`photographs are in ${relative(process.cwd(), await prepareTrainingData())}`);
