import { isHostMessage, type HostMessage, type ViewMessage } from '../src/messages/view';

declare function acquireVsCodeApi(): {
  postMessage(message: ViewMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const api = acquireVsCodeApi();
const saveDelayMs = 250;
let saveTimer: ReturnType<typeof setTimeout> | undefined;

/** The extension host, as the page sees it. */
export const host = {
  send(message: ViewMessage): void {
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
  listen(receive: (message: HostMessage) => void): void {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (isHostMessage(event.data)) receive(event.data);
    });
  },
};
