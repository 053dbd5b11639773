/** Whether an object is on the cluster or, where that is asked, healthy by the rule of its kind. */
import type { ResourceProbe } from '../../backlog/until/probe.ts';
import { resourceText } from '../../backlog/until/probe.ts';
import { type Looked, lookAtThem } from '../../cluster/changes/resource-look.ts';
import type { ServedKind } from '../../cluster/discovery.ts';
import type { KubeObject } from '../../cluster/kube-object.ts';
import { Memory } from '../../cluster/memory.ts';
import type { Patience } from '../../cluster/request.ts';
import { objectPath } from '../../cluster/resource.ts';
import { isTrue, notYet, type ProbeAnswer } from './answer.ts';
import type { OpenCluster } from './cluster-door.ts';
import { getOrList } from './get-or-list.ts';

/** @throws ApiError when there is no answer; the signal's reason */
export async function probeResource(
  probe: ResourceProbe,
  { connection: whole, discovery }: OpenCluster,
  patience: Patience,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const connection = getOrList(whole);
  const kind = await discovery.find(probe.type);
  if (kind === undefined) return notYet(`the cluster serves no kind "${probe.type}"`);
  const misplaced = misplacedText(probe, kind);
  if (misplaced !== undefined) return notYet(misplaced);
  if (probe.ready) return probeReady(probe, kind, connection, patience, signal);
  const { metadata } = (await connection.get(objectPath(kind, probe.namespace, probe.name), signal)) as KubeObject;
  if (metadata?.deletionTimestamp !== undefined) return notYet(`${resourceText(probe)} is being deleted`);
  const since = metadata?.creationTimestamp === undefined ? '' : `, created ${String(metadata.creationTimestamp)}`;
  return isTrue(`${resourceText(probe)} exists${since}`);
}

function misplacedText({ type, namespace, name }: ResourceProbe, kind: ServedKind): string | undefined {
  if (kind.kind === 'Secret' && kind.apiVersion === 'v1')
    return `a Secret is asked for as secret: ${namespace}/${name}`;
  if (kind.namespaced && namespace === undefined) {
    return `${kind.kind} lies in a namespace: write resource: ${type} namespace/${name}`;
  }
  if (kind.namespaced || namespace === undefined) return undefined;
  return `${kind.kind} lies in no namespace: write resource: ${type} ${name}`;
}

async function probeReady(
  probe: ResourceProbe,
  kind: ServedKind,
  connection: ReturnType<typeof getOrList>,
  patience: Patience,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const touched = { apiVersion: kind.apiVersion, kind: kind.kind, namespace: probe.namespace, name: probe.name };
  const looked: Looked = { judged: new Map(), skipped: new Map(), lost: new Map() };
  const request = {
    ...{ connection, signal, deadline: signal, patience, nothingComes: undefined, answeringHosts: new Set<string>() },
    // Who waits for a LoadBalancer to be ready waits for its address.
    addressRequired: true,
  };
  await lookAtThem([{ touched, kind, namespace: probe.namespace ?? '' }], request, new Memory(), looked);
  const lost = looked.lost.get(touched);
  if (lost !== undefined) throw lost;
  const health = looked.judged.get(touched)?.health;
  const name = resourceText(probe);
  if (health === undefined) return notYet(looked.skipped.get(touched)?.why ?? `${name} could not be read`);
  if (health.reason === 'NotFound') return notYet(`${name} does not exist`);
  if (health.verdict === 'healthy') return isTrue(`${name} is ready (${health.message})`);
  return notYet(`${name} is not ready (${health.reason}: ${health.message})`);
}
