/** Whether what is missing on the cluster can still come by Flux. Pure. */
import type { KubeObject } from '../kube-object.ts';
import type { FluxRequest } from '../request.ts';
import { sourceRefOf, specOf } from './flux-spec.ts';
import type { PushProof } from './push-proof.ts';
import type { FluxReading, ServedFlux } from './read-objects.ts';
import { isSameName } from './repository-address.ts';
import type { Selected } from './select.ts';

/** Why nothing comes, as half a sentence. */
export interface NothingComes {
  readonly why: string;
  /** all: nothing whatever. pushed: nothing of what was pushed; what other repositories deploy may well come. */
  readonly of: 'all' | 'pushed';
}

/**
 * Of a task that Flux alone deploys. Undefined where something can come, and where nobody can say: another deploys too, a list
 * is refused, a source may be the repository under another address, or artifacts hold what was pushed.
 * @param selected what follows the push, among others
 */
export function whyNothingComes(
  { isOnlyDeployer, proofs }: Pick<FluxRequest, 'isOnlyDeployer' | 'proofs'>,
  served: ServedFlux,
  { objects, forbidden, refused }: FluxReading,
  selected: readonly Selected[],
): NothingComes | undefined {
  if (!isOnlyDeployer || forbidden.length + refused.length > 0) return undefined;
  if (served.size === 0) return { why: 'the cluster serves no kind of Flux', of: 'all' };
  const deploying = objects.filter(({ kind }) => kind === 'Kustomization' || kind === 'HelmRelease');
  if (deploying.length === 0) return { why: 'the cluster has no Kustomization and no HelmRelease', of: 'all' };
  const isFollowed = selected.some(({ proof }) => proof !== undefined);
  if (proofs.length === 0 || isFollowed || deploying.some(takesArtifacts)) return undefined;
  if (objects.some((object) => mayBeSource(object, proofs))) return undefined;
  const branches = [...new Set(proofs.map(({ branch }) => branch))].join(', ');
  return { why: `no GitRepository of the cluster follows the branch ${branches} of the repository`, of: 'pushed' };
}

/** What a build pushes to a registry or a bucket names no repository. */
function takesArtifacts(object: KubeObject): boolean {
  return ['OCIRepository', 'Bucket', 'ExternalArtifact'].includes(sourceRefOf(object)?.kind ?? '');
}

/** A mirror, or another name of the host: the repository is called the same. */
function mayBeSource(object: KubeObject, proofs: readonly PushProof[]): boolean {
  if (object.kind !== 'GitRepository') return false;
  const { url = '', ref } = specOf(object);
  const isOther = (branch: string) => ref?.branch !== undefined && ref.branch !== branch && ref.name === undefined;
  return proofs.some(
    ({ remoteUrls, branch }) => !isOther(branch) && remoteUrls.some((remote) => isSameName(remote, url)),
  );
}
