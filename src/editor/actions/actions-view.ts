import { Disposable, type TreeView, window, workspace } from 'vscode';
import { actionsViewId } from '../ids.ts';
import type { QueueSource } from '../queue-source.ts';
import type { SideNode } from '../sides/side-node.ts';
import { SideTree } from '../sides/side-tree.ts';
import { Soon } from '../soon.ts';
import type { ActionChecks } from './action-checks.ts';
import { badgeOf } from './badge.ts';

/** What waits for a person, beside the Task Queue; the container's badge counts it, and nothing else. */
export class ActionsView {
  readonly view: TreeView<SideNode>;
  readonly #source: QueueSource;
  readonly #tree: SideTree;
  readonly #disposable: Disposable;
  readonly #soon = new Soon(() => this.#update(), 50);

  constructor(source: QueueSource, checks: ActionChecks) {
    this.#source = source;
    this.#tree = new SideTree(async () => {
      const { ActionsModel } = await import('./actions-model.ts');
      return new ActionsModel(() => source.queues, checks);
    });
    this.view = window.createTreeView(actionsViewId, { treeDataProvider: this.#tree, showCollapseAll: true });
    const soon = () => this.#soon.ask();
    // Steps are ticked in the instructions, which the queue does not read.
    const instructions = workspace.createFileSystemWatcher('**/human-actions/**/INSTRUCTIONS.md');
    this.#disposable = Disposable.from(
      ...[this.view, this.#tree, source.changed.listen(soon), checks.changed.listen(soon)],
      ...[instructions, instructions.onDidChange(soon), instructions.onDidCreate(soon), instructions.onDidDelete(soon)],
    );
    this.#update();
  }

  /** All rows as text, for tests and other extensions. */
  text(): Promise<string> {
    return this.#tree.text();
  }

  dispose(): void {
    this.#soon.dispose();
    this.#disposable.dispose();
  }

  #update(): void {
    this.#tree.refresh();
    this.view.badge = badgeOf(this.#source.queues);
  }
}
