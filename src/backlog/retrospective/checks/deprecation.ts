import type { Checking } from '../checking.ts';
import type { Deprecation } from '../proposal.ts';
import { subjectFor } from './subject.ts';

/** Why an item may not be deprecated; undefined where it may. */
export function whyNotDeprecated({ id }: Deprecation, checking: Checking): string | undefined {
  const subject = subjectFor(id, checking);
  if ('why' in subject) return subject.why;
  const { task } = subject;
  return task.status === 'in_progress' ? `${task.id} is in progress, as its status says.` : undefined;
}
