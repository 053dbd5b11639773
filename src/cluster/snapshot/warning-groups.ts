/** Recent warning events of a look, grouped and bounded. Pure. */
import { countOf } from '../events/warning-events.ts';
import { lastTime, subjectOf } from '../health/events.ts';
import { type KubeEvent, type ObjectRef, refText } from '../kube-object.ts';
import type { WarningGroup } from './snapshot.ts';

/** Events live for an hour by default (kube-apiserver --event-ttl); some clusters keep them for days. Milliseconds. */
const recentMs = 3_600_000;
const mostPerObject = 5;
const mostInAll = 200;
/** Characters of one message. */
const longest = 300;

/**
 * Newest first.
 * @param objects texts of the snapshot's objects
 * @param podObjects which of these a pod that is still there belongs to
 */
export function warningGroups(
  events: readonly KubeEvent[],
  now: number,
  objects: ReadonlySet<string>,
  podObjects: ReadonlyMap<string, string>,
): WarningGroup[] {
  const groups = new Map<string, WarningGroup>();
  const counts = new Map<string, number>();
  const recent = events.filter((event) => event.type === 'Warning' && now - lastTime(event) <= recentMs);
  for (const event of recent.toSorted((a, b) => lastTime(b) - lastTime(a))) {
    const subject = subjectOf(event);
    const object = ownerOf(subject, objects, podObjects);
    const message = withoutNames(event.message ?? event.note ?? '', subject.name);
    const group = { object, reason: event.reason ?? 'Event', message, count: countOf(event) };
    const key = groupKey(group);
    const known = groups.get(key);
    if (known !== undefined) groups.set(key, { ...known, count: known.count + group.count });
    else if ((counts.get(object) ?? 0) < mostPerObject && groups.size < mostInAll) {
      counts.set(object, (counts.get(object) ?? 0) + 1);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

/** What says the same of the same object. */
export function groupKey({ object, reason, message }: WarningGroup): string {
  return `${object}\n${reason}\n${message}`;
}

/** A pod that is gone, and a ReplicaSet, are known by their names: NAME-HASH-SUFFIX, NAME-HASH. */
function ownerOf(subject: ObjectRef, objects: ReadonlySet<string>, podObjects: ReadonlyMap<string, string>): string {
  const text = refText(subject);
  if (objects.has(text)) return text;
  const known = podObjects.get(text);
  if (known !== undefined) return known;
  const parts = subject.name.split('-');
  const names = [parts.slice(0, -1), parts.slice(0, -2)].map((some) => some.join('-')).filter((name) => name !== '');
  const candidates = names.flatMap((name) =>
    ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'].map((kind) => refText({ ...subject, kind, name })),
  );
  const isPart = ['Pod', 'ReplicaSet', 'Job'].includes(subject.kind);
  return (isPart ? candidates.find((candidate) => objects.has(candidate)) : undefined) ?? text;
}

function withoutNames(message: string, subject: string): string {
  const plain = message
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '…')
    .replaceAll(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const named = subject === '' ? plain : plain.replaceAll(subject, '…');
  return named.length > longest ? `${named.slice(0, longest)}…` : named;
}
