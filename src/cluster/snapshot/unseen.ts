/** What of a cluster a snapshot says nothing about, since it could not be looked at. Pure. */
import type { ObjectRef } from '../kube-object.ts';
import type { Snapshot } from './snapshot.ts';

/** Whether the object may have been there, and in any state. */
export function isUnseen({ area, unseenKinds }: Snapshot, { kind, namespace }: Omit<ObjectRef, 'name'>): boolean {
  return unseenKinds.includes(kind) || (area !== undefined && namespace !== '' && !area.includes(namespace));
}

/** The same, of an object as refText writes it. */
export function isUnseenText(snapshot: Snapshot, text: string): boolean {
  const [, kind, namespace = ''] = /^([A-Z]\w*) (?:([^/ ]+)\/)?[^/ ]+$/.exec(text) ?? [];
  return kind !== undefined && isUnseen(snapshot, { kind, namespace });
}
