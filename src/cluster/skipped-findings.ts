/** What was planned and could not be looked at, each with its reason: a row and a warning. Pure. */
import type { Findings } from './findings.ts';
import type { Failure } from './verification.ts';

export interface SkippedObject {
  readonly object: string;
  /** Why, as it goes on after `skipped: `. */
  readonly why: string;
  /** It should have been seen, and no answer came: nothing passes without it. */
  readonly isUnread?: true;
}

/** An object that may not be read. @param permission as permissionText writes it */
export function barredObject(object: string, permission: string): SkippedObject {
  return { object, why: `${start} ${permission}` };
}

const start = 'the user of the kubeconfig may not';

/** @param name of the rows */
export function skippedFindings(name: string, skipped: readonly SkippedObject[]): Findings {
  return {
    checks: skipped.map(({ object, why }) => ({
      ...{ name, object, asked: '', expected: '', actual: why, status: 'skipped', evidence: why, duration_ms: 0 },
    })),
    failures: skipped.filter(({ isUnread }) => isUnread).map((one) => unreadFailure(name, one)),
    warnings: skipped
      .filter(({ isUnread }) => !isUnread)
      .map(({ object, why }) =>
        why.startsWith(start) ? `Skipped: ${why}.` : `${name}: ${object} was skipped: ${why}.`,
      ),
    isSupporting: true,
    isUnread: skipped.some(({ isUnread }) => isUnread),
  };
}

function unreadFailure(check: string, { object, why }: SkippedObject): Failure {
  const cause = `The cluster gave no answer about it in time (${why}).`;
  const remedy =
    'Check that the API server and its aggregated APIs answer (`kubectl get apiservices`), then verify again.';
  return { check, object, reason: 'NotRead', message: `could not be read: ${why}`, cause, remedy, scope: 'external' };
}
