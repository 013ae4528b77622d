import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { pairOrders } from '../../src/core/pair-order';
import { isFoldersMessage, type FoldersCommand, type FoldersState, type ListedPair } from '../../src/messages/folders';
import { percent } from '../format';
import { host } from '../host';
import { shared } from '../styles';
import { text } from '../text';
import { OpenPairEvent, SortEvent, type Sorting } from './table';

const words = text.folders;

/** The page that compares two folders by the names of their images. */
@customElement('amsnet-folders')
export class FoldersElement extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template: auto 2px minmax(0, 1fr) / minmax(0, 1fr);
        height: 100vh;
        background: var(--vscode-editor-background);
      }
      header {
        padding: 8px 12px;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 10px;
        margin: 0 0 8px;
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 10px;
      }
      vscode-progress-bar {
        overflow: hidden;
        height: 2px;
      }
      p {
        margin: 8px 12px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @state() private folders: FoldersState | undefined;
  @state() private pairs: readonly ListedPair[] = [];
  @state() private sorting = restoredSorting(host.restored());

  override connectedCallback(): void {
    super.connectedCallback();
    host.listen(isFoldersMessage, message => {
      if (message.type === 'folders') {
        this.folders = message.state;
        this.#save();
        return;
      }
      const pairs = message.all === undefined ? [...this.pairs] : new Array<ListedPair>(message.all);
      for (const [number, pair] of message.pairs) pairs[number] = pair;
      this.pairs = pairs;
    });
    host.send({ type: 'ready' });
  }

  override render(): TemplateResult | typeof nothing {
    const { folders, pairs } = this;
    if (!folders) return nothing;
    const { a, b, phase, problem } = folders;
    const done = pairs.filter(({ state }) => state !== 'waiting').length;
    return html`
      <header>
        <h1 class="silent">${words.heading(nameOf(a), nameOf(b))}</h1>
        <dl>
          <dt class="dim">${words.sides.a}</dt>
          <dd>${a}</dd>
          <dt class="dim">${words.sides.b}</dt>
          <dd>${b}</dd>
        </dl>
        <div class="bar">
          ${commandsIn(folders).map((command, i) => button(command, i > 0))}
          <vscode-button
            secondary
            data-testid="export"
            ?disabled=${done === 0}
            @click=${() => {
              host.send({ type: 'exportPairs', ...this.sorting });
            }}
            >${words.export}</vscode-button
          >
          <span data-testid="phase">${problem ?? summaryOf(phase, pairs)}</span>
          <span class="silent" role="status">${spoken(phase, pairs, done)}</span>
        </div>
      </header>
      ${
        phase === 'comparing' || phase === 'reading'
          ? html`<vscode-progress-bar
              aria-label=${text.view.progress}
              .value=${(100 * done) / Math.max(1, pairs.length)}
              .indeterminate=${phase === 'reading'}
            ></vscode-progress-bar>`
          : html`<div></div>`
      }
      ${
        pairs.length > 0
          ? html`<amsnet-pairs
              .pairs=${pairs}
              .sorting=${this.sorting}
              @sort-pairs=${({ sorting }: SortEvent) => {
                this.sorting = sorting;
                this.#save();
              }}
              @open-pair=${({ pair }: OpenPairEvent) => {
                host.send({ type: 'openPair', pair });
              }}
            ></amsnet-pairs>`
          : html`<p class="dim">${phase === 'ended' ? words.none : ''}</p>`
      }
    `;
  }

  /** The host knows by it which folders these are when the window is loaded anew. */
  #save(): void {
    host.save({ id: this.folders?.id, ...this.sorting });
  }
}

function commandsIn({ phase }: FoldersState): FoldersCommand[] {
  if (phase === 'stopped') return ['resume', 'refresh'];
  return phase === 'ended' ? ['refresh'] : ['stop'];
}

function button(command: FoldersCommand, secondary: boolean): TemplateResult {
  return html`<vscode-button
    ?secondary=${secondary}
    data-testid="command-${command}"
    @click=${() => {
      host.send({ type: 'command', command });
    }}
    >${words.commands[command]}</vscode-button
  >`;
}

function summaryOf(phase: FoldersState['phase'], pairs: readonly ListedPair[]): string {
  if (phase === 'reading') return words.reading;
  const count = (state: ListedPair['state']) => pairs.filter(pair => pair.state === state).length;
  const [missing, failed] = [count('missing'), count('failed')];
  return text.list([
    words.done(count('compared'), pairs.length - missing),
    ...(missing > 0 ? [words.missing(missing)] : []),
    ...(failed > 0 ? [words.failed(failed)] : []),
    ...(phase === 'stopped' ? [words.stopped] : []),
  ]);
}

/** Ten times on the way, and at the end all of it. */
function spoken(phase: FoldersState['phase'], pairs: readonly ListedPair[], done: number): string {
  if (phase !== 'comparing') return summaryOf(phase, pairs);
  return text.list([
    text.status.activities.comparing,
    percent(Math.floor((10 * done) / Math.max(1, pairs.length)) / 10),
  ]);
}

/** Of a path in either system's writing. */
function nameOf(folder: string): string {
  return folder.split(/[\\/]/).findLast(part => part !== '') ?? folder;
}

function restoredSorting(stored: unknown): Sorting {
  const { order, reversed } = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<Sorting>;
  return { order: pairOrders.find(each => each === order) ?? 'name', reversed: reversed === true };
}
