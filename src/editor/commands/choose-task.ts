import { type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import type { TaskEntry } from '../queue-entries.ts';
import { type ChosenTask, taskPicks } from '../task-picks.ts';
import { findReferenced, referenceOf, taskOfFile } from '../task-reference.ts';
import { tellNoTask } from './tell-nothing.ts';

const purposes = {
  process: { placeHolder: () => l10n.t('Process which task?'), states: ['ready', 'blocked'] },
  verify: { placeHolder: () => l10n.t('Verify which task on the cluster?'), states: ['ready', 'blocked', 'completed'] },
  archive: { placeHolder: () => l10n.t('Archive which task?'), states: ['ready', 'blocked'] },
  rollBack: { placeHolder: () => l10n.t('Roll back which task?'), states: ['ready', 'blocked', 'completed'] },
  mark: { placeHolder: () => l10n.t('A criterion of which task?'), states: ['ready', 'blocked'] },
  changes: { placeHolder: () => l10n.t('Show the changes of which task?'), states: ['ready', 'blocked', 'completed'] },
  decompose: { placeHolder: () => l10n.t('Split which task into sub-tasks?'), states: ['ready', 'blocked'] },
  arrange: { placeHolder: () => l10n.t('Change which task?'), states: ['ready', 'blocked'] },
  plan: { placeHolder: () => l10n.t('Show the plan for which task?'), states: ['ready', 'blocked', 'completed'] },
  open: { placeHolder: () => l10n.t('Open which task?'), states: ['ready', 'blocked', 'completed'] },
} as const satisfies Record<string, { placeHolder: () => string; states: readonly TaskEntry['state'][] }>;

export type TaskPurpose = keyof typeof purposes;

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
      l10n.t`${reference.itemId} is no longer in the Task Queue. Refresh it and look again.`,
    );
    return undefined;
  }
  const { placeHolder, states } = purposes[purpose];
  const active = window.activeTextEditor?.document.uri.fsPath;
  const current = active === undefined ? undefined : taskOfFile(parts.source, active);
  const groups = taskPicks(parts.source.queues, parts.runs.active, current, states);
  if (groups.length === 0) {
    await tellNoTask(parts, !(states as readonly string[]).includes('completed'));
    return undefined;
  }
  const picks = groups.flatMap(({ title, picks: members }): (QuickPickItem & { readonly chosen?: ChosenTask })[] => [
    { label: title, kind: QuickPickItemKind.Separator },
    ...members,
  ]);
  return (
    await window.showQuickPick(picks, { placeHolder: placeHolder(), matchOnDescription: true, matchOnDetail: true })
  )?.chosen;
}
