/** Pushes that nothing proves, because what would prove them may not be read. Pure. */
import type { Findings } from '../findings.ts';
import type { PushProof } from './push-proof.ts';
import { type FluxReading, permissionsText } from './read-objects.ts';
import type { Selected } from './select.ts';

/** What shows a pushed commit: the source that fetched it, and what applied it. */
const proving = ['GitRepository', 'Kustomization'];

/** Blocks where no source shows a push, or nothing that applies it, and the list that may hold one is refused. */
export function barredProofs(
  proofs: readonly PushProof[],
  selected: readonly Selected[],
  { refused }: Pick<FluxReading, 'refused'>,
): Findings {
  const missing = proving.filter((kind) =>
    proofs.some((proof) => !selected.some((one) => one.proof === proof && one.object.kind === kind)),
  );
  const barred = refused.filter(({ resource }) => missing.includes(resource.kind));
  if (barred.length === 0) return { checks: [], failures: [], warnings: [] };
  return unprovenPush(permissionsText(barred).join(', '));
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
