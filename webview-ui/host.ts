import type { ComparisonMessage } from '../src/messages/comparison';
import type { FoldersMessage } from '../src/messages/folders';
import type { LookMessage, ViewMessage } from '../src/messages/view';

/** What panes ask for is checked where it arrives: each host takes stages of its own kind alone. */
type PageMessage = ViewMessage | ComparisonMessage | FoldersMessage | LookMessage;

declare function acquireVsCodeApi(): {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
  /** Only a chat says so, with false. */
  readonly writesFiles?: boolean;
};

const api = acquireVsCodeApi();
const saveDelayMs = 250;
let saveTimer: ReturnType<typeof setTimeout> | undefined;

/** The extension host, as the page sees it. */
export const host = {
  /** Whether what is seen can be exported. */
  writesFiles: api.writesFiles !== false,
  send(message: PageMessage): void {
    api.postMessage(message);
  },
  restored(): unknown {
    return api.getState();
  },
  /** Keeps `state` for the next page of this view; while the camera moves, only now and then. */
  save(state: unknown): void {
    clearTimeout(saveTimer);
    saveTimer = setTimeout(() => {
      api.setState(state);
    }, saveDelayMs);
  },
  listen<Message>(isMessage: (value: unknown) => value is Message, receive: (message: Message) => void): void {
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isMessage(data)) receive(data);
    });
  },
};
