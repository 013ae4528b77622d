/** The window as a user has it: the Explorer, the Denoise view, its panes and knobs. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { openPage } from '../e2e/browser';
import { resultsDir } from '../e2e/paths';

const shots = path.join(resultsDir, 'shots');

/** A window of its own on `address`; everything about it ends with `close`. */
export class DenoiseWindow {
  private constructor(
    readonly page: Page,
    private readonly browser: Browser,
  ) {}

  /** @param script runs in every frame before its own code */
  static async open(address: string, script?: string): Promise<DenoiseWindow> {
    const { browser, page } = await openPage({ width: 1440, height: 900 });
    // The machine may be busy with the engine and with other tests.
    page.setDefaultTimeout(60_000);
    if (script !== undefined) await page.addInitScript({ content: script });
    await page.goto(address);
    return new DenoiseWindow(page, browser);
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  /** The page inside the visible webview. */
  get view(): FrameLocator {
    return denoiseView(this.page);
  }

  row(name: string): Locator {
    return this.page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`);
  }

  /** A file of the source control view. */
  changedFile(name: string): Locator {
    return this.page.locator(`.scm-view .monaco-list-row[aria-label^="${name}"]`);
  }

  /** Closes what is left of an earlier try. If it is gone, Escape would go to the view and stop its work. */
  async #close(widget: string): Promise<void> {
    if (await this.page.locator(widget).first().isVisible()) await this.page.keyboard.press('Escape');
  }

  /** Right-click on a file of the Explorer, then **Denoise**. */
  denoiseByMenu(name: string): Promise<void> {
    return this.chooseFromMenu('Denoise', name);
  }

  /** Right-click on files of the Explorer, then what the menu has. */
  chooseFromMenu(command: string, ...names: readonly string[]): Promise<void> {
    return this.chooseFrom(command, ...names.map(name => this.row(name)));
  }

  /** Right-click on rows of a list, all of which are selected before, then what the menu has. */
  async chooseFrom(command: string, ...rows: readonly Locator[]): Promise<void> {
    const item = this.page.getByRole('menuitem', { name: command, exact: true });
    // Extensions are registered after the workbench is painted: a menu opened too early lacks their items.
    await retried(async () => {
      await this.#close('.monaco-menu');
      const [first, ...others] = rows;
      if (others.length > 0) await first.click();
      for (const other of others) await other.click({ modifiers: ['ControlOrMeta'] });
      await rows[rows.length - 1].click({ button: 'right' });
      await item.waitFor({ timeout: 1500 });
      // A menu takes no click in its first moments.
      await item.click({ delay: 50 });
      await item.waitFor({ state: 'hidden', timeout: 1500 });
    });
  }

  /** Runs a command by its name in the palette. */
  async runCommand(name: string): Promise<void> {
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: name }).first();
    // As with menus: a palette opened too early lacks the commands of extensions.
    await retried(async () => {
      await this.#close('.quick-input-widget');
      await this.page.keyboard.press('F1');
      await this.page.locator('.quick-input-widget input').fill(`>${name}`, { timeout: 5000 });
      await row.click({ timeout: 5000 });
    });
  }

  /** Answers VS Code's own file dialog (in a browser there is no other one). */
  async answerFileDialog(file: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input');
    // The dialog writes into its field itself while it reads folders.
    await retried(async () => {
      await input.fill(file, { timeout: 5000 });
      await this.page.waitForTimeout(500);
      if ((await input.inputValue()) !== file) throw new Error('the dialog holds another name');
    });
    await this.page.keyboard.press('Enter');
  }

  /** Another colour theme, by the picker that the palette opens. */
  async chooseTheme(name: string): Promise<void> {
    // A command clicked too early closes the palette and opens no picker.
    await retried(async () => {
      await this.runCommand('Preferences: Color Theme');
      await this.page.locator('.quick-input-widget input').fill(name, { timeout: 5000 });
      await this.page.keyboard.press('Enter');
      await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden', timeout: 5000 });
    });
  }

  pane(id: string): Locator {
    return this.view.getByTestId(`pane-${id}`).getByRole('img');
  }

  /**
   * Waits until everything is computed and measured: only then the line below the panes sums it up. After a change, wait
   * for something that it brings first: the line still sums up what was before.
   */
  async settled(): Promise<void> {
    await this.view.getByTestId('summary').filter({ hasText: /\S/ }).waitFor({ timeout: 180_000 });
  }

  /** One of the choices of a knob that has a list. */
  async choose(knob: string, label: string): Promise<void> {
    const list = this.view.getByTestId(`knob-${knob}`);
    await list.click();
    await list.getByText(label, { exact: true }).last().click();
  }

  slider(knob: string): Locator {
    return this.view.getByTestId(`knob-${knob}`).getByRole('slider');
  }

  /** PSNR of a stage in decibel, as the view's table says. A slow machine wants to be asked before it measures all of an image. */
  async psnr(stage: string): Promise<number> {
    const cell = this.view.getByTestId(`score-${stage}`).getByRole('cell').first();
    const ask = this.view.getByTestId('measure');
    await cell.or(ask).first().waitFor();
    if (await ask.isVisible()) {
      await ask.click();
      await this.settled();
    }
    return Number.parseFloat((await cell.textContent()) ?? '');
  }

  zoom(): Promise<string | null> {
    return this.view.getByTestId('zoom').textContent();
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(shots, { recursive: true });
    await this.page.screenshot({ path: path.join(shots, `${name}.png`) });
  }
}

/** VS Code's own frame of a webview, then the extension's page in it. */
export function denoiseView(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}

/** Repeats `action` until it succeeds; the last failure is the one that is told. */
async function retried<T>(action: () => Promise<T>, milliseconds = 60_000): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
