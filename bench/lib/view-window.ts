/** The Denoise view in a real VS Code in a browser, with a probe in its page. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Mouse } from 'playwright-core';
import type { Point, Rect } from '../../src/core/geometry';
import { startServer } from '../../test/e2e/server';
import { DenoiseWindow } from '../../test/window/denoise-window';
import type { Seen } from '../page/seen';
import { root } from './engine';

/** Longest that anything is waited for. */
const patienceMs = 300_000;
const pollMs = 50;

export class MeasuredWindow {
  constructor(readonly window: DenoiseWindow) {}

  /** What the probe has written down, times in milliseconds since 1970. */
  async seen(): Promise<Seen> {
    return JSON.parse(await this.#probe<string>('JSON.stringify(viewProbe)')) as Seen;
  }

  async reset(): Promise<void> {
    await this.#probe('viewProbe.reset()');
  }

  /** Waits until `what` has been seen; what did not come in time is missing from what it returns. */
  async until(what: keyof Seen['seen'], patience = patienceMs): Promise<Seen> {
    const end = Date.now() + patience;
    for (;;) {
      const seen = await this.seen();
      if (seen.seen[what] !== undefined || Date.now() > end) return seen;
      await this.window.page.waitForTimeout(pollMs);
    }
  }

  /** Waits until nothing is computed. */
  async rest(): Promise<void> {
    await this.window.view.getByTestId('activity').waitFor({ state: 'hidden', timeout: patienceMs });
    // What there is to be seen then is seen in the next frames.
    await this.window.page.waitForTimeout(100);
  }

  /**
   * Waits until nothing is computed any more, for long enough that nothing begins either.
   * @returns whether that came in time
   */
  async idle(): Promise<boolean> {
    const activity = this.window.view.getByTestId('activity');
    const end = Date.now() + patienceMs;
    for (let quiet = 0; quiet < 20; quiet++) {
      if (Date.now() > end) return false;
      await this.window.page.waitForTimeout(100);
      if ((await activity.count()) > 0) quiet = 0;
    }
    return true;
  }

  /** When a button was last let go in the window around the view. */
  released(): Promise<number> {
    return this.window.page.evaluate<number>('viewProbe.released');
  }

  /** Of all pages, in bytes, as far as the system tells: VS Code's own is among them. */
  async memory(): Promise<number | undefined> {
    if (process.platform !== 'linux') return undefined;
    const browser = this.window.page.context().browser();
    const session = await browser?.newBrowserCDPSession();
    const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
    await session?.detach();
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    return renderers.reduce((sum, { id }) => sum + residentBytes(id), 0);
  }

  #probe<T>(expression: string): Promise<T> {
    return this.window.view.locator('amsnet-app').evaluate<T, unknown>(expression);
  }
}

/** Share of a pane, from its middle to each side, in which the pointer stays. */
const reach = 0.4;

/** Drags the image as a hand does, which takes hold anew at the end of its reach. */
export class Hand {
  #at: Point | undefined;

  private constructor(
    private readonly mouse: Mouse,
    /** In CSS pixels of the window. */
    readonly pane: Rect,
  ) {}

  static async on({ window }: MeasuredWindow): Promise<Hand> {
    const pane = await window.pane('noisy').boundingBox();
    if (!pane) throw new Error('The pane is not there.');
    return new Hand(window.page.mouse, pane);
  }

  /** Moves the image by CSS pixels, in as many strokes as that takes. */
  async drag({ x, y }: Point): Promise<void> {
    const { width, height } = this.pane;
    const strokes = Math.max(1, Math.ceil(Math.abs(x) / (reach * width)), Math.ceil(Math.abs(y) / (reach * height)));
    for (let i = 0; i < strokes; i++) await this.#stroke(x / strokes, y / strokes);
  }

  async #stroke(x: number, y: number): Promise<void> {
    const { pane } = this;
    const isNear = (place: number, start: number, length: number) =>
      Math.abs(place - start - length / 2) <= reach * length;
    const end = this.#at && { x: this.#at.x + x, y: this.#at.y + y };
    if (end && isNear(end.x, pane.x, pane.width) && isNear(end.y, pane.y, pane.height)) {
      this.#at = end;
    } else {
      if (this.#at) await this.mouse.up();
      const from = {
        x: pane.x + (0.5 - Math.sign(x) * reach) * pane.width,
        y: pane.y + (0.5 - Math.sign(y) * reach) * pane.height,
      };
      await this.mouse.move(from.x, from.y);
      await this.mouse.down();
      this.#at = { x: from.x + x, y: from.y + y };
    }
    await this.mouse.move(this.#at.x, this.#at.y);
  }
}

function residentBytes(pid: number): number {
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}

/** Opens windows on `folder`, one after the other, in one VS Code. */
export async function withVscode<T>(
  folder: string,
  work: (open: <R>(use: (window: MeasuredWindow) => Promise<R>) => Promise<R>) => Promise<T>,
): Promise<T> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'bench', 'page', 'probe.ts')],
    bundle: true,
    write: false,
    format: 'iife',
  });
  const log = await mkdtemp(join(tmpdir(), 'amsnet-view-log-'));
  const server = await startServer({ log: join(log, 'server.log') });
  try {
    return await work(async use => {
      const window = await DenoiseWindow.open(server.address({ folder, extension: root }), outputFiles[0].text);
      try {
        return await use(new MeasuredWindow(window));
      } finally {
        await window.close();
      }
    });
  } finally {
    await server.stop();
    await rm(log, { recursive: true, force: true });
  }
}
