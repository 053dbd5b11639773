import type { NewItem } from '../../backlog/create/new-item.ts';
import type { Backlog } from '../../backlog/task.ts';
import { idKey } from '../../backlog/task-id.ts';

/** A warning for each id that the new item names and no file holds: mistyped, or of another repository. */
export function unknownIds({ dependsOn, blocks }: NewItem, { tasks, humanActions }: Backlog): string[] {
  const known = new Set([...tasks, ...humanActions].map(({ id }) => idKey(id)));
  const isUnknown = (id: string) => !known.has(idKey(id));
  return [
    ...dependsOn.filter(isUnknown).map((id) => `depends_on: no file here holds ${id}. Look whether it is spelt right.`),
    ...blocks.filter(isUnknown).map((id) => `blocks: no file here holds ${id}. Look whether it is spelt right.`),
  ];
}
