/** Whether an item may be changed at all. */
import { registerOf, standingOfId } from '../../queue/standing.ts';
import { isEnded } from '../../queue/status-words.ts';
import type { Task } from '../../task.ts';
import { idKey } from '../../task-id.ts';
import type { Checking } from '../checking.ts';
import { openItem } from '../facts.ts';

export interface Subject {
  readonly task: Task;
}

/** The open item of an id, or why it may not be changed: one sentence for people. */
export function subjectFor(id: string, checking: Checking): Subject | { readonly why: string } {
  const { backlog, inWork, obstacles } = checking;
  const task = openItem(backlog, id);
  if (task === undefined) return { why: whyNoItem(id, checking) };
  if (task.isHumanAction) return { why: `${task.id} is for a person to do, and only a person decides about it.` };
  if (task.stop) return { why: `${task.id} was stopped by a person, and only a person decides about it.` };
  if (inWork.has(idKey(task.id))) return { why: `${task.id} is in work.` };
  const obstacle = obstacles.get(task.file);
  return obstacle === undefined ? { task } : { why: `${task.id} ${obstacle}.` };
}

function whyNoItem(id: string, { backlog }: Checking): string {
  const { action } = standingOfId(idKey(id), registerOf(backlog));
  const holders = backlog.tasks.filter((task) => idKey(task.id) === idKey(id));
  if (holders.length === 0 && action !== undefined)
    return `${id} is a human action, and only a person decides about it.`;
  if (holders.length === 0) return `No file here holds ${id}.`;
  const open = holders.filter((task) => !isEnded(task));
  if (open.length > 1) return `${id} is the id of several files: ${open.map(({ file }) => file).join(', ')}.`;
  return `${id} is over already (${holders.find((task) => isEnded(task))?.status}).`;
}
