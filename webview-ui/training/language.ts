/**
 * To be imported before uPlot, which formats numbers in the browser's language as it is loaded and fails if that is
 * none: in a POSIX locale Chromium's is `en-US@posix`.
 */
try {
  Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });
}
