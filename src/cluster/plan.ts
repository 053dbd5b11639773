/** What is checked, from the scope that a task states. Pure. */
import { controllersOf } from './health/pod-controllers.ts';
import type { KubeObject, ObjectRef } from './kube-object.ts';
import { refOf } from './kube-object.ts';
import type { VerificationScope } from './request.ts';
import { listed, type Resource, workloadResource } from './resource.ts';

/** An object that the scope names; without a namespace it may be in any of the scope's, or anywhere if it has none. */
export interface NamedObject {
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly name: string;
  /** As the scope has it. */
  readonly written: string;
  /** Whether it may be missing (Target.mayLack). */
  readonly mayLack: boolean;
}

export interface Plan {
  /** Everything in these belongs to the task. */
  readonly namespaces: readonly string[];
  /** These must exist, with the pods that they control. */
  readonly named: readonly NamedObject[];
  readonly urls: readonly string[];
  /** Entries that cannot be checked, with the reason. */
  readonly unusable: readonly { readonly written: string; readonly reason: string }[];
}

/**
 * Reads the entries of a scope. Namespaces and names add up: everything in the namespaces is checked, and each
 * workload and service must exist besides. A workload without a kind is a Deployment.
 */
export function planOf(scope: VerificationScope): Plan {
  const named: NamedObject[] = [];
  const unusable: { written: string; reason: string }[] = [];
  const add = (written: string, fallback: Resource, resolve: (word: string) => Resource | undefined) => {
    const parts = written.split('/').map((part) => part.trim());
    const name = parts.pop() ?? '';
    const isNamespaced = parts.length === 1 && fallback === listed.services && resolve(parts[0] ?? '') === undefined;
    const word = isNamespaced ? undefined : parts.pop();
    const namespace = parts.pop();
    const resource = word === undefined ? fallback : resolve(word);
    if (name === '' || namespace === '' || parts.length > 0) {
      unusable.push({ written, reason: 'it is not of the form kind/name or namespace/kind/name' });
    } else if (resource === undefined) {
      unusable.push({ written, reason: `health of the kind "${word}" is not judged` });
    } else named.push({ resource, namespace, name, written, mayLack: scope.mayLack === true });
  };
  for (const written of scope.workloads) add(written, listed.deployments, workloadResource);
  const isService = (word: string) => (/^(services?|svc)$/i.test(word) ? listed.services : undefined);
  for (const written of scope.services) add(written, listed.services, isService);
  return { namespaces: [...new Set(scope.namespaces)], named, urls: [...new Set(scope.urls)], unusable };
}

/** Whether the plan needs a cluster at all. */
export function needsCluster(plan: Plan): boolean {
  return plan.namespaces.length > 0 || plan.named.length > 0;
}

/** Namespaces that hold all of the plan; undefined when only the whole cluster does. */
export function areaOf(plan: Plan): readonly string[] | undefined {
  const fromNames = plan.named.map(({ namespace }) => namespace);
  const isOpen = plan.namespaces.length === 0 && fromNames.includes(undefined);
  if (isOpen) return undefined;
  return [...new Set([...plan.namespaces, ...fromNames.filter((namespace) => namespace !== undefined)])];
}

/** Whether this is the object that the scope names. */
export function isNamed(plan: Plan, wanted: NamedObject, ref: ObjectRef): boolean {
  if (wanted.resource.kind !== ref.kind || wanted.name !== ref.name) return false;
  if (wanted.namespace !== undefined) return wanted.namespace === ref.namespace;
  return plan.namespaces.length === 0 || plan.namespaces.includes(ref.namespace);
}

/** Whether the object belongs to the task: by its namespace, by name, or, for a pod, by the workload that controls it. */
export function isInScope(plan: Plan, object: KubeObject, kind: string): boolean {
  const ref = refOf(object, kind);
  if (plan.namespaces.includes(ref.namespace)) return true;
  if (plan.named.length === 0) return false;
  const refs = [ref, ...(kind === 'Pod' ? controllersOf(object) : [])];
  return plan.named.some((wanted) => refs.some((candidate) => isNamed(plan, wanted, candidate)));
}
