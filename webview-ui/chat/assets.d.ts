/** As the build bundles them for the page in the chat, which may load nothing. */
declare module '*.css' {
  const css: string;
  export default css;
}
declare module '*.ttf' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
