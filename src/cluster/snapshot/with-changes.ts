/** A verification with what the comparison with the state before the run says. Pure. */
import { countsText } from '../outcome-message.ts';
import type { Check, Failure, Verification } from '../verification.ts';
import type { Change } from './compare.ts';

/** What is said of them. */
export const wasSoBefore = 'It was so before this run.';

/** These say that there is a cluster, not that anything in it is well. */
const groundChecks: readonly string[] = ['Kube context', 'Kubernetes API', 'Permission', 'Events'];

/**
 * Adds the changes, and makes external what was so before: it is a warning and fails nothing. Where nothing else failed the
 * verification has passed, as far as anything in the scope was found well.
 */
export function withChanges(
  verification: Verification,
  changes: readonly Change[],
  old: ReadonlySet<Failure>,
): Verification {
  if (old.size === 0) return { ...verification, changes };
  const objects = new Set([...old].map(({ object }) => object));
  const failures = verification.failures.map((failure): Failure => {
    if (!old.has(failure)) return failure;
    return { ...failure, scope: 'external', message: `${failure.message} ${wasSoBefore}` };
  });
  const checks = verification.checks.map((check): Check => {
    return check.status === 'fail' && objects.has(check.object) ? { ...check, status: 'warn' } : check;
  });
  const overall = overallOf(verification, failures, checks);
  return {
    ...verification,
    ...{ changes, failures, checks, overall },
    warnings: [
      ...verification.warnings,
      ...[...old].map(({ object, reason, message }) => `${object}: ${reason}: ${message} ${wasSoBefore}`),
    ],
    message: messageOf(verification, overall, failures, objects.size),
  };
}

function overallOf(
  { overall }: Verification,
  failures: readonly Failure[],
  checks: readonly Check[],
): Verification['overall'] {
  if (overall !== 'failed' || failures.some(({ scope }) => scope === 'task')) return overall;
  if (failures.some(({ check }) => check === 'Permission')) return 'blocked';
  const isSeen = checks.some(({ name, status }) => status === 'pass' && !groundChecks.includes(name));
  return isSeen ? 'passed' : 'nothing_to_verify';
}

function messageOf(
  { summary, context, message }: Verification,
  overall: Verification['overall'],
  failures: readonly Failure[],
  count: number,
): string {
  const were =
    count === 1 ? '1 problem was there before this run and is' : `${count} problems were there before this run and are`;
  const before = `${were} not counted.`;
  const own = failures.filter(({ scope }) => scope === 'task');
  // A pod says what is wrong; its Deployment and Service only follow.
  const lead = own.find(({ check }) => check === 'Pod') ?? own[0];
  if (lead !== undefined) {
    const more = own.length === 1 ? '' : ` (and ${own.length - 1} more failure${own.length === 2 ? '' : 's'})`;
    return `${lead.object}: ${lead.reason}. ${lead.cause} ${lead.remedy}${more} ${before}`;
  }
  const on = context === undefined ? '' : ` on ${context}`;
  if (overall === 'passed') return `Verified${on}: ${countsText(summary)}. ${before}`;
  if (overall === 'nothing_to_verify') return `Nothing else is in the scope${on}: ${before}`;
  return `${message} ${before}`;
}
