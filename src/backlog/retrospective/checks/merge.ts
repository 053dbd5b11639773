/** Whether one item may be merged into another: nothing of it may be lost, or done too early, or checked less. */
import { isHeldBack } from '../../queue/status-words.ts';
import type { Task } from '../../task.ts';
import { idKey } from '../../task-id.ts';
import type { Checking } from '../checking.ts';
import { componentsOf, shareComponent } from '../components.ts';
import type { Merge } from '../proposal.ts';
import { areParts, waitsFor } from '../sequence.ts';
import { subjectFor } from './subject.ts';

/** Why not; undefined where it may. */
export function whyNotMerged({ source, target }: Merge, checking: Checking): string | undefined {
  if (idKey(source) === idKey(target)) return `${source} cannot be merged into itself.`;
  const [from, into] = [subjectFor(source, checking), subjectFor(target, checking)];
  if ('why' in from) return from.why;
  if ('why' in into) return into.why;
  return whyNotTogether(from.task, into.task, checking);
}

function whyNotTogether(from: Task, into: Task, checking: Checking): string | undefined {
  const both = `${from.id} and ${into.id}`;
  if (from.status === 'in_progress') return `${from.id} is in progress, as its status says.`;
  if (from.layout !== into.layout) return `${both} are not of one layout.`;
  if (!shareComponent(from, into)) {
    const named = (task: Task) => componentsOf(task).join(', ') || 'no component';
    return `They belong to different components: ${from.id} to ${named(from)}, ${into.id} to ${named(into)}.`;
  }
  if (areParts(from, into, checking.queue)) return `${both} are parts of one sequence, and stay apart.`;
  if (JSON.stringify(from.verify) !== JSON.stringify(into.verify)) {
    return `${both} are verified in different ways (verify:); merge them by hand.`;
  }
  return whyNotAfter(from, into, checking);
}

/** What the source waits for, the target would have to wait for. */
function whyNotAfter(from: Task, into: Task, { backlog, queue }: Checking): string | undefined {
  const waits = queue.entries.find(({ task }) => task === from)?.waits ?? [];
  const missing = waits.find(({ state }) => state === 'unknown');
  if (missing !== undefined) return `${from.id} waits for ${missing.id}, which no file holds; mend that first.`;
  if (from.conditions !== undefined) return `${from.id} waits for what only a person can tell.`;
  if (isHeldBack(from) && waits.length === 0) return `${from.id} is ${from.status}, and does not say what for.`;
  const circle = waits.flatMap(({ tasks }) => tasks).find((task) => waitsFor(task, into, queue));
  if (circle !== undefined) return `${from.id} waits for ${circle.id}, and that for ${into.id}.`;
  const lists = (items: readonly string[], { id }: Task) => items.some((one) => idKey(one) === idKey(id));
  const action = backlog.humanActions.find((one) => lists(one.blockingItems, from) && !lists(one.blockingItems, into));
  return action === undefined ? undefined : `${action.id} holds ${from.id} back, and not ${into.id}.`;
}
