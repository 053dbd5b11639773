/** The images that pods of a scope use. Pure. */
import { type Pod, refOf, refText } from './kube-object.ts';
import { isInScope, type Plan } from './plan.ts';

export interface UsedImage {
  /** As the pods have it. */
  readonly image: string;
  /** `Pod shop/web-1` */
  readonly pods: readonly string[];
  /** Whether nodes have it without a registry: its pull policy is Never wherever it is used. */
  readonly isNeverPulled: boolean;
}

/** Each image once, those of init containers among them, in the order in which pods have them. */
export function usedImages(pods: readonly Pod[], plan: Plan): UsedImage[] {
  const used = new Map<string, { pods: Set<string>; isNeverPulled: boolean }>();
  for (const pod of pods) {
    if (!isInScope(plan, pod, 'Pod')) continue;
    const { initContainers = [], containers = [] } = pod.spec ?? {};
    for (const { image, imagePullPolicy } of [...initContainers, ...containers]) {
      if (image === undefined || image === '') continue;
      const known = used.get(image) ?? { pods: new Set(), isNeverPulled: true };
      known.pods.add(refText(refOf(pod, 'Pod')));
      used.set(image, { ...known, isNeverPulled: known.isNeverPulled && imagePullPolicy === 'Never' });
    }
  }
  return [...used].map(([image, { pods: users, isNeverPulled }]) => ({ image, pods: [...users], isNeverPulled }));
}
