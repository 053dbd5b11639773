import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type QuickPickItem, Uri, window } from 'vscode';
import { priorityOrder } from '../../backlog/queue/priority.ts';
import type { Priority, Task } from '../../backlog/task.ts';
import type { Change } from '../../workflow/arrange/arrangement.ts';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { moveSummary } from '../move-summary.ts';
import type { GroupName } from '../queue-entries.ts';
import { type MoveTarget, moveOf, stillElsewhere } from '../queue-move.ts';
import type { ChosenTask } from '../task-picks.ts';
import { findReferenced, type TaskReference } from '../task-reference.ts';
import { archiveAll } from './archive-tasks.ts';
import { isFree, isTrusted } from './before-run.ts';
import { editUnsaved } from './edit-unsaved.ts';
import { followMove } from './follow-move.ts';
import { selectedTasks } from './selected-tasks.ts';
import { tellCommitted } from './tell-committed.ts';

/**
 * Asks for a priority and sets it: one line of each task's file, and by setting one commit.
 * @param selected all selected rows; or the priority, from a key binding
 */
export async function setPriority(parts: EditorParts, argument: unknown, selected: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  const chosen = await selectedTasks(parts, argument, selected, 'arrange');
  if (chosen.length === 0) return;
  const priority = priorityOrder.find((one) => one === selected) ?? (await pickPriority(chosen));
  if (priority !== undefined) await moveTasks(parts, chosen, { kind: 'priority', priority });
}

async function pickPriority(chosen: readonly ChosenTask[]): Promise<Priority | undefined> {
  const picks = priorityOrder.map((priority) => {
    const isCurrent = chosen.every(({ task }) => task.priority === priority);
    return { label: priority, priority, ...(isCurrent ? { description: l10n.t('current') } : {}) };
  });
  return (await window.showQuickPick(picks, { placeHolder: l10n.t`Priority of ${namesOf(chosen)}` }))?.priority;
}

const places = (): readonly (QuickPickItem & { readonly state: GroupName })[] => [
  { label: l10n.t('Ready'), state: 'ready', detail: l10n.t('status: active, in tasks/active') },
  {
    label: l10n.t('Backlog'),
    state: 'backlog',
    detail: l10n.t('status: backlog, in tasks/backlog: after all that is active at its priority'),
  },
  { label: l10n.t('Blocked'), state: 'blocked', detail: l10n.t('status: blocked, where it lies: nobody processes it') },
  { label: l10n.t('Completed'), state: 'completed', detail: l10n.t('Archive: only when no criterion is open') },
];

/**
 * Asks for a group and moves tasks there, as dragging their rows does.
 * @param selected all selected rows; or the group, from a key binding
 */
export async function moveTo(parts: EditorParts, argument: unknown, selected: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  const chosen = await selectedTasks(parts, argument, selected, 'arrange');
  if (chosen.length === 0) return;
  const given = places().find(({ state }) => state === selected);
  const picked = given ?? (await window.showQuickPick(places(), { placeHolder: l10n.t`Move ${namesOf(chosen)} to` }));
  if (picked !== undefined) await moveTasks(parts, chosen, { kind: 'state', state: picked.state });
}

/** Moves tasks of one or more repositories; what is refused is told in words, and holds nothing else back. */
export async function moveTasks(parts: EditorParts, chosen: readonly ChosenTask[], target: MoveTarget): Promise<void> {
  if (!(await isTrusted())) return;
  const refused: string[] = [];
  const archivable: ChosenTask[] = [];
  const changed = new Map<string, Wanted>();
  for (const one of chosen) {
    const { repository } = one.reference;
    const move = moveOf(one.task, parts.runs.on(repository)?.itemId === one.task.id, target);
    if (move.kind === 'refused') refused.push(move.why);
    if (move.kind === 'archive') archivable.push(one);
    if (move.kind !== 'change') continue;
    const tasks = changed.get(repository)?.tasks ?? [];
    // One target means the same change for each task.
    changed.set(repository, { change: move.change, tasks: [...tasks, one] });
  }
  for (const [repository, wanted] of changed) {
    // A run keeps task files as they are, and takes commits of others for a reason to stop.
    if (await isFree(parts, repository)) refused.push(...(await arrange(parts, repository, wanted, target)));
  }
  if (refused.length > 0) await window.showWarningMessage(moveSummary(refused));
  if (archivable.length > 0) await archiveAll(parts, archivable);
}

interface Wanted {
  readonly change: Change;
  readonly tasks: readonly ChosenTask[];
}

/** @returns sentences about what is not as it was asked for */
async function arrange(
  parts: EditorParts,
  root: string,
  { change, tasks }: Wanted,
  target: MoveTarget,
): Promise<readonly string[]> {
  await parts.source.refresh(root);
  const files = new Set(tasks.map(({ task }) => task.file));
  const known = (parts.known(root)?.backlog.tasks ?? []).filter(({ file }) => files.has(file));
  const told: string[] = [];
  const saved: Task[] = [];
  for (const task of known) {
    const unsaved = await editUnsaved(root, task, change);
    if (unsaved === undefined) saved.push(task);
    else if (unsaved !== 'edited') told.push(unsaved);
  }
  const { arrangeTasks } = await import('../../workflow/arrange/arrange-tasks.ts');
  const { commitEdits: commit } = readEditorSettings(Uri.file(root));
  const { signal } = new AbortController();
  // The folder may have been opened by a link.
  const result = await arrangeTasks({ root: await realpath(root), tasks: saved, change, commit, signal });
  for (const { task, from, to } of result.done) {
    if (from !== to) await followMove(join(root, from), join(root, to));
    parts.channels.write('log', 'info', `${task.id}: ${from}${from === to ? ' was changed' : ` is now ${to}`}.`);
  }
  if (result.sha !== undefined) tellCommitted();
  await parts.source.refresh(root);
  const left = result.done.flatMap(({ task: { file }, to }) => {
    // An item's status stands in another file than its criteria.
    const task = parts.source.task(root, to) ?? parts.source.task(root, file);
    return task === undefined ? [] : (stillElsewhere(task, target) ?? []);
  });
  return [...told, ...left, ...result.refused.map(({ task, why }) => `${task.id}: ${why}`), ...result.warnings];
}

function namesOf(chosen: readonly ChosenTask[]): string {
  const [first] = chosen;
  return chosen.length === 1 && first !== undefined ? first.task.id : l10n.t`${chosen.length} tasks`;
}

/** Moves the tasks whose rows were dropped onto a group. */
export async function dropTasks(
  parts: EditorParts,
  references: readonly TaskReference[],
  target: MoveTarget,
): Promise<void> {
  const chosen = references.flatMap((reference): ChosenTask[] => {
    const task = findReferenced(parts.source, reference);
    return task === undefined ? [] : [{ task, reference: { ...reference, file: task.file } }];
  });
  await moveTasks(parts, chosen, target);
}
