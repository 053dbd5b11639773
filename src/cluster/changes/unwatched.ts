/** Which changed resources have no rows of their own yet. Pure. */
import { groupKind } from '../group-kind.ts';
import type { Plan } from '../plan.ts';
import { isCore, listed, workloadResource } from '../resource.ts';
import type { TouchedObject } from './touched.ts';

/** All but workloads and services that are watched, and Flux's objects where they are judged by themselves. */
export function unwatched(objects: readonly TouchedObject[], plan: Plan, isFluxJudged: boolean): TouchedObject[] {
  return objects.filter((object) => !isWatched(object, plan) && !(isFluxJudged && isFlux(object)));
}

function isFlux({ apiVersion }: TouchedObject): boolean {
  return /^[a-z]+\.toolkit\.fluxcd\.io\//.test(apiVersion);
}

function isWatched({ kind, apiVersion, namespace, name }: TouchedObject, plan: Plan): boolean {
  const resource = kind === 'Service' ? listed.services : workloadResource(kind);
  if (resource === undefined || namespace === undefined) return false;
  if (groupKind(kind, apiVersion) !== groupKind(resource.kind, resource.apiVersion)) return false;
  if (isCore(kind) && plan.namespaces.includes(namespace)) return true;
  return plan.named.some(
    (wanted) => wanted.resource.kind === kind && wanted.name === name && wanted.namespace === namespace,
  );
}
