/** The rule of PersistentVolumeClaim. Sources: core/v1 and storage.k8s.io/v1 API references. */
import { isTrue, type KubeEvent, type KubeObject } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { eventText, lastWarnings } from './events.ts';
import { failed, type Health, healthy, progressing, troubled } from './health.ts';

export interface VolumeClaim extends KubeObject {
  readonly spec?: { readonly storageClassName?: string; readonly volumeName?: string };
  readonly status?: { readonly phase?: string };
}

export interface StorageClass extends KubeObject {
  readonly volumeBindingMode?: string;
}

/** What is known of a claim beside the claim. */
export interface ClaimCircumstances {
  /** The class that it names, or the default one. */
  readonly storageClass: StorageClass | undefined;
  /** All classes are known, and the one that it names is not among them. */
  readonly isClassMissing: boolean;
  readonly events: readonly KubeEvent[];
}

/** Set once a pod that uses the claim has its node: from then on a volume is made. */
const selectedNode = 'volume.kubernetes.io/selected-node';

/**
 * Bound passes and Lost fails. Pending is a note where the class waits for the first pod that uses the claim and none
 * does: nothing is wrong, and the pod that needs it is judged itself.
 */
export function volumeClaimHealth(
  claim: VolumeClaim,
  { storageClass, isClassMissing, events }: ClaimCircumstances,
): Health {
  const first = beforeKind(claim, false);
  if (first !== undefined) return first;
  const phase = claim.status?.phase ?? 'Pending';
  if (phase === 'Bound') {
    const grows = ['Resizing', 'FileSystemResizePending'].some((type) => isTrue(claim, type));
    return healthy(`bound to ${claim.spec?.volumeName ?? 'a volume'}`, grows ? ['it is being resized'] : []);
  }
  if (phase === 'Lost') return failed('ClaimLost', `its volume ${claim.spec?.volumeName ?? ''} is gone`);
  const isChosen = claim.metadata?.annotations?.[selectedNode] !== undefined;
  const waits =
    storageClass?.volumeBindingMode === 'WaitForFirstConsumer' ||
    events.some(({ reason }) => reason === 'WaitForFirstConsumer' || reason === 'WaitForPodScheduled');
  if (waits && !isChosen) {
    return healthy('Pending', ['it waits for the first pod that uses it (WaitForFirstConsumer)']);
  }
  const [refusal] = lastWarnings(events, 1);
  if (refusal !== undefined) return troubled(refusal.reason || 'ProvisioningFailed', `${phase}: ${eventText(refusal)}`);
  if (isClassMissing) {
    return progressing('ClaimPending', `${phase}: its storage class ${claim.spec?.storageClassName} does not exist`);
  }
  return progressing(
    'ClaimPending',
    `${phase}: waits for a volume of class ${claim.spec?.storageClassName ?? 'default'}`,
  );
}
