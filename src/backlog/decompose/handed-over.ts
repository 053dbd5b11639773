/** What an earlier decomposition has taken out of a task already. */
import { leaves } from '../parse/criteria.ts';
import type { Backlog, Task } from '../task.ts';
import { idKey } from '../task-id.ts';
import { type OpenCriterion, partTexts } from './open-criteria.ts';

/**
 * The open criteria that no task which this one waited for has as its own, whole or in parts. Those that one has were worked on there; to
 * take them out of the parent again would go round for ever.
 */
export function notHandedOver(task: Task, open: readonly OpenCriterion[], { tasks }: Backlog): OpenCriterion[] {
  const upstream = new Set(
    task.dependencies.filter(({ direction }) => direction === 'upstream').map(({ id }) => idKey(id)),
  );
  const own = idKey(task.id);
  const others = tasks.filter(({ id }) => idKey(id) !== own && upstream.has(idKey(id)));
  const texts = new Set(others.flatMap(({ criteria }) => leaves(criteria)).map(({ text }) => text));
  const isHandedOver = (criterion: OpenCriterion) => {
    const parts = partTexts(criterion);
    return texts.has(criterion.text) || (parts.length > 0 && parts.every((part) => texts.has(part)));
  };
  return open.filter((criterion) => !isHandedOver(criterion));
}
