import { readLines } from '../../backlog/parse/text-lines.ts';
import type { ReadTask } from '../../backlog/read/read-task.ts';
import type { Criterion } from '../../backlog/task.ts';

/**
 * All lines of a criterion as they stand in its file: below a heading that stands for a step is what it asks for, and
 * below a box what explains it.
 * @returns undefined when its one line says it all
 */
export function criterionBody({ task, files }: ReadTask, { range }: Criterion): string | undefined {
  const text = files.find(({ file }) => file === task.file)?.text ?? '';
  const lines = readLines(text).slice(range.start, range.end);
  return lines.length > 1 ? lines.join('\n') : undefined;
}
