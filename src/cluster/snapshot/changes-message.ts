/** The sentence for people of a verification of which some failures were so before the run. Pure. */
import { countsText } from '../outcome-message.ts';
import type { Failure, Verification } from '../verification.ts';

/**
 * @param remaining failures that were not so before
 * @param count objects that were broken before
 */
export function changesMessage(
  { summary, context, message }: Verification,
  overall: Verification['overall'],
  remaining: readonly Failure[],
  count: number,
): string {
  const were =
    count === 1 ? '1 problem was there before this run and is' : `${count} problems were there before this run and are`;
  const before = count === 0 ? '' : ` ${were} not counted.`;
  const own = remaining.filter(({ scope }) => scope === 'task');
  // A pod says what is wrong; its Deployment and Service only follow.
  const lead = own.find(({ check }) => check === 'Pod') ?? own[0];
  if (lead !== undefined) {
    const more = own.length === 1 ? '' : ` (and ${own.length - 1} more failure${own.length === 2 ? '' : 's'})`;
    return `${lead.object}: ${lead.reason}. ${lead.cause} ${lead.remedy}${more}${before}`;
  }
  const on = context === undefined ? '' : ` on ${context}`;
  if (overall === 'passed') return `Verified${on}: ${countsText(summary) || 'all checks passed'}.${before}`;
  if (overall === 'nothing_to_verify') return `Nothing else is in the scope${on}:${before}`;
  return overall === 'blocked' ? `Not verified${on}: ${blockedText(remaining)}${before}` : `${message}${before}`;
}

function blockedText([first, ...others]: readonly Failure[]): string {
  if (first === undefined) return 'not all of the scope could be read.';
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `${first.object}: ${first.reason}. ${first.cause} ${first.remedy}${more}`;
}
