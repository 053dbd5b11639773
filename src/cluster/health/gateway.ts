/** The rules of the Gateway API. Source: gateway.networking.k8s.io/v1 API reference, conditions of Gateways and routes. */
import type { Condition, KubeObject } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { type Health, healthy, progressing, troubled } from './health.ts';

export interface Route extends KubeObject {
  readonly spec?: { readonly parentRefs?: readonly object[] };
  readonly status?: {
    readonly parents?: readonly {
      readonly parentRef?: { readonly name?: string };
      readonly conditions?: readonly Condition[];
    }[];
  };
}

/** Accepted and, for a Gateway, programmed. These conditions stand in the place of Ready, and speak each of its own generation. */
export function gatewayHealth(gateway: KubeObject): Health {
  const { conditions = [] } = (gateway.status ?? {}) as { readonly conditions?: readonly Condition[] };
  const types = gateway.kind === 'Gateway' ? ['Accepted', 'Programmed'] : ['Accepted'];
  return beforeKind(gateway, false) ?? lacking(gateway, types, conditions, '') ?? healthy(types.join(', '));
}

/** Accepted by each parent that it names, with all that it refers to. */
export function routeHealth(route: Route): Health {
  const first = beforeKind(route, false);
  if (first !== undefined) return first;
  const parents = route.status?.parents ?? [];
  if (parents.length === 0 || parents.length < (route.spec?.parentRefs ?? []).length) {
    return progressing('NotAccepted', 'not every gateway that it names has told whether it takes it');
  }
  for (const { parentRef, conditions = [] } of parents) {
    const found = lacking(route, ['Accepted', 'ResolvedRefs'], conditions, `${parentRef?.name ?? 'a parent'}: `);
    if (found !== undefined) return found;
  }
  return healthy(`accepted by ${parents.map(({ parentRef }) => parentRef?.name ?? 'a parent').join(', ')}`);
}

/** The first condition that does not hold in this generation. */
function lacking(
  { metadata }: KubeObject,
  types: readonly string[],
  conditions: readonly Condition[],
  of: string,
): Health | undefined {
  const generation = metadata?.generation ?? 0;
  for (const type of types) {
    const condition = conditions.find((one) => one.type === type);
    if (condition === undefined) return progressing(`Not${type}`, `${of}${type} is not told yet`);
    if ((condition.observedGeneration ?? generation) < generation) {
      const seen = `generation ${condition.observedGeneration}`;
      return progressing('NotObserved', `${of}generation ${generation} is wanted, ${type} is of ${seen}`);
    }
    const { status, reason, message } = condition;
    if (status === 'True') continue;
    // Controllers begin with Unknown and Pending.
    const tell = status === 'False' && reason !== 'Pending' ? troubled : progressing;
    return tell(reason || `Not${type}`, `${of}${message || `${type} is ${status}`}`);
  }
  return undefined;
}
