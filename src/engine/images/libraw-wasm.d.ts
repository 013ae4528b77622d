/** The package describes its interface for browsers alone. */
declare module 'libraw-wasm/dist/libraw.js' {
  export default function start(options: Readonly<Record<string, unknown>>): Promise<unknown>;
}
