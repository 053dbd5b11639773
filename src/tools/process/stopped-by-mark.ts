/** The word STOP in a task's notes, which a person may write while the task is in work. */
import { readTask } from '../../backlog/read/read-task.ts';
import type { Task } from '../../backlog/task.ts';
import type { EndedBy } from '../contract.ts';
import { RunStopped } from './run.ts';

/** To be asked before each criterion. @throws RunStopped where the task says STOP */
export function stopOnMark({ id, file, stop }: Task): void {
  if (!stop) return;
  throw new RunStopped(`${id} says STOP in ${file}. What was done is committed. Take the mark out to go on.`, 'stop');
}

/** Of these a person's STOP is the cause as well: whoever writes it edits the file that a run needs as it was committed. */
const byMark: ReadonlySet<EndedBy | null> = new Set([
  'criterion',
  'person',
  'task',
  'repository',
  'tokens',
] satisfies EndedBy[]);

/** What ended a run, when a STOP that was written meanwhile counts. */
export async function whatEnded(by: EndedBy | null, root: string, task: Task): Promise<EndedBy | null> {
  if (!byMark.has(by)) return by;
  const reading = await readTask(root, task);
  return 'task' in reading && reading.task.stop ? 'stop' : by;
}
