import { SingleBar } from 'cli-progress';
import type { Progress } from '../client/contract';
import { plain } from './say';
import { text } from './text';

/** One bar for one image, on standard error; it draws nothing unless that is a terminal. */
export class ProgressBar {
  private readonly bar = new SingleBar({
    format: '{bar} {percentage} %  {left}{file}',
    stream: process.stderr,
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
  });

  private readonly file: string;

  constructor(file: string) {
    this.file = plain(file);
    this.bar.start(1, 0, { file: this.file, left: '' });
  }

  update({ fraction, secondsLeft }: Progress): void {
    const left = secondsLeft === undefined ? '' : `${text.timeLeft(formatSeconds(secondsLeft))}  `;
    this.bar.update(fraction, { file: this.file, left });
  }

  stop(): void {
    this.bar.stop();
  }
}

export function formatSeconds(seconds: number): string {
  return text.seconds(Math.ceil(seconds));
}
