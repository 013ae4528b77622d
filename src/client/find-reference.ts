import path from 'node:path';

/** Words in file or folder names that mean "noisy", each with the words of its clean partner, the likeliest first. */
const partners: Readonly<Record<string, readonly string[]>> = {
  noisy: ['clean', 'gt', 'reference', 'ref', 'target', 'original'],
  noise: ['gt', 'clean', 'reference', 'target'],
  real: ['mean'],
  input: ['target', 'gt', 'clean', 'reference'],
};
const noisyWord = new RegExp(`(?<=^|[_\\-. ])(${Object.keys(partners).join('|')})(?=$|[_\\-. ])`, 'gi');

/** Every name that replacing one noisy word in `name` by a clean partner gives, in lower case. */
function cleanNames(name: string): string[] {
  return [...name.matchAll(noisyWord)].flatMap(match =>
    (partners[match[0].toLowerCase()] ?? []).map(clean =>
      (name.slice(0, match.index) + clean + name.slice(match.index + match[0].length)).toLowerCase(),
    ),
  );
}

/** The sister folders in which the reference of `image` may lie: `noisy/` has `clean/`, `input/` has `gt/`. Lower case. */
export function referenceFolders(image: string): string[] {
  return cleanNames(path.basename(path.dirname(image)));
}

/**
 * The clean partner of a noisy image among `files` by its name: `x_real`/`x_mean` (PolyU), `NOISY_SRGB`/`GT_SRGB` (SIDD),
 * `x_noisy`/`x_clean`, `noisy/x`/`clean/x` and the like; letter case and file type may differ. Never the other way round: a
 * clean image has no reference.
 */
export function findReference(image: string, files: readonly string[]): string | undefined {
  const { dir, name, ext } = path.parse(image);
  const stem = name.toLowerCase();
  const here = cleanNames(name);
  const sisters = referenceFolders(image);
  const ranks = files.flatMap(file => {
    const other = path.parse(file);
    const otherStem = other.name.toLowerCase();
    const sameFolder = other.dir === dir;
    const sister = sisters.indexOf(path.basename(other.dir).toLowerCase());
    if (!sameFolder && (sister < 0 || path.dirname(other.dir) !== path.dirname(dir))) return [];
    const byName = here.indexOf(otherStem);
    const named = byName >= 0 || (!sameFolder && otherStem === stem);
    if (!named) return [];
    const otherType = other.ext.toLowerCase() === ext.toLowerCase() ? 0 : 1;
    return [{ file, rank: (sameFolder ? byName : 100 + sister) * 2 + otherType }];
  });
  return ranks.sort((a, b) => a.rank - b.rank)[0]?.file;
}
