/** One look at changed resources: each as the cluster has it, with its health. */
import { ApiError } from '../api-error.ts';
import type { ClusterConnection } from '../connection.ts';
import type { ServedKind } from '../discovery.ts';
import { troubled } from '../health/health.ts';
import { RelatedObjects } from '../health/related-objects.ts';
import { aroundOf } from '../health/rules.ts';
import { inParallel } from '../in-parallel.ts';
import type { Judgement } from '../judgement.ts';
import { type KubeObject, type Pod, refText } from '../kube-object.ts';
import type { Memory } from '../memory.ts';
import type { Patience } from '../request.ts';
import { objectPath } from '../resource.ts';
import { barredObject, type SkippedObject } from '../skipped-findings.ts';
import { RelatedReader } from './related-reader.ts';
import type { TouchedObject } from './touched.ts';

/** A resource that the cluster may have. */
export interface Wanted {
  readonly touched: TouchedObject;
  readonly kind: ServedKind;
  readonly namespace: string;
}

export interface LookRequest {
  readonly connection: Pick<ClusterConnection, 'get' | 'list'>;
  readonly addressRequired: boolean;
  readonly patience: Patience;
  /** Hosts of health URLs that have answered as they should; more may come between two looks. */
  readonly answeringHosts: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** Calls at once. */
const concurrency = 4;
const missing = troubled('NotFound', 'was changed by the commits of the task, and does not exist');

/** `Ingress shop/web`. */
export function nameOf({ touched, namespace }: Wanted): string {
  return refText({ ...touched, namespace });
}

/** Undefined: it is not there. */
type Read = { readonly wanted: Wanted; readonly object: KubeObject | undefined };

/**
 * In their order.
 * @param skipped takes those that may not be read
 * @throws ApiError when there is no answer; the signal's reason
 */
export async function lookAtThem(
  wanted: readonly Wanted[],
  request: LookRequest,
  memory: Memory,
  skipped: SkippedObject[],
): Promise<Judgement[]> {
  const { connection, addressRequired, answeringHosts, patience, signal } = request;
  const related = new RelatedReader(connection, signal);
  const read = (await inParallel(wanted, concurrency, (one) => readOne(one, request, related, skipped))).flat();
  const now = Date.now();
  const all = read.flatMap(({ object }) => object ?? []);
  memory.observe(
    all.filter(({ kind }) => kind === 'Pod').map((object) => object as Pod),
    now,
  );
  const around = aroundOf({
    now,
    grace: {
      pullMs: patience.pullGraceMs,
      schedulingMs: patience.schedulingGraceMs,
      metricsMs: patience.schedulingGraceMs,
      nodeMs: patience.schedulingGraceMs,
    },
    earlier: memory,
    objects: new RelatedObjects([...related.objects, ...all], { partial: true, whole: related.whole }),
    needsAddress: () => addressRequired,
    answeringHosts,
    holdsPush: undefined,
  });
  return read.map(({ wanted: { touched, namespace }, object }) => ({
    ref: { kind: touched.kind, namespace, name: touched.name },
    health: object === undefined ? missing : around.healthOf(object),
    inScope: true,
    evidence: object === undefined ? 'not found' : generationsOf(object),
    waitsFor: 'rollout',
  }));
}

async function readOne(
  one: Wanted,
  { connection, signal }: LookRequest,
  related: RelatedReader,
  skipped: SkippedObject[],
): Promise<Read[]> {
  const { kind, namespace, touched } = one;
  try {
    const path = objectPath(kind, kind.namespaced ? namespace : undefined, touched.name);
    const object = (await connection.get(path, signal)) as KubeObject;
    await related.read(object);
    return [{ wanted: one, object }];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.kind === 'notFound') return [{ wanted: one, object: undefined }];
    if (error.kind !== 'forbidden') throw error;
    const place = kind.namespaced ? ` in ${namespace}` : '';
    skipped.push(barredObject(nameOf(one), `get ${kind.plural}${place}`));
    return [];
  }
}

function generationsOf({ metadata, status }: KubeObject): string {
  const { observedGeneration } = (status ?? {}) as { readonly observedGeneration?: number };
  const observed = observedGeneration === undefined ? '' : `, observed ${observedGeneration}`;
  return `generation ${metadata?.generation ?? 'none'}${observed}`;
}
