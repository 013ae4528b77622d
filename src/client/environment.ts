/** What of its parent's environment the engine gets: what the system, its devices and its libraries need, no secrets. */

const names = new Set([
  // The system: programs, home and temporary folders, language.
  ...['PATH', 'HOME', 'LANG', 'LANGUAGE', 'TZ', 'TMPDIR', 'TEMP', 'TMP'],
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH'],
  ...['PROGRAMDATA', 'PROGRAMFILES', 'APPDATA', 'LOCALAPPDATA', 'NUMBER_OF_PROCESSORS'],
  // Where libraries and drivers are found, and where drivers keep compiled programs.
  ...['LD_LIBRARY_PATH', 'LD_PRELOAD', 'DYLD_LIBRARY_PATH', 'DYLD_FALLBACK_LIBRARY_PATH', 'DYLD_INSERT_LIBRARIES'],
  ...['XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_CONFIG_DIRS', 'XDG_DATA_HOME', 'XDG_DATA_DIRS', 'XDG_RUNTIME_DIR'],
  'UV_THREADPOOL_SIZE',
  // Certificates that a company's servers are signed with.
  'NODE_EXTRA_CA_CERTS',
]);
const prefixes = [
  'LC_',
  'PROCESSOR_',
  'NIX_LD',
  'CUDA_',
  'CUDNN_',
  'NVIDIA_',
  'VK_',
  'MESA_',
  'OMP_',
  'MALLOC_',
  'VIPS_',
];

/** @param added set in any case, over what the parent has */
export function engineEnvironment(
  parent: NodeJS.ProcessEnv,
  added: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const kept = Object.entries(parent).filter((entry): entry is [string, string] => {
    // Windows does not tell the cases of names apart.
    const name = entry[0].toUpperCase();
    return entry[1] !== undefined && (names.has(name) || prefixes.some(prefix => name.startsWith(prefix)));
  });
  // The last one in any case: the engine silences itself too, but this also reaches what it starts and loads.
  return { ...Object.fromEntries(kept), ...added, ELECTRON_RUN_AS_NODE: '1', ORT_DISABLE_TELEMETRY: '1' };
}
