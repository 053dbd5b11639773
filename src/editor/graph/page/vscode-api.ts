/** What the editor gives a page: messages, and a state that outlives the page. */
import type { FromPage } from '../messages.ts';
import type { PageState } from './page-state.ts';

interface EditorApi {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: PageState): void;
}

declare global {
  function acquireVsCodeApi(): EditorApi;
}

export type { EditorApi };
