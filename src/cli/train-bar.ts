import { SingleBar } from 'cli-progress';
import type { TrainProgress } from '../client/training';
import { formatSeconds } from './progress-bar';
import { warn } from './say';
import { text } from './text';

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
    this.bar.start(1, 0, { text: text.training.reading });
  }

  update(progress: TrainProgress): void {
    switch (progress.type) {
      case 'started':
        this.validation = progress.validation.at(-1)?.[1];
        this.bar.update(0, { text: text.training.started(progress.images, progress.pdFactor) });
        return;
      case 'step':
        this.last = progress;
        this.bar.update(progress.fraction, { text: this.state });
        return;
      case 'validation':
        this.validation = progress.point[1];
        if (!process.stderr.isTTY && this.last) warn(text.training.point(progress.point[0], this.state));
        return;
      case 'reading':
      case 'sample':
        return;
    }
  }

  stop(): void {
    this.bar.stop();
  }

  private get state(): string {
    if (!this.last) return '';
    const { loss, megapixelsPerSecond, device, secondsLeft } = this.last;
    return text.training.progress(
      loss.toFixed(5),
      this.validation?.toFixed(5),
      megapixelsPerSecond.toFixed(2),
      device,
      text.timeLeft(formatSeconds(secondsLeft)),
    );
  }
}
