/** What an item says besides its criteria, as a quotation: whoever works on those has to know it. */
import { descriptionLines } from '../../create/safe-description.ts';
import { openCriteria } from '../../decompose/open-criteria.ts';
import type { Task } from '../../task.ts';
import { causeMarksIn } from '../cause-marks.ts';

/** Never read as criteria, headings or sections. @param text of the file that holds the criteria */
export function quotedSource(source: Task, text: string): string[] {
  const { id, title, description } = source;
  const details = openCriteria(source, text).flatMap((criterion) => criterion.details);
  const lines: string[] = [
    ...descriptionLines(description),
    ...(details.length === 0 ? [] : ['', 'Its criteria in full:', '', ...details]),
  ];
  // Whoever finds the cause again looks for its mark among the open items.
  const said = lines.join('\n');
  const marks = [...new Set(causeMarksIn(`${text}\n${description}`))].filter((mark) => !said.includes(mark));
  if (marks.length > 0) lines.push('', ...marks);
  const about = lines.length === 0 ? [] : ['', ...lines.map((line) => `> ${line}`.trimEnd())];
  return [`${id} (${title}) was the same work; its file says where it came from.`, ...about];
}
