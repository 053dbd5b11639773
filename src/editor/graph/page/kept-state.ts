/** What the page keeps of how it is looked at, written down a moment after it changed. */
import { type PageState, readPageState } from './page-state.ts';
import type { EditorApi } from './vscode-api.ts';

/** More than a turn of the wheel has events. */
const keepMs = 200;

export class KeptState {
  readonly #editor: Pick<EditorApi, 'getState' | 'setState'>;
  #state: PageState;
  #keeping: number | undefined;

  constructor(editor: Pick<EditorApi, 'getState' | 'setState'>) {
    this.#editor = editor;
    this.#state = readPageState(editor.getState());
  }

  get now(): PageState {
    return this.#state;
  }

  keep(change: Partial<PageState>): void {
    this.#set({ ...this.#state, ...change });
  }

  /** Shows all again. */
  leaveAround(): void {
    const { around: _, ...rest } = this.#state;
    this.#set(rest);
  }

  /** Another repository is shown: nothing of the one before holds but the filter. */
  beginWith(root: string): void {
    const { showCompleted } = this.#state;
    this.#set({ showCompleted, root });
  }

  #set(state: PageState): void {
    this.#state = state;
    this.#keeping ??= window.setTimeout(() => {
      this.#keeping = undefined;
      this.#editor.setState(this.#state);
    }, keepMs);
  }
}
