import { SingleBar } from 'cli-progress';
import type { TrainProgress } from '../client/training';
import { formatSeconds } from './progress-bar';

/** A training on standard error: one bar on a terminal, else a line for every validation error. */
export class TrainBar {
  private readonly bar = new SingleBar({
    format: '{bar} {percentage} %  {text}',
    stream: process.stderr,
    barsize: 20,
    clearOnComplete: true,
    hideCursor: true,
  });
  private validation: number | undefined;
  private last: Extract<TrainProgress, { type: 'step' }> | undefined;

  constructor() {
    this.bar.start(1, 0, { text: 'reading images' });
  }

  update(progress: TrainProgress): void {
    switch (progress.type) {
      case 'started':
        this.validation = progress.validation.at(-1)?.[1];
        this.bar.update(0, { text: `${progress.images} images, PD ${progress.pdFactor}` });
        return;
      case 'step':
        this.last = progress;
        this.bar.update(progress.fraction, { text: this.text });
        return;
      case 'validation':
        this.validation = progress.point[1];
        if (!process.stderr.isTTY && this.last) console.error(`step ${progress.point[0]}  ${this.text}`);
        return;
      case 'reading':
      case 'sample':
        return;
    }
  }

  stop(): void {
    this.bar.stop();
  }

  private get text(): string {
    if (!this.last) return '';
    const { loss, megapixelsPerSecond, device, secondsLeft } = this.last;
    const validation = this.validation === undefined ? '' : `  validation ${this.validation.toFixed(5)}`;
    return `loss ${loss.toFixed(5)}${validation}  ${megapixelsPerSecond.toFixed(2)} MP/s on ${device}  ${formatSeconds(secondsLeft)} left`;
  }
}
