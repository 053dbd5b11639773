/**
 * The rule of GitRepository, OCIRepository, Bucket, HelmRepository and HelmChart. Source: the Flux documentation of
 * source.toolkit.fluxcd.io, v1 and v1beta1, v1beta2.
 */
import { type Health, healthy, progressing } from '../health.ts';
import { beforeFlux, beforeReady, type FluxObject, staticFluxHealth } from './flux.ts';
import { shortRevision } from './revision.ts';

export interface FluxSource extends FluxObject {
  readonly spec?: { readonly suspend?: boolean; readonly type?: string };
  readonly status?: FluxObject['status'] & { readonly artifact?: { readonly revision?: string } };
}

/** Ready=True with a stored artifact, whose revision is what others apply. */
export function sourceHealth(source: FluxSource): Health {
  const first = beforeFlux(source) ?? beforeReady(source);
  if (first !== undefined) return first;
  const revision = source.status?.artifact?.revision;
  if (!revision) return progressing('NoArtifact', 'is ready, and has stored no artifact');
  return healthy(`stored ${shortRevision(revision)}`);
}

/** A HelmRepository of type oci is static: no controller looks at it, and it has no status. */
export function helmRepositoryHealth(repository: FluxSource): Health {
  return repository.spec?.type === 'oci' ? staticFluxHealth(repository) : sourceHealth(repository);
}
