/** A verification with what the comparison with the state before the run says. Pure. */
import type { Check, Failure, Verification } from '../verification.ts';
import { changesMessage } from './changes-message.ts';
import type { Change } from './compare.ts';

/** What is said of them. */
export const wasSoBefore = 'It was so before this run.';
/** Of what may be well or not without them. */
export const followsFromBefore = 'It follows from what was broken before this run.';

/** These say that there is a cluster, not that anything in it is well. */
const groundChecks: readonly string[] = ['Kube context', 'Kubernetes API', 'Permission', 'Events'];

/**
 * Adds the changes, and makes external what was so before: it is a warning and fails nothing. Where nothing else failed the
 * verification has passed, as far as anything in the scope was found well; it is blocked where something could not be
 * read, or fails that is not the task's and was not so before: that much of the scope is not verified.
 * @param unsure external as well, since they follow from old ones; they still fail, as nobody knows what they would be without
 */
export function withChanges(
  verification: Verification,
  changes: readonly Change[],
  old: ReadonlySet<Failure>,
  unsure: ReadonlySet<Failure> = new Set(),
): Verification {
  if (old.size === 0) return { ...verification, changes };
  const objects = new Set([...old].map(({ object }) => object));
  const left = new Set(verification.failures.filter((failure) => !old.has(failure)).map(({ object }) => object));
  const failures = verification.failures.map((failure): Failure => {
    const why = old.has(failure) ? wasSoBefore : unsure.has(failure) ? followsFromBefore : undefined;
    return why === undefined ? failure : { ...failure, scope: 'external', message: `${failure.message} ${why}` };
  });
  const checks = verification.checks.map((check): Check => {
    const isOld = check.status === 'fail' && objects.has(check.object) && !left.has(check.object);
    return isOld ? { ...check, status: 'warn' } : check;
  });
  const overall = overallOf(verification, failures, checks);
  const remaining = failures.filter((_failure, index) => !old.has(verification.failures[index] as Failure));
  return {
    ...verification,
    ...{ changes, failures, checks, overall },
    warnings: [
      ...verification.warnings,
      ...[...old].map(({ object, reason, message }) => `${object}: ${reason}: ${message} ${wasSoBefore}`),
    ],
    message: changesMessage(verification, overall, remaining, objects.size),
  };
}

function overallOf(
  { overall, isUnread }: Verification,
  failures: readonly Failure[],
  checks: readonly Check[],
): Verification['overall'] {
  if (overall !== 'failed' || failures.some(({ scope }) => scope === 'task')) return overall;
  if (isUnread === true || checks.some(({ status }) => status === 'fail')) return 'blocked';
  const isSeen = checks.some(({ name, status }) => status === 'pass' && !groundChecks.includes(name));
  return isSeen ? 'passed' : 'nothing_to_verify';
}
