/** Recent warning events of a scope: what the cluster complains of, object by object. Never a failure by themselves. Pure. */
import type { Findings } from '../findings.ts';
import { lastTime, subjectOf } from '../health/events.ts';
import { type KubeEvent, type ObjectRef, refText } from '../kube-object.ts';
import type { Plan } from '../plan.ts';
import type { Check, Verification } from '../verification.ts';

/** Older ones say nothing of what was just rolled out; milliseconds. */
export const recentMs = 15 * 60_000;
/** Groups that are told one by one. */
const mostGroups = 20;
const longestMessage = 300;
const asked = 'Were there warning events in the last 15 minutes?';

/** The events of one object with one reason. */
export interface EventGroup {
  readonly ref: ObjectRef;
  readonly reason: string;
  /** Of the last one. */
  readonly message: string;
  /** How often it was seen. */
  readonly count: number;
  /** When it was last seen; milliseconds since the epoch. */
  readonly last: number;
}

/** The warnings of the last minutes, the newest group first. */
export function recentWarnings(events: readonly KubeEvent[], now: number): EventGroup[] {
  const groups = new Map<string, EventGroup>();
  for (const event of events) {
    const last = lastTime(event);
    if (event.type !== 'Warning' || now - last > recentMs) continue;
    const { reason = 'Event', message, note } = event;
    const ref = subjectOf(event);
    const key = `${refText(ref)} ${reason}`;
    const known = groups.get(key);
    const isNewer = known === undefined || last > known.last;
    groups.set(key, {
      ref,
      reason,
      message: isNewer ? (message ?? note ?? '').replace(/\s+/g, ' ').trim().slice(0, longestMessage) : known.message,
      count: (known?.count ?? 0) + countOf(event),
      last: isNewer ? last : known.last,
    });
  }
  return [...groups.values()].sort((a, b) => b.last - a.last);
}

/** How often it was seen; core/v1 and events.k8s.io/v1 say it in different places. */
export function countOf({ count, deprecatedCount, series }: KubeEvent): number {
  return Math.max(1, series?.count ?? count ?? deprecatedCount ?? 1);
}

/** Whether the event is about the scope: by its namespace, or by the name of an object or of what one has made. */
export function isAboutScope(plan: Plan, { namespace, name }: ObjectRef): boolean {
  if (plan.namespaces.includes(namespace) || (plan.namespaces.length === 0 && plan.named.length === 0)) return true;
  return plan.named.some((wanted) => {
    if (wanted.namespace !== undefined && wanted.namespace !== namespace) return false;
    return name === wanted.name || name.startsWith(`${wanted.name}-`);
  });
}

/** `BackOff ×12: Back-off restarting failed container` */
export function groupText({ reason, count, message }: EventGroup): string {
  return `${reason}${count > 1 ? ` ×${count}` : ''}${message === '' ? '' : `: ${message}`}`;
}

/** A row and a warning for each group. @param where what was looked at, for the row that says that there were none */
export function eventFindings(groups: readonly EventGroup[], where: string, durationMs: number): Findings {
  const row = (object: string, actual: string, status: Check['status']): Check => ({
    ...{ name: 'Events', object, asked, expected: 'none', actual, status, evidence: actual },
    duration_ms: durationMs,
  });
  const shown = groups.slice(0, mostGroups);
  const more = groups.length - shown.length;
  const rest = more === 0 ? [] : [`${more} more groups of warning events`];
  return {
    checks: [
      ...shown.map((group) => row(refText(group.ref), groupText(group), 'warn')),
      ...rest.map((text) => row(where, text, 'warn')),
      ...(groups.length === 0 ? [row(where, 'none', 'pass')] : []),
    ],
    failures: [],
    warnings: [
      ...shown.map((group) => `Warning event of ${refText(group.ref)}: ${groupText(group)}`),
      ...rest.map((text) => `${text} in ${where}.`),
    ],
    isSupporting: true,
  };
}

/** The events of an object as evidence beside its failure. */
export function withEvents(verification: Verification, groups: readonly EventGroup[]): Verification {
  const texts = new Map<string, string[]>();
  for (const group of groups) {
    const key = refText(group.ref);
    texts.set(key, [...(texts.get(key) ?? []), groupText(group)]);
  }
  const checks = verification.checks.map((check) => {
    const events = check.status === 'fail' ? texts.get(check.object) : undefined;
    return events === undefined ? check : { ...check, evidence: `${check.evidence}; events: ${events.join('; ')}` };
  });
  return { ...verification, checks };
}
