/** The tasks of a session as rows: how each ended. Pure. */
import { formatElapsed } from '../../session/report/elapsed.ts';
import { type TaskOutcome, taskOutcome } from '../../session/report/outcome.ts';
import type { SessionTask } from '../../session/session-record.ts';
import { sideContexts } from '../ids.ts';
import * as l10n from '../l10n.ts';
import { type SideIcon, type SideNode, sideNode } from '../sides/side-node.ts';

const icons: Record<TaskOutcome['kind'], SideIcon> = {
  good: { name: 'pass', color: 'testing.iconPassed' },
  bad: { name: 'error', color: 'testing.iconFailed' },
  open: { name: 'circle-slash' },
};

/** Those that have ended: the ones that failed first, else in the order in which they were worked on. @param parent id of the row above */
export function taskRows(parent: string, repository: string, tasks: readonly SessionTask[]): SideNode[] {
  return tasks
    .map((task, index) => ({ task, index }))
    .filter(({ task }) => task.ended_at !== null)
    .toSorted((a, b) => Number(taskOutcome(b.task).kind === 'bad') - Number(taskOutcome(a.task).kind === 'bad'))
    .map(({ task, index }) => {
      const { item_id: itemId, title, message, follow_up: followUp } = task;
      const { kind, text } = taskOutcome(task);
      const facts = [text, ...elapsedOf(task), ...(followUp === null ? [] : [l10n.t`follow-up ${followUp}`]), title];
      return sideNode({
        ...{ id: `${parent}|task ${index}`, label: itemId, description: facts.join(' · '), icon: icons[kind] },
        spoken: [itemId, ...facts].join(', '),
        hint: message,
        context: sideContexts.sessionTask,
        ...{ repository, itemId },
        opens: { command: 'openTask', title: l10n.t('Open Task File') },
      });
    });
}

/** How long it took; nothing where that is not known. */
export function elapsedOf({
  started_at: began,
  ended_at: ended,
}: {
  readonly started_at: string;
  readonly ended_at: string | null;
}): string[] {
  const milliseconds = ended === null ? Number.NaN : Date.parse(ended) - Date.parse(began);
  return milliseconds >= 0 ? [formatElapsed(milliseconds)] : [];
}
