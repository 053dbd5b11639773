/** Whether what a model gives as its reason is there at all. */
import { registerOf, standingOfId } from '../../queue/standing.ts';
import { idKey, idsIn } from '../../task-id.ts';
import type { Checking } from '../checking.ts';
import { textsOf } from '../facts.ts';
import type { Proposal } from '../proposal.ts';

/**
 * Why a reason is not believed; undefined where it may be. An id of another repository may stand there when an item that is
 * changed names it. Rules make their reasons of what they read.
 */
export function whyNotNamed(proposal: Proposal, checking: Checking): string | undefined {
  if (proposal.by !== 'judge' || proposal.kind === 'recommend' || proposal.kind === 'create') return undefined;
  const about = proposal.kind === 'merge' ? [proposal.source, proposal.target] : [proposal.id];
  const keys = new Set(about.map(idKey));
  const own = checking.backlog.tasks.filter(({ id }) => keys.has(idKey(id)));
  const known = new Set(
    own
      .flatMap((task) => textsOf(task, checking))
      .flatMap(idsIn)
      .map(idKey),
  );
  const register = registerOf(checking.backlog);
  const missing = idsIn(proposal.reason).find((id) => {
    const { state, tasks, action } = standingOfId(idKey(id), register);
    return (
      tasks.length === 0 && action === undefined && state !== 'met' && !known.has(idKey(id)) && !keys.has(idKey(id))
    );
  });
  return missing === undefined ? undefined : `Its reason names ${missing}, which no file here holds.`;
}
