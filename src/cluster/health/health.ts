/** What a health rule says of an object. Rules are pure: object and what is related to it in, this out. */

/**
 * healthy; progressing: may become healthy, wait until the deadline, then it counts as failed; failed: stop now;
 * terminating: being deleted, never a pass; suspended: nobody works on it, never a silent pass; unknown.
 */
export type Verdict = 'healthy' | 'progressing' | 'failed' | 'terminating' | 'suspended' | 'unknown';

export interface Health {
  readonly verdict: Verdict;
  /** One word in the manner of Kubernetes, for example `CrashLoopBackOff`; what advice is looked up by. */
  readonly reason: string;
  readonly message: string;
  /** Progressing, and something is visibly wrong already: given time, but reported where nobody waits. */
  readonly troubled?: true;
  /** Things to know that do not fail the object. */
  readonly notes?: readonly string[];
}

export function healthy(message: string, notes: readonly string[] = []): Health {
  return { verdict: 'healthy', reason: 'Healthy', message, ...(notes.length === 0 ? {} : { notes }) };
}

export function progressing(reason: string, message: string): Health {
  return { verdict: 'progressing', reason, message };
}

export function troubled(reason: string, message: string): Health {
  return { verdict: 'progressing', reason, message, troubled: true };
}

export function failed(reason: string, message: string): Health {
  return { verdict: 'failed', reason, message };
}

export function suspended(message: string): Health {
  return { verdict: 'suspended', reason: 'Suspended', message };
}

export function unknown(reason: string, message: string): Health {
  return { verdict: 'unknown', reason, message };
}
