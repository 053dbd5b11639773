/** What events say beside a status that says too little. Sources: core/v1 and events.k8s.io/v1 API references. */
import type { KubeEvent, ObjectRef } from '../kube-object.ts';

/** The object that an event is about. */
export function subjectOf({ involvedObject, regarding }: KubeEvent): ObjectRef {
  const { kind = '', namespace = '', name = '' } = involvedObject ?? regarding ?? {};
  return { kind, namespace, name };
}

/** `Unhealthy: Readiness probe failed: …` */
export function eventText({ reason = 'Event', message, note }: KubeEvent): string {
  return `${reason}: ${message ?? note ?? ''}`;
}

/** The last warnings, newest first; the same text counts once. */
export function lastWarnings(events: readonly KubeEvent[], most: number): KubeEvent[] {
  const warnings = events.filter(({ type }) => type === 'Warning').toSorted((a, b) => lastTime(b) - lastTime(a));
  const texts = new Set<string>();
  const isNew = (event: KubeEvent) => texts.size < texts.add(eventText(event)).size;
  return warnings.filter(isNew).slice(0, most);
}

/** When it was last seen; milliseconds since the epoch, 0 where it does not say. */
export function lastTime({
  series,
  lastTimestamp,
  deprecatedLastTimestamp,
  eventTime,
  firstTimestamp,
}: KubeEvent): number {
  const time = series?.lastObservedTime ?? lastTimestamp ?? deprecatedLastTimestamp ?? eventTime ?? firstTimestamp;
  return Date.parse(time ?? '') || 0;
}
