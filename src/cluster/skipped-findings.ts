/** What was planned and could not be looked at, each with its reason: a row and a warning. Pure. */
import type { Findings } from './findings.ts';

export interface SkippedObject {
  readonly object: string;
  /** Why, as it goes on after `skipped: `. */
  readonly why: string;
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
    failures: [],
    warnings: skipped.map(({ object, why }) =>
      why.startsWith(start) ? `Skipped: ${why}.` : `${name}: ${object} was skipped: ${why}.`,
    ),
    isSupporting: true,
  };
}
