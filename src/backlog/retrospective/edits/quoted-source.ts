/** What an item says besides its criteria, as a quotation: whoever works on those has to know it. */
import { descriptionLines } from '../../create/safe-description.ts';
import { openCriteria } from '../../decompose/open-criteria.ts';
import type { Task } from '../../task.ts';

/** Never read as criteria, headings or sections. @param text of the file that holds the criteria */
export function quotedSource(source: Task, text: string): string[] {
  const { id, title, description } = source;
  const details = openCriteria(source, text).flatMap((criterion) => criterion.details);
  const lines = [
    ...descriptionLines(description),
    ...(details.length === 0 ? [] : ['', 'Its criteria in full:', '', ...details]),
  ];
  const about = lines.length === 0 ? [] : ['', ...lines.map((line) => `> ${line}`.trimEnd())];
  return [`${id} (${title}) was the same work; its file says where it came from.`, ...about];
}
