/** What claims that wait for a volume are judged by. */
import { RelatedReader } from './changes/related-reader.ts';
import type { ClusterConnection } from './connection.ts';
import { type KubeObject, refOf } from './kube-object.ts';
import type { Look } from './look.ts';

/**
 * Storage classes and events of the claims of a look that are not bound. What may not be read is not known to the rules.
 * @throws ApiError when there is no answer; the signal's reason
 */
export async function readPendingClaims(
  connection: Pick<ClusterConnection, 'list'>,
  look: Look,
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  const related = new RelatedReader(connection, signal);
  for (const object of look.others) if (isPending(object)) await related.read(object);
  return related.objects;
}

function isPending(object: KubeObject): boolean {
  const { phase = 'Pending' } = (object.status ?? {}) as { readonly phase?: string };
  return refOf(object).kind === 'PersistentVolumeClaim' && phase === 'Pending';
}
