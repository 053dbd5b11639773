import { type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import type { TaskEntry } from '../queue-entries.ts';
import { groupOf } from '../queue-groups.ts';
import { findReferenced, referenceOf, type TaskReference, taskOfFile } from '../task-reference.ts';
import { tellNoTask } from './tell-nothing.ts';

export interface ChosenTask {
  readonly task: TaskEntry;
  readonly reference: TaskReference;
}

const purposes = {
  process: { placeHolder: 'Process which task?', states: ['ready', 'blocked'] },
  verify: { placeHolder: 'Verify which task on the cluster?', states: ['ready', 'blocked', 'completed'] },
  archive: { placeHolder: 'Archive which task?', states: ['ready', 'blocked'] },
  rollBack: { placeHolder: 'Roll back which task?', states: ['ready', 'blocked', 'completed'] },
  mark: { placeHolder: 'A criterion of which task?', states: ['ready', 'blocked'] },
  changes: { placeHolder: 'Show the changes of which task?', states: ['ready', 'blocked', 'completed'] },
  arrange: { placeHolder: 'Change which task?', states: ['ready', 'blocked'] },
  plan: { placeHolder: 'Show the plan for which task?', states: ['ready', 'blocked', 'completed'] },
  open: { placeHolder: 'Open which task?', states: ['ready', 'blocked', 'completed'] },
} as const satisfies Record<string, { placeHolder: string; states: readonly TaskEntry['state'][] }>;

export type TaskPurpose = keyof typeof purposes;

type TaskPick = QuickPickItem & { readonly chosen?: ChosenTask };

/** The task that a command is for: its row or lens, else the one picked; undefined when nothing was. */
export async function chooseTask(
  parts: EditorParts,
  argument: unknown,
  purpose: TaskPurpose,
): Promise<ChosenTask | undefined> {
  const reference = referenceOf(argument);
  await parts.source.whenLoaded();
  if (reference !== undefined) {
    const task = findReferenced(parts.source, reference);
    if (task !== undefined) return { task, reference: { ...reference, file: task.file } };
    await window.showWarningMessage(
      `${reference.itemId} is not in the Task Queue any more. Refresh it and look again.`,
    );
    return undefined;
  }
  const { placeHolder, states } = purposes[purpose];
  const picks = taskPicks(parts, states);
  if (picks.length === 0) {
    await tellNoTask(parts, !(states as readonly string[]).includes('completed'));
    return undefined;
  }
  return (await window.showQuickPick(picks, { placeHolder, matchOnDescription: true, matchOnDetail: true }))?.chosen;
}

/** The task of the active editor first, then the groups in the order of the Task Queue, the next task on top. */
function taskPicks({ source, runs }: EditorParts, states: readonly string[]): TaskPick[] {
  const active = window.activeTextEditor?.document.uri.fsPath;
  const current = active === undefined ? undefined : taskOfFile(source, active);
  const running = new Set(runs.active.map(({ itemId }) => itemId));
  const all = source.queues.flatMap(({ root, tasks }) =>
    tasks
      .filter(({ state }) => states.includes(state))
      .map((task) => ({ task, reference: { repository: root, itemId: task.id, file: task.file } })),
  );
  const groups = (['ready', 'backlog', 'running', 'blocked', 'completed'] as const).map((group) => {
    const members = all.filter(({ task }) => groupOf(task, running) === group && task.file !== current?.task.file);
    return { title: group, members: members.toSorted((a, b) => Number(b.task.next) - Number(a.task.next)) };
  });
  const open = current !== undefined && states.includes(current.task.state) ? [current] : [];
  return [{ title: 'open in the editor', members: open }, ...groups].flatMap(({ title, members }) => {
    if (members.length === 0) return [];
    return [{ label: title, kind: QuickPickItemKind.Separator }, ...members.map(taskPick)];
  });
}

function taskPick(chosen: ChosenTask): TaskPick {
  const { id, title, priority, done, total, state, explanation, next } = chosen.task;
  const description = [next ? 'next' : '', priority, total > 0 ? `${done}/${total}` : 'no criteria'];
  return {
    label: `${id} ${title}`,
    description: description.filter((part) => part !== '').join(' · '),
    ...(state === 'blocked' ? { detail: explanation } : {}),
    chosen,
  };
}
