/** Stands for the extension host in a chat: takes what the tool answered, and serves the page from it. */
import '../language';
import { App, type AppEventMap } from '@modelcontextprotocol/ext-apps';
import { VscodeIcon } from '@vscode-elements/elements/dist/vscode-icon/index.js';
import icons from '@vscode/codicons/dist/codicon.css';
import iconFont from '@vscode/codicons/dist/codicon.ttf';
import { unsafeCSS } from 'lit';
import type { Size } from '../../src/core/geometry';
import {
  imageIndex,
  imageKey,
  pairKey,
  type ComparisonHostMessage,
  type ComparisonMessage,
  type ComparisonState,
  type PairScore,
} from '../../src/messages/comparison';
import type { Problem } from '../../src/messages/view';
import { text } from '../text';
import { Picture, type PictureFacts } from './pictures';
import style from './style.css';

/** Of the page, in CSS pixels. */
const height = 440;

type Answer = Pick<AppEventMap['toolresult'], 'content'>;

class ChatHost {
  #pictures: readonly Picture[] = [];
  #state: ComparisonState | undefined;

  async show({ content }: Answer): Promise<void> {
    const images = content.filter(block => block.type === 'image');
    this.#pictures = await Promise.all(images.map(({ data, _meta }, i) => Picture.decode(data, factsOf(_meta, i))));
    const record = content.find(block => block.type === 'text');
    const said = JSON.parse(record?.text ?? '{}') as Partial<PairScore> & { readonly error?: Omit<Problem, 'actions'> };
    // Measured on the whole images, whatever part of them came along.
    const score = said.maxDifference === undefined ? undefined : (said as PairScore);
    this.#state = {
      ...{ id: 'chat', alignment: 'corner', page: 0, shifts: this.#pictures.map(() => 0), attempt: 0, paused: false },
      images: this.#pictures.map(({ compared }) => compared),
      scores: score ? { [pairKey(0, 1)]: score, [pairKey(1, 0)]: score } : {},
      activity: undefined,
      problem: said.error && { ...said.error, actions: [] },
      notice: score && text.chat.ofWholeImages,
    };
    this.#tell();
  }

  postMessage(message: ComparisonMessage): void {
    const state = this.#state;
    if (message.type === 'ready') this.#tell();
    if (!state) return;
    const each = <T extends object>(stages: readonly string[], of: (picture: Picture, index: number) => T): T[] =>
      stages.flatMap(stage => {
        const index = imageIndex(stage) ?? -1;
        return this.#pictures[index] ? of(this.#pictures[index], index) : [];
      });
    const layer = (index: number) => ({ stage: `image:${index}` as const, key: imageKey(state, index) });
    if (message.type === 'look') {
      const { stages, viewport, level } = message;
      const patches = each(stages, (picture, i) => ({ ...layer(i), level, ...picture.reduced(viewport, level) }));
      this.#send({ type: 'patches', patches: patches.filter(({ pixels }) => pixels.length > 0) });
    } else if (message.type === 'probe') {
      const { x, y, stages } = message;
      const values = each(stages, (picture, i) => ({ ...layer(i), rgb: picture.at(x, y) ?? null }));
      this.#send({ type: 'pixel', x, y, values });
    } else if (message.type === 'select' && message.selection) {
      const { question, selection, stages } = message;
      const [against] = each(stages, picture => picture);
      for (const { stage, picture } of each(stages, (picture, i) => ({ ...layer(i), picture })))
        this.#send({
          type: 'measurement',
          question,
          value: { stage, measurement: picture.measure(selection, against) },
        });
    }
  }

  #tell(): void {
    if (this.#state) this.#send({ type: 'comparison', state: this.#state });
  }

  /** Later, as from another process. */
  #send(message: ComparisonHostMessage): void {
    setTimeout(() => window.dispatchEvent(new MessageEvent('message', { data: message })));
  }
}

function factsOf(meta: Record<string, unknown> | undefined, index: number): PictureFacts {
  const said = meta?.['amsnet/picture'] as Partial<PictureFacts> | undefined;
  return { name: said?.name ?? text.chat.picture(index + 1), origin: said?.origin ?? '' };
}

const host = new ChatHost();
Object.assign(globalThis, {
  acquireVsCodeApi: () => ({
    postMessage: (message: ComparisonMessage) => {
      host.postMessage(message);
    },
    getState: () => ({ panel: false, comparison: { mode: 'swipe' } }),
    setState: () => undefined,
    writesFiles: false,
  }),
});

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);
// Icons take their rules from a link and their font from a file, neither of which there is.
VscodeIcon.elementStyles.push(unsafeCSS(icons));
document.fonts.add(new FontFace('codicon', iconFont));

const app = new App({ name: 'AMSNet Denoise', version: '1' }, {}, { autoResize: false });
app.addEventListener('toolresult', answer => {
  void host.show(answer);
});
const applyTheme = (theme: 'light' | 'dark' | undefined) => {
  document.documentElement.classList.toggle('dark', theme === 'dark');
  document.documentElement.style.colorScheme = theme ?? 'light';
};
app.addEventListener('hostcontextchanged', ({ theme }) => {
  applyTheme(theme);
});
void app.connect().then(async () => {
  applyTheme(app.getHostContext()?.theme);
  await app.sendSizeChanged({ height } satisfies Partial<Size>);
});
