/** The code lenses above a task file, as values. */
import { isArchivable } from './archive-refusal.ts';
import type { CommandName } from './ids.ts';
import * as l10n from './l10n.ts';
import type { TaskEntry } from './queue-entries.ts';
import { type RunState, runText } from './run-state.ts';

export interface Lens {
  readonly title: string;
  readonly tooltip: string;
  readonly command: CommandName;
  /** The task that the command is for; the file's own when not given. */
  readonly itemId?: string;
}

/**
 * `Process Task | Verify | 3 of 7 | blocked by TASK-002`, and Archive when no criterion is open; with a run, what it does and Stop; in Restricted
 * Mode and for archived tasks only the count. All of them stand above the first line, in this order.
 */
export function taskLenses(task: TaskEntry, run: RunState | undefined, trusted: boolean): Lens[] {
  const count = countLens(task);
  if (task.state === 'completed') return [count];
  if (!trusted) return [count, ...blockerLenses(task)];
  if (run !== undefined) {
    const running = {
      title: `$(loading~spin) ${runText(run)}`,
      tooltip: run.message,
      command: 'showTranscript',
    } as const;
    return [running, { title: l10n.t('Stop'), tooltip: l10n.t('Stop this run'), command: 'stopRun' }, count];
  }
  return [
    {
      title: `$(play) ${l10n.t('Process Task')}`,
      tooltip: l10n.t('Work through the open criteria with Codex, one commit each, then verify'),
      command: 'processTask',
    },
    { title: l10n.t('Verify'), tooltip: l10n.t('Verify this task on the cluster'), command: 'verifyTask' },
    ...archiveLenses(task),
    count,
    ...blockerLenses(task),
  ];
}

/** Archiving is refused while a criterion is open, so it is not offered. */
function archiveLenses(task: TaskEntry): Lens[] {
  if (!isArchivable(task)) return [];
  return [
    {
      title: l10n.t('Archive'),
      tooltip: l10n.t('Move this task to the folder completed and commit'),
      command: 'archiveTask',
    },
  ];
}

function countLens({ done, total }: TaskEntry): Lens {
  const title = total === 0 ? l10n.t('no criteria') : l10n.t`${done} of ${total}`;
  return {
    title,
    tooltip: l10n.t('Acceptance criteria done. Show this task in the Task Queue'),
    command: 'showInQueue',
  };
}

function blockerLenses(task: TaskEntry): Lens[] {
  if (task.state !== 'blocked') return [];
  const [first] = task.blockedBy;
  const tooltip = task.explanation;
  if (first === undefined) return [{ title: l10n.t`blocked: ${task.explanation}`, tooltip, command: 'showInQueue' }];
  return [{ title: l10n.t`blocked by ${task.blockedBy.join(', ')}`, tooltip, command: 'openTask', itemId: first }];
}
