import { readFrontMatter } from '../backlog/parse/front-matter.ts';
import { readRepositoryText } from '../backlog/read/task-file.ts';
import type { Task } from '../backlog/task.ts';
import { InputError } from './input-error.ts';

/** The text without its front matter, whose labels and titles are no place for namespaces. @throws InputError */
export async function taskBody(root: string, task: Task): Promise<string> {
  const reading = await readRepositoryText(root, task.file);
  if ('problem' in reading) throw new InputError(reading.problem.message);
  const lines = reading.text.split('\n');
  return lines.slice(readFrontMatter(lines).bodyStart).join('\n');
}
