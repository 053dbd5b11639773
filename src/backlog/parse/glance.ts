/** Reads of a task that is over what its front matter says, and leaves its body alone. */
import type { Folder, Task } from '../task.ts';
import { dayOf, listField, readStatus, textField } from './field-values.ts';
import { readFrontMatter } from './front-matter.ts';
import { doneWords, givenUpWords } from './known-status.ts';
import { readIdentity, readOwnPriority, readOwnStatus } from './own-fields.ts';
import { readLines } from './text-lines.ts';

/**
 * An archived task as far as others depend on it: the queue made with it is that made with the whole task. It has no criteria,
 * no dependencies and no description.
 * @param file path below the repository root, with forward slashes
 * @returns undefined where anything is odd about the front matter, or the task is not archived as over: then all is to be read
 */
export function glanceTask(text: string, file: string, folder: Folder): Task | undefined {
  if (folder !== 'completed' && folder !== 'deprecated') return undefined;
  const closing = text.startsWith('---\n') ? text.indexOf('\n---\n', 3) : -1;
  if (closing < 0) return undefined;
  const front = readFrontMatter(readLines(text.slice(0, closing + '\n---\n'.length)));
  if (front.closingLine === undefined || front.problems.length > 0) return undefined;
  const faults: Parameters<typeof readIdentity>[2] = [];
  const identity = readIdentity(front, file, faults);
  const own = { status: readOwnStatus(front, folder, faults), priority: readOwnPriority(front, faults) };
  const isOver = doneWords.has(own.status) || givenUpWords.has(own.status);
  const type = textField(front, 'type');
  const isHumanAction = type !== undefined && readStatus(type) === 'human_action';
  if (faults.length > 0 || !isOver || isHumanAction) return undefined;
  const created = dayOf(textField(front, 'created'));
  const mergedInto = textField(front, 'merged_into');
  return {
    ...identity,
    ...own,
    labels: listField(front, 'labels'),
    ...(created === undefined ? {} : { created }),
    ...{ layout: 'gitops', folder, file, criteriaForm: 'section', description: '', criteria: [], dependencies: [] },
    ...(mergedInto === undefined ? {} : { mergedInto }),
    ...{ isHumanAction, stop: false, problems: [] },
  };
}
