/** New items for tests: only what a test is about has to be said. */
import type { NewItem } from '../../../../src/backlog/create/new-item.ts';

export function newItem(sketch: Partial<NewItem> = {}): NewItem {
  const base = {
    type: 'bug',
    title: 'Registry refuses pushes',
    description: 'It answers 500.',
    priority: 'high',
  } as const;
  return { ...base, labels: [], dependsOn: [], blocks: [], criteria: [], ...sketch };
}
