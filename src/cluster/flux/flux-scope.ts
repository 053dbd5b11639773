/** Which Flux objects belong to a task: those that its scope names and those that apply something of it. Pure. */
import { type KubeObject, type ObjectRef, refOf } from '../kube-object.ts';
import { isNamed, type Plan } from '../plan.ts';
import { type FluxKind, fluxKindOf } from './flux-kinds.ts';
import { inventoryOf, specOf } from './flux-spec.ts';

/** An entry of `verify.flux`. */
export interface FluxName {
  /** As the scope has it. */
  readonly written: string;
  readonly kind: FluxKind | undefined;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** Reads `name`, `kind/name`, `namespace/name`, `namespace/kind/name` or `kind/namespace/name`; undefined for anything else. */
export function fluxNameOf(written: string): FluxName | undefined {
  const words = written.split('/').map((word) => word.trim());
  const name = words.pop() ?? '';
  if (name === '' || words.length > 2 || words.includes('')) return undefined;
  const place = words.findIndex((word) => fluxKindOf(word) !== undefined);
  const kind = place < 0 ? undefined : fluxKindOf(words.splice(place, 1)[0] ?? '');
  if (words.length > 1) return undefined;
  return { written, kind, namespace: words[0], name };
}

export function isFluxNamed(wanted: FluxName, ref: ObjectRef): boolean {
  const { kind, namespace, name } = wanted;
  if (name !== ref.name || (kind !== undefined && kind.kind !== ref.kind)) return false;
  return namespace === undefined || namespace === ref.namespace;
}

/** Whether the Kustomization applies something that the plan is about. */
export function appliesToScope(plan: Plan, kustomization: KubeObject): boolean {
  const { targetNamespace } = specOf(kustomization);
  if (targetNamespace !== undefined && plan.namespaces.includes(targetNamespace)) return true;
  return inventoryOf(kustomization).some((ref) => {
    if (plan.namespaces.includes(ref.kind === 'Namespace' ? ref.name : ref.namespace)) return true;
    return plan.named.some((wanted) => isNamed(plan, wanted, ref));
  });
}

/** A HelmRelease does not list what it applies: it counts where its namespace, or the one that it fills, is in the plan. */
export function isReleaseInScope({ namespaces }: Plan, release: KubeObject): boolean {
  return namespaces.includes(specOf(release).targetNamespace ?? refOf(release).namespace);
}
