/** Why a task is not archived yet, in the words of the engine, which refuses it too. */
import * as l10n from './l10n.ts';
import type { CriterionEntry, TaskEntry } from './queue-entries.ts';

/** Whether nothing is open; a task without criteria has nothing open either. */
export function isArchivable({ state, done, total }: TaskEntry): boolean {
  return state !== 'completed' && done === total;
}

/** What is open and what to do about it; undefined when the task may be archived. */
export function archiveRefusal({ id, criteria }: TaskEntry): string | undefined {
  const open = executed(criteria).filter(({ state }) => state === 'open');
  const [first] = open;
  if (first === undefined) return undefined;
  const said =
    open.length === 1
      ? l10n.t`${id} has 1 open criterion, the first is "${first.text}".`
      : l10n.t`${id} has ${open.length} open criteria, the first is "${first.text}".`;
  return `${said} ${l10n.t('Process the task, or waive them (- [x] ~~text~~ (reason)).')}`;
}

/** The criteria without others below them: those that count. */
function executed(criteria: readonly CriterionEntry[]): CriterionEntry[] {
  return criteria.flatMap((criterion) =>
    criterion.children.length === 0 ? [criterion] : executed(criterion.children),
  );
}
