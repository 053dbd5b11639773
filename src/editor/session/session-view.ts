import { Disposable, type TreeView, Uri, window, workspace } from 'vscode';
import { readEditorSettings } from '../editor-settings.ts';
import { sessionViewId } from '../ids.ts';
import type { QueueSource } from '../queue-source.ts';
import type { Runs } from '../runs.ts';
import type { SideNode } from '../sides/side-node.ts';
import { SideTree } from '../sides/side-tree.ts';
import { Soon } from '../soon.ts';
import type { SessionModel } from './session-model.ts';

export interface SessionViewParts {
  readonly env: NodeJS.ProcessEnv;
  failed(error: unknown): void;
}

const soonMs = 50;
/** The clock of a run; it goes only while one is seen. */
const tickMs = 1000;

/** The run that goes on, and the sessions that are over. Nothing is read, and no timer kept, while it is not seen. */
export class SessionView {
  readonly view: TreeView<SideNode>;
  readonly #source: QueueSource;
  readonly #runs: Runs;
  readonly #parts: SessionViewParts;
  readonly #tree: SideTree;
  readonly #disposable: Disposable;
  #loading: Promise<SessionModel> | undefined;
  #model: SessionModel | undefined;
  #rows = '';
  readonly #soon = new Soon(() => this.#tree.refresh(), soonMs);
  #tick: NodeJS.Timeout | undefined;

  constructor(source: QueueSource, runs: Runs, parts: SessionViewParts) {
    this.#source = source;
    this.#runs = runs;
    this.#parts = parts;
    this.#tree = new SideTree(() => this.#load());
    this.view = window.createTreeView(sessionViewId, { treeDataProvider: this.#tree });
    const refresh = () => this.#refreshSoon();
    this.#disposable = Disposable.from(
      ...[this.view, this.#tree, source.changed.listen(() => this.#showRun())],
      runs.changed.listen(() => this.#runsChanged()),
      this.view.onDidChangeVisibility(({ visible }) => this.#seen(visible)),
      ...[workspace.onDidChangeConfiguration(refresh), workspace.onDidChangeWorkspaceFolders(refresh)],
    );
  }

  /** Shows the next page of sessions that are over. */
  showMore(): void {
    this.#model?.showMore();
    this.#tree.refresh();
  }

  /** All rows as text, for tests and other extensions. */
  text(): Promise<string> {
    return this.#tree.text();
  }

  dispose(): void {
    this.#soon.dispose();
    clearInterval(this.#tick);
    this.#model?.dispose();
    this.#disposable.dispose();
  }

  async #load(): Promise<SessionModel> {
    this.#loading ??= import('./session-model.ts').then(({ SessionModel }) => {
      this.#model = new SessionModel({
        folders: () => this.#source.folders,
        run: (root) => this.#runOn(root),
        terms: (root) => this.#terms(root),
        changed: () => this.#refreshSoon(),
        failed: this.#parts.failed,
      });
      this.#model.follow(this.view.visible);
      return this.#model;
    });
    return this.#loading;
  }

  #runOn(root: string) {
    const run = this.#runs.shown.findLast(({ repository }) => repository === root);
    const times = this.#runs.clock.times(root);
    return run === undefined ? {} : { run, ...(times === undefined ? {} : { times }) };
  }

  /** A file of the user's that cannot be used says so where a run begins. */
  async #terms(root: string) {
    const { readTerms } = await import('./read-terms.ts');
    return readTerms(root, readEditorSettings(Uri.file(root)), this.#parts.env).catch(() => undefined);
  }

  #seen(isSeen: boolean): void {
    this.#model?.follow(isSeen);
    if (isSeen) this.#refreshSoon();
    this.#updateTick();
  }

  #runsChanged(): void {
    this.#updateTick();
    this.#showRun();
  }

  #updateTick(): void {
    clearInterval(this.#tick);
    if (!this.view.visible || this.#runs.shown.length === 0) return;
    this.#tick = setInterval(() => this.#showRun(), tickMs);
  }

  /** Has rows that look different shown so; where others are to be shown, all are asked anew. */
  #showRun(): void {
    if (!this.view.visible || this.#model === undefined) return;
    const rows = this.#model.rows();
    const ids = [...this.#source.folders.map(({ root }) => root), ...rows.map(({ id }) => id)].join('\n');
    if (ids === this.#rows) {
      this.#tree.update(rows);
      return;
    }
    this.#rows = ids;
    this.#refreshSoon();
  }

  #refreshSoon(): void {
    if (this.view.visible) this.#soon.ask();
  }
}
