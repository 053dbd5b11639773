/** The images that pods of a scope use. Pure. */
import { conditionOf, type Pod, refOf, refText } from './kube-object.ts';
import { isInScope, type Plan } from './plan.ts';

export interface UsedImage {
  /** As the pods have it. */
  readonly image: string;
  /** `Pod shop/web-1` */
  readonly pods: readonly string[];
  /** Whether nodes have it without a registry: its pull policy is Never wherever it is used. */
  readonly isNeverPulled: boolean;
  /** Whether all of these pods are ready or done: their nodes have it, whatever its registry has. */
  readonly isReady: boolean;
}

/** Each image once, those of init containers among them, in the order in which pods have them. */
export function usedImages(pods: readonly Pod[], plan: Plan): UsedImage[] {
  const used = new Map<string, { pods: Set<string>; isNeverPulled: boolean; isReady: boolean }>();
  for (const pod of pods) {
    if (!isInScope(plan, pod, 'Pod')) continue;
    const isReady = conditionOf(pod, 'Ready')?.status === 'True' || pod.status?.phase === 'Succeeded';
    const { initContainers = [], containers = [] } = pod.spec ?? {};
    for (const { image, imagePullPolicy } of [...initContainers, ...containers]) {
      if (image === undefined || image === '') continue;
      const known = used.get(image) ?? { pods: new Set(), isNeverPulled: true, isReady: true };
      known.pods.add(refText(refOf(pod, 'Pod')));
      const isNeverPulled = known.isNeverPulled && imagePullPolicy === 'Never';
      used.set(image, { ...known, isNeverPulled, isReady: known.isReady && isReady });
    }
  }
  return [...used].map(([image, { pods: users, ...more }]) => ({ image, pods: [...users], ...more }));
}
