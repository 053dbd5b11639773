/** What the scope of a task needs to read, and what is said where that is forbidden. Pure. */
import type { Plan } from './plan.ts';
import { listed, type Resource } from './resource.ts';
import type { Failure } from './verification.ts';

/** To list a kind in one namespace or, without one, in all. */
export interface Permission {
  readonly resource: Resource;
  readonly namespace: string | undefined;
}

/** Verb, resource and namespace: `list pods in shop`. */
export function permissionText({ resource, namespace }: Permission): string {
  return `list ${resource.plural} ${namespace === undefined ? 'in all namespaces' : `in ${namespace}`}`;
}

/** What objects that are named are judged by, where it is not their pods. */
const judgedBy: Readonly<Record<string, readonly Resource[]>> = {
  Service: [listed.slices],
  CronJob: [listed.jobs],
  PersistentVolumeClaim: [],
  Ingress: [listed.services, listed.slices],
};

/**
 * The forbidden permissions without which the scope cannot be judged. A namespace needs every kind that is listed, a
 * service its endpoints, a workload its pods, an ingress its services, a CronJob its Jobs. All other permissions serve only to see problems outside the scope, or
 * to explain one inside.
 * @param forbidden as permissionText writes them
 */
export function neededOf(plan: Plan, forbidden: readonly string[]): Permission[] {
  const needed = new Map<string, Permission>();
  const need = (resource: Resource, namespace: string | undefined) => {
    // An object without a namespace is looked for everywhere, and then the others are too.
    for (const place of [namespace, undefined]) {
      const permission = { resource, namespace: place };
      needed.set(permissionText(permission), permission);
    }
  };
  for (const namespace of plan.namespaces) {
    for (const resource of Object.values(listed)) need(resource, namespace);
  }
  for (const { resource, namespace, mayLack } of plan.named) {
    if (mayLack) continue;
    const open = plan.namespaces.length === 0 ? [undefined] : plan.namespaces;
    for (const place of namespace === undefined ? open : [namespace]) {
      need(resource, place);
      for (const other of judgedBy[resource.kind] ?? [listed.pods]) need(other, place);
    }
  }
  return [...new Set(forbidden)].flatMap((text) => needed.get(text) ?? []);
}

/** The failure of a permission that the scope needs: nobody can say whether what it names is healthy. */
export function permissionFailure(permission: Permission): Failure {
  const { resource, namespace } = permission;
  const text = permissionText(permission);
  const [group] = resource.apiVersion.includes('/') ? resource.apiVersion.split('/') : [];
  const type = group === undefined ? resource.plural : `${resource.plural}.${group}`;
  const isWide = namespace === undefined;
  const role = isWide ? 'a ClusterRole and a ClusterRoleBinding' : `a Role and a RoleBinding in namespace ${namespace}`;
  const narrower = isWide ? ', or name the namespace in the scope (`verify:` in the front matter)' : '';
  const question = `kubectl auth can-i list ${type} ${isWide ? '--all-namespaces' : `-n ${namespace}`}`;
  return {
    check: 'Permission',
    object: text,
    reason: 'Forbidden',
    message: `The user of the kubeconfig may not ${text}, and the scope of the task needs it.`,
    cause: 'No role of the user allows it.',
    remedy: `Allow the user to ${text} (${role})${narrower}. \`${question}\` tells whether it may.`,
    scope: 'external',
  };
}
