import { commands, Disposable, window, workspace } from 'vscode';
import { externalCommand } from './editor-settings.ts';
import { contextKeys, queueViewId } from './ids.ts';
import type { QueueChoices } from './queue-choices.ts';
import { type DropTasks, QueueDrag } from './queue-drag.ts';
import type { QueueState } from './queue-entries.ts';
import { isHidden, queueMessage, welcomeState } from './queue-message.ts';
import { findTask, type QueueNode } from './queue-nodes.ts';
import { isFiltering } from './queue-options.ts';
import type { QueueSource } from './queue-source.ts';
import { QueueTree } from './queue-view.ts';
import type { RunState } from './run-state.ts';
import type { Runs } from './runs.ts';
import { serverText } from './session-status.ts';
import { Soon } from './soon.ts';
import { StatusBar } from './status-bar.ts';

/** How often the minutes of a run are shown anew; only while one is seen. */
const tickMs = 20_000;

/** Everything that shows the queue and the runs: the view, the status bar, the context keys. */
export class QueueDisplay {
  readonly view;
  readonly #source: QueueSource;
  readonly #runs: Runs;
  readonly #choices: QueueChoices;
  readonly #tree: QueueTree;
  readonly #status: StatusBar;
  readonly #disposable: Disposable;
  /** A run reports more often than anybody can read: what comes within a moment is shown at once. */
  readonly #soon = new Soon(() => this.#update(), 50);
  /** Whether the tasks have changed since the last update: only then, or when a run begins or ends, is the tree filled anew. */
  #tasksChanged = true;
  #shownRuns = '';
  #wasShown = false;
  #tick: NodeJS.Timeout | undefined;
  /** Runs whose criteria have been opened once; what the user closes afterwards stays closed. */
  #opened: readonly string[] = [];

  /** @param drop moves the tasks whose rows are dropped onto a group */
  constructor(source: QueueSource, runs: Runs, choices: QueueChoices, drop: DropTasks) {
    this.#source = source;
    this.#runs = runs;
    this.#choices = choices;
    this.#tree = new QueueTree(
      () => this.state(),
      (root) => runs.clock.times(root),
    );
    this.#status = new StatusBar(
      runs,
      () => source.folders,
      () => serverText(externalCommand()),
    );
    this.view = window.createTreeView<QueueNode>(queueViewId, {
      ...{ treeDataProvider: this.#tree, dragAndDropController: new QueueDrag(drop) },
      ...{ showCollapseAll: true, canSelectMany: true },
    });
    const updateSoon = () => this.#soon.ask();
    this.#disposable = Disposable.from(
      this.view,
      this.#tree,
      this.#status,
      this.view.onDidChangeVisibility(() => this.#updateTick()),
      source.changed.listen(() => {
        this.#tasksChanged = true;
        if (this.#wasShown) this.#soon.ask();
        else this.#update();
      }),
      // What the user asked for is shown at once, as is the first queue.
      choices.changed.listen(() => {
        this.#tasksChanged = true;
        this.#update();
      }),
      runs.changed.listen(updateSoon),
      workspace.onDidGrantWorkspaceTrust(updateSoon),
      workspace.onDidChangeConfiguration(updateSoon),
    );
    this.#update();
  }

  state(): QueueState {
    const { shown: runs, outcomes, verifications } = this.#runs;
    const { options, pages } = this.#choices;
    return { repositories: this.#source.queues, runs, outcomes, verifications, options, pages };
  }

  dispose(): void {
    this.#soon.dispose();
    clearInterval(this.#tick);
    this.#disposable.dispose();
  }

  #update(): void {
    const runs = this.#runs.shown.map(keyOf).join('\n');
    if (this.#tasksChanged || runs !== this.#shownRuns) this.#tree.refresh();
    else this.#tree.refreshRunning();
    this.#tasksChanged = false;
    this.#shownRuns = runs;
    this.#status.update();
    const inRestrictedMode = !workspace.isTrusted && this.#source.folders.length > 0;
    const { queues, folders, shown } = this.#source;
    this.#wasShown = shown;
    const { options } = this.#choices;
    const state = welcomeState(shown, folders.length, queues);
    const hidden = this.#runs.shown.length === 0 && isHidden(queues, options);
    this.view.message = queueMessage(inRestrictedMode, state === 'filled' && !hidden, queues, options);
    const keys = {
      [contextKeys.queueState]: state,
      [contextKeys.running]: this.#runs.shown.length > 0,
      [contextKeys.paused]: this.#runs.active.some(({ stage }) => stage === 'paused'),
      [contextKeys.queueHidden]: hidden,
      [contextKeys.filtered]: isFiltering(options.filter),
      [contextKeys.showsCompleted]: options.showCompleted,
    };
    for (const [key, value] of Object.entries(keys)) void commands.executeCommand('setContext', key, value);
    this.#updateTick();
    this.#openCriteria();
  }

  #updateTick(): void {
    const isSeen = this.view.visible && this.#runs.active.length > 0;
    if (isSeen) this.#tick ??= setInterval(() => this.#tree.refreshRunning(), tickMs);
    else {
      clearInterval(this.#tick);
      this.#tick = undefined;
    }
  }

  /** Opens the row of a run that has begun, so that its criteria can be watched. A hidden view stays hidden. */
  #openCriteria(): void {
    const { shown } = this.#runs;
    const begun = shown.filter((run) => followsCriteria(run) && !this.#opened.includes(keyOf(run)));
    this.#opened = shown.filter((run) => this.view.visible || this.#opened.includes(keyOf(run))).map(keyOf);
    if (!this.view.visible) return;
    for (const { repository, itemId } of begun) {
      const task = this.#source
        .queue(repository)
        ?.tasks.find(({ id, state }) => id === itemId && state !== 'completed');
      const node = task === undefined ? undefined : findTask(this.state(), repository, task.file);
      if (node !== undefined) void this.view.reveal(node, { select: false, focus: false, expand: true });
    }
  }
}

function followsCriteria({ kind }: RunState): boolean {
  return kind === 'process' || kind === 'session';
}

/** Tells one run from another. */
function keyOf({ repository, itemId, kind }: RunState): string {
  return `${kind} ${itemId} ${repository}`;
}
