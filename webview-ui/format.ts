import { text } from './text';

const { units } = text;

/** Decibels; identical images have no finite ratio. */
export function decibels(psnr: number | null | undefined): string {
  if (psnr === undefined) return '–';
  return psnr === null ? '∞ dB' : `${psnr.toFixed(2)} dB`;
}

export function similarity(ssim: number | null | undefined): string {
  return ssim === undefined || ssim === null ? '–' : ssim.toFixed(4);
}

export function percent(fraction: number): string {
  return units.percent(String(Math.round(fraction * 100)));
}

/** An estimate, not more precise than it is. */
export function duration(seconds: number): string {
  if (seconds < 60) return units.seconds(String(Math.max(1, Math.round(seconds))));
  return seconds < 3600 ? units.minutes(String(Math.round(seconds / 60))) : units.hours((seconds / 3600).toFixed(1));
}

export function zoomLabel(scale: number): string {
  const value = scale * 100;
  return units.percent(value >= 10 ? String(Math.round(value)) : value.toFixed(1));
}

/** A magnitude in 0..1, also in the steps of 8 bit that people know. */
export function rms(value: number): string {
  return `${value.toFixed(4)} (${(value * 255).toFixed(1)} / 255)`;
}
