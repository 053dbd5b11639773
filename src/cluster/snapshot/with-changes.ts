/** A verification with what the comparison with the state before the run says. Pure. */
import type { Check, Failure, Verification } from '../verification.ts';
import type { Change } from './change.ts';
import { changesMessage } from './changes-message.ts';
import type { SortedFailures } from './sort-failures.ts';

/** What is said of them. */
export const wasSoBefore = 'It was so before this run.';
/** Of what may be well or not without them. */
export const followsFromBefore = 'It follows from what was broken before this run.';

/** These say that there is a cluster, a registry or a change that can be built, not that anything runs well. */
const groundChecks: readonly string[] = [
  ...['Kube context', 'Kubernetes API', 'Permission', 'Events', 'Registry'],
  ...['Kustomize build', 'Lint script'],
];

const none: SortedFailures = {
  ...{ old: new Set(), standing: new Set(), unsure: new Set(), broken: new Set(), unknown: new Set() },
  waiting: new Set(),
};

/**
 * Adds the changes, and makes external what was so before: it is a warning and fails nothing. Where nothing else failed the
 * verification has passed, as far as anything in the scope was found well; it is blocked where something could not be
 * read, or fails that is not the task's and was not so before, or has not taken what was pushed: that much of the scope is
 * not verified. What stays the task's says how it was before.
 */
export function withChanges(
  verification: Verification,
  changes: readonly Change[],
  sorted: Partial<SortedFailures> = {},
): Verification {
  const { old, standing, unsure, broken, unknown, waiting } = { ...none, ...sorted };
  const objects = new Set([...old].map(({ object }) => object));
  const left = new Set(verification.failures.filter((failure) => !old.has(failure)).map(({ object }) => object));
  const failures = verification.failures.map((failure): Failure => {
    if (broken.has(failure)) return { ...failure, before: 'broken', message: `${failure.message} ${wasSoBefore}` };
    if (unknown.has(failure)) return { ...failure, before: 'unknown' };
    const isOld = old.has(failure) || standing.has(failure);
    const why = isOld ? wasSoBefore : unsure.has(failure) ? followsFromBefore : undefined;
    return why === undefined ? failure : { ...failure, scope: 'external', message: `${failure.message} ${why}` };
  });
  const checks = verification.checks.map((check): Check => {
    const isOld = waiting.has(check.object) || (objects.has(check.object) && !left.has(check.object));
    return check.status === 'fail' && isOld ? { ...check, status: 'warn' } : check;
  });
  const verified = { ...verification, changes, failures, checks };
  if (old.size + standing.size + unsure.size === 0) return verified;
  const overall = overallOf(verification, failures, checks);
  const remaining = failures.filter((_failure, index) => !old.has(verification.failures[index] as Failure));
  return {
    ...verified,
    overall,
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
