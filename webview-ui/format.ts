/** Decibels; identical images have no finite ratio. */
export function decibels(psnr: number | null | undefined): string {
  if (psnr === undefined) return '–';
  return psnr === null ? '∞ dB' : `${psnr.toFixed(2)} dB`;
}

export function similarity(ssim: number | null | undefined): string {
  return ssim === undefined || ssim === null ? '–' : ssim.toFixed(4);
}

export function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}

/** An estimate, not more precise than it is. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

export function zoomLabel(scale: number): string {
  const value = scale * 100;
  return `${value >= 10 ? Math.round(value) : value.toFixed(1)} %`;
}

/** A magnitude in 0..1, also in the steps of 8 bit that people know. */
export function rms(value: number): string {
  return `${value.toFixed(4)} (${(value * 255).toFixed(1)} / 255)`;
}
