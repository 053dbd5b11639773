/** Health URLs and images as they are kept in a snapshot, from the rows of a verification, and compared. Pure. */
import { imageCheck } from '../registry/image-verdict.ts';
import type { Check, Failure } from '../verification.ts';
import type { Probe } from './snapshot.ts';

const probed: readonly string[] = ['Health URL', imageCheck];

/** Whether it is the check of a health URL or of an image. */
export function isProbed(check: string): boolean {
  return probed.includes(check);
}

/**
 * One for each URL and image of the rows. Of what is none of the task's it is not known how it is: a registry that lets nobody
 * in, an entry that is no address. Of two entries that are shown alike, the one that is well counts.
 */
export function probesOf(checks: readonly Check[], failures: readonly Failure[]): Probe[] {
  const probes = new Map<string, Probe>();
  for (const row of checks) {
    if (!isProbed(row.name)) continue;
    const key = probeKey({ check: row.name, object: row.object });
    if (probes.get(key)?.verdict !== 'healthy') probes.set(key, probeOf(row, failures));
  }
  return [...probes.values()];
}

/** What tells probes and failures apart. */
export function probeKey({ check, object }: Pick<Probe, 'check' | 'object'>): string {
  return `${check} ${object}`;
}

function probeOf({ name: check, object, status, actual }: Check, failures: readonly Failure[]): Probe {
  const shown = check === imageCheck ? (/sha\d+:[0-9a-f]+/.exec(actual)?.[0] ?? '') : actual;
  if (status === 'pass') return { check, object, verdict: 'healthy', reason: 'Healthy', actual: shown };
  const failure = failures.find((one) => one.check === check && one.object === object);
  if (status !== 'fail' || failure?.scope !== 'task') return { check, object, verdict: 'unknown', reason: '', actual };
  return { check, object, verdict: 'failed', reason: failure.reason, actual: check === imageCheck ? '' : actual };
}

/** Whether both fail for one reason: a backend that is away is told as 502, 503, 504 or with no answer at all. */
export function isSameProbe(then: Probe, now: Probe): boolean {
  if (then.verdict !== 'failed' || now.verdict !== 'failed') return false;
  return familyOf(then) === familyOf(now);
}

function familyOf({ reason, actual }: Probe): string {
  const status = /\bHTTP (\d{3})\b/.exec(actual)?.[1];
  if (reason === 'Timeout' || /^50[234]$/.test(status ?? '')) return 'no backend';
  if (reason === 'HttpStatus') return `status ${status}`;
  return reason === 'Tls' ? `${reason} ${actual}` : reason;
}

/** `healthy`, `failed (HTTP 503)`; undefined where it is not known. */
export function probeText({ verdict, reason, actual }: Probe): string | undefined {
  if (verdict === 'unknown') return undefined;
  return verdict === 'healthy' ? verdict : `failed (${reason === 'HttpStatus' ? actual : reason})`;
}
