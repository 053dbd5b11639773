/** One look at changed resources: each as the cluster has it, with its health. */
import { ApiError } from '../api-error.ts';
import type { ClusterConnection } from '../connection.ts';
import type { ServedKind } from '../discovery.ts';
import { RelatedObjects } from '../health/related-objects.ts';
import { aroundOf } from '../health/rules.ts';
import { inParallel } from '../in-parallel.ts';
import type { Judgement } from '../judgement.ts';
import { knownLook } from '../known-look.ts';
import { type KubeObject, type Pod, refText } from '../kube-object.ts';
import type { Memory } from '../memory.ts';
import { missingHealth } from '../missing-health.ts';
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
  /** Why what is missing will not come; it is waited for when undefined. */
  readonly nothingComes: string | undefined;
  readonly signal: AbortSignal;
  /** The verification's own end: a call that it cuts off has no answer, and is no error. */
  readonly deadline: AbortSignal;
}

/** What looks have come to, by object; the last look's counts. */
export interface Looked {
  readonly judged: Map<TouchedObject, Judgement>;
  /** Those that may not be read. */
  readonly skipped: Map<TouchedObject, SkippedObject>;
  /** Those that there was no answer about. */
  readonly lost: Map<TouchedObject, ApiError>;
}

/** Calls at once. */
const concurrency = 4;
const missing = 'was changed by the commits of the task, and does not exist';

/** `Ingress shop/web`. */
export function nameOf({ touched, namespace }: Wanted): string {
  return refText({ ...touched, namespace });
}

/** Undefined: it is not there. */
type Read = { readonly wanted: Wanted; readonly object: KubeObject | undefined };

/**
 * One that gets no answer keeps none of the others from theirs.
 * @param looked takes what is seen
 * @throws the signal's reason
 */
export async function lookAtThem(
  wanted: readonly Wanted[],
  request: LookRequest,
  memory: Memory,
  looked: Looked,
): Promise<void> {
  const { connection, addressRequired, answeringHosts, nothingComes, patience, signal } = request;
  const related = new RelatedReader(connection, signal);
  const read = (await inParallel(wanted, concurrency, (one) => readOne(one, request, related, looked))).flat();
  const now = Date.now();
  const all = read.flatMap(({ object }) => object ?? []);
  memory.observe(
    all.filter(({ kind }) => kind === 'Pod').map((object) => object as Pod),
    now,
  );
  const objects = new RelatedObjects([...related.objects, ...all], { partial: true, whole: related.whole });
  const seen = { now, earlier: memory, objects, needsAddress: () => addressRequired, answeringHosts };
  const around = aroundOf(knownLook(seen, patience));
  for (const { wanted, object } of read) {
    const { touched, namespace } = wanted;
    looked.judged.set(touched, {
      ref: { kind: touched.kind, namespace, name: touched.name },
      health: object === undefined ? missingHealth(missing, nothingComes) : around.healthOf(object),
      inScope: true,
      evidence: object === undefined ? 'not found' : generationsOf(object),
      waitsFor: 'rollout',
    });
  }
}

async function readOne(
  one: Wanted,
  { connection, signal, deadline }: LookRequest,
  related: RelatedReader,
  { skipped, lost }: Looked,
): Promise<Read[]> {
  const { kind, namespace, touched } = one;
  try {
    const path = objectPath(kind, kind.namespaced ? namespace : undefined, touched.name);
    const object = (await connection.get(path, signal)) as KubeObject;
    await related.read(object);
    return [{ wanted: one, object }];
  } catch (error) {
    if (!(error instanceof ApiError)) {
      if (deadline.aborted) return [];
      throw error;
    }
    if (error.kind === 'notFound') return [{ wanted: one, object: undefined }];
    if (error.kind !== 'forbidden') {
      lost.set(touched, error);
      return [];
    }
    const place = kind.namespaced ? ` in ${namespace}` : '';
    skipped.set(touched, barredObject(nameOf(one), `get ${kind.plural}${place}`));
    return [];
  }
}

function generationsOf({ metadata, status }: KubeObject): string {
  const { observedGeneration } = (status ?? {}) as { readonly observedGeneration?: number };
  const observed = observedGeneration === undefined ? '' : `, observed ${observedGeneration}`;
  return `generation ${metadata?.generation ?? 'none'}${observed}`;
}
