/** Pushes that nothing proves, because what would prove them may not be read. Pure. */
import type { Findings } from '../findings.ts';
import { refText } from '../kube-object.ts';
import { helmReleaseKind } from './flux-kinds.ts';
import { inventoryOf, specOf } from './flux-spec.ts';
import type { PushProof } from './push-proof.ts';
import { type FluxReading, permissionsText } from './read-objects.ts';
import type { Selected } from './select.ts';

/** What shows a pushed commit: the source that fetched it, and what applied it. */
const proving = ['GitRepository', 'Kustomization'];

/**
 * Blocks where no source shows a push, or nothing that applies it, and the list that may hold one is refused; and where a
 * HelmRelease that a pushed Kustomization applies is in a namespace whose list is.
 */
export function barredProofs(
  proofs: readonly PushProof[],
  selected: readonly Selected[],
  { refused }: Pick<FluxReading, 'refused'>,
): Findings {
  const missing = proving.filter((kind) =>
    proofs.some((proof) => !selected.some((one) => one.proof === proof && one.object.kind === kind)),
  );
  const barred = [
    ...refused.filter(({ resource }) => missing.includes(resource.kind)),
    ...unreadReleases(selected, refused),
  ];
  if (barred.length === 0) return { checks: [], failures: [], warnings: [] };
  return unprovenPush(permissionsText(barred).join(', '));
}

/** The namespaces of HelmReleases that were applied with a push and are not among what was read. What is applied to another cluster is not here. */
function unreadReleases(selected: readonly Selected[], refused: FluxReading['refused']): FluxReading['refused'] {
  const { kind } = helmReleaseKind;
  const list = refused.find(({ resource }) => resource.kind === kind);
  if (list === undefined) return [];
  const read = new Set(selected.map(({ ref }) => refText(ref)));
  const applied = selected.flatMap(({ object, proof, isBystander }) => {
    const isHere = object.kind === 'Kustomization' && specOf(object).kubeConfig === undefined;
    return isHere && proof !== undefined && !isBystander ? inventoryOf(object) : [];
  });
  const unread = applied.filter((ref) => ref.kind === kind && !read.has(refText(ref)));
  return [...new Set(unread.map(({ namespace }) => namespace))].map((namespace) => ({ ...list, namespace }));
}

/** Whether what was pushed has arrived is not known for want of a permission. @param permission as permissionsText writes it */
export function unprovenPush(permission: string): Findings {
  const unknown = 'whether the pushed commit has arrived is not known';
  return {
    checks: [],
    failures: [
      {
        check: 'Permission',
        object: 'Flux objects',
        reason: 'Forbidden',
        message: `The user of the kubeconfig may not ${permission}, so ${unknown}.`,
        cause: `No role of the user allows it to ${permission}, so ${unknown}.`,
        remedy: `Allow the user to ${permission}, then verify again.`,
        scope: 'external',
      },
    ],
    warnings: [],
    isUnread: true,
  };
}
