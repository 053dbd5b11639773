import { cleanLine, isVisible } from '../../create/clean-text.ts';
import { findDuplicates } from '../../duplicates/find-duplicates.ts';
import { priorityOrder } from '../../queue/priority.ts';
import type { Checking } from '../checking.ts';
import type { NewItem } from '../proposal.ts';

/** As create_work_item has it. */
const longestTitle = 300;
const mostCriteria = 20;

/** Why an item may not be opened; undefined where it may. */
export function whyNotCreated(item: NewItem, { queue }: Checking): string | undefined {
  const { title, description, component, criteria, priority } = item;
  if (!isVisible(cleanLine(title))) return 'It has no title.';
  if (title.length > longestTitle) return `Its title has more than ${longestTitle} characters.`;
  if (!priorityOrder.includes(priority)) return `"${priority}" is no priority.`;
  if (/(?:^|[/\\])\.\.(?:[/\\]|$)|^(?:[/\\~]|[A-Za-z]:[/\\])/.test(component)) {
    return `Its component "${cleanLine(component)}" is a path out of the repository.`;
  }
  if (criteria.length === 0 || criteria.some((one) => !isVisible(cleanLine(one)))) return 'It has no criteria.';
  if (criteria.length > mostCriteria) return `It has more than ${mostCriteria} criteria.`;
  const open = queue.entries.map(({ task }) => task);
  const [twin] = findDuplicates({ title, description, criteria }, open);
  return twin === undefined ? undefined : `${twin.id} says the same: ${twin.reason}.`;
}
