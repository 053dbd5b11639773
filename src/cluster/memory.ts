/** What has to be remembered from look to look: what a single look at a pod cannot tell. */

import { hasPullTrouble, restartCounts } from './health/pod.ts';
import type { ObjectRef, Pod } from './kube-object.ts';
import { refText } from './kube-object.ts';

export class Memory {
  readonly #restarts = new Map<string, Readonly<Record<string, number>>>();
  readonly #pullTrouble = new Map<string, number>();
  readonly #waiting = new Map<string, number>();
  readonly #settled = new Map<string, number>();

  /** Takes in the pods of a look: first restart counts, and since when an image has not been pullable. */
  observe(pods: readonly Pod[], at: number): void {
    for (const pod of pods) {
      const key = keyOf(pod);
      if (!this.#restarts.has(key)) this.#restarts.set(key, restartCounts(pod));
      if (!hasPullTrouble(pod)) this.#pullTrouble.delete(key);
      else if (!this.#pullTrouble.has(key)) this.#pullTrouble.set(key, at);
    }
  }

  /** Restart counts when the pod was first seen. */
  restartsBefore(pod: Pod): Readonly<Record<string, number>> {
    return this.#restarts.get(keyOf(pod)) ?? {};
  }

  /** When the present trouble with its images was first seen. */
  pullTroubleSince(pod: Pod): number | undefined {
    return this.#pullTrouble.get(keyOf(pod));
  }

  /** Since when the object has waited for nothing but itself; starts now when it has not been told before. */
  waitingSince(ref: ObjectRef, at: number): number {
    const key = refText(ref);
    const since = this.#waiting.get(key) ?? at;
    this.#waiting.set(key, since);
    return since;
  }

  /** The object does not wait, or has others to wait for. */
  notWaiting(ref: ObjectRef): void {
    this.#waiting.delete(refText(ref));
  }

  /** When the object last came to rest; `at` when it comes to rest now. */
  settledAt(ref: ObjectRef, at: number): number {
    const key = refText(ref);
    const since = this.#settled.get(key) ?? at;
    this.#settled.set(key, since);
    return since;
  }

  unsettled(ref: ObjectRef): void {
    this.#settled.delete(refText(ref));
  }
}

function keyOf(pod: Pod): string {
  return pod.metadata?.uid ?? `${pod.metadata?.namespace}/${pod.metadata?.name}`;
}
