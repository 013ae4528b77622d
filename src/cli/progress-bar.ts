import { SingleBar } from 'cli-progress';
import type { Progress } from '../client/contract';

/** One bar for one image, on standard error; it draws nothing unless that is a terminal. */
export class ProgressBar {
  private readonly bar = new SingleBar({
    format: '{bar} {percentage} %  {left}{file}',
    stream: process.stderr,
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
  });

  constructor(private readonly file: string) {
    this.bar.start(1, 0, { file, left: '' });
  }

  update({ fraction, secondsLeft }: Progress): void {
    const left = secondsLeft === undefined ? '' : `${formatSeconds(secondsLeft)} left  `;
    this.bar.update(fraction, { file: this.file, left });
  }

  stop(): void {
    this.bar.stop();
  }
}

export function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
