/** `until:` of a task's front matter: when a task that a person does is done by itself. */
import type { Problem } from '../task.ts';
import type { Until } from '../until/probe.ts';
import { readUntil } from '../until/read-until.ts';
import type { FrontMatter } from './front-matter.ts';
import { fieldFault } from './own-fields.ts';

/**
 * Reads the field. It counts for human actions only: a task of any other kind is done when its criteria are.
 * @param faults takes what is wrong with it
 */
export function readOwnUntil(
  front: FrontMatter,
  isHumanAction: boolean,
  faults: Omit<Problem, 'file'>[],
): Until | undefined {
  if (!front.values.has('until')) return undefined;
  if (!isHumanAction) {
    const message = 'until counts only for a task of type: human-action; it is ignored.';
    faults.push(fieldFault(front, 'until', 'until-ignored', message));
    return undefined;
  }
  // Read line by line a mapping is no value; the front matter has its own problem then.
  if (front.problems.length > 0) return { fault: 'until cannot be read: the front matter is not valid YAML. Mend it.' };
  const until = readUntil(front.values.get('until'));
  if ('fault' in until) faults.push(fieldFault(front, 'until', 'until-misshaped', until.fault));
  return until;
}
