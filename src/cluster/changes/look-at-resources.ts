/** The changed resources as the cluster has them, looked at again until each is at rest or its time is up. */
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from '../api-error.ts';
import type { Discovery } from '../discovery.ts';
import { inParallel } from '../in-parallel.ts';
import { type Judgement, type TimedJudgement, waits } from '../judgement.ts';
import { refText } from '../kube-object.ts';
import { Memory } from '../memory.ts';
import type { Patience } from '../request.ts';
import type { SkippedObject } from '../skipped-findings.ts';
import { type LookRequest, lookAtThem, nameOf, type Wanted } from './resource-look.ts';
import type { TouchedObject } from './touched.ts';

export interface ResourcesRequest extends LookRequest {
  readonly discovery: Discovery;
  readonly objects: readonly TouchedObject[];
  /** Whether the cluster can have them; what it cannot have is not waited for. */
  readonly isPushed: boolean;
  /** Of objects that name none: the context's. */
  readonly namespace: string;
  /** The verification's own end. */
  readonly deadline: AbortSignal;
}

export interface ResourcesSeen {
  readonly judgements: readonly TimedJudgement[];
  readonly skipped: readonly SkippedObject[];
}

/** Calls at once. */
const concurrency = 4;

/** What is forbidden, of a kind that the cluster does not serve, or secret is skipped. @throws ApiError; the signal's reason */
export async function lookAtResources(request: ResourcesRequest): Promise<ResourcesSeen> {
  const { patience, signal, deadline } = request;
  const start = Date.now();
  const skipped: SkippedObject[] = [];
  const memory = new Memory();
  const wanted = await wantedOf(request, skipped);
  let open = wanted;
  const judged = new Map<string, TimedJudgement>();
  let pause = patience.pauseMs[0];
  for (;;) {
    try {
      const seen = await lookAtThem(open, request, memory, skipped);
      for (const one of seen) judged.set(refText(one.ref), timed(one, start, patience));
      open = open.filter((one) => {
        const judgement = judged.get(nameOf(one));
        return request.isPushed && judgement !== undefined && waits(judgement) && !judgement.timedOut;
      });
    } catch (error) {
      if (deadline.aborted) break;
      if (!(error instanceof ApiError && error.isTransient) || Date.now() - start > patience.podsMs) throw error;
    }
    if (open.length === 0 || deadline.aborted) break;
    await delay(pause, undefined, { signal }).catch(() => {
      if (!deadline.aborted) signal.throwIfAborted();
    });
    pause = Math.min(pause * 1.5, patience.pauseMs[1]);
  }
  for (const wanted of open) {
    if (!judged.has(nameOf(wanted)))
      skipped.push({ object: nameOf(wanted), why: 'the time of the verification was up' });
  }
  return { judgements: [...judged.values()], skipped };
}

async function wantedOf(request: ResourcesRequest, skipped: SkippedObject[]): Promise<Wanted[]> {
  const { objects, discovery, namespace: ofContext } = request;
  const found = await inParallel(objects, concurrency, async (touched): Promise<Wanted[]> => {
    const { apiVersion, kind, namespace } = touched;
    const skip = (why: string) => {
      skipped.push({ object: refText({ ...touched, namespace: namespace ?? '' }), why });
      return [];
    };
    if (kind === 'Secret' && apiVersion === 'v1') return skip('Secrets are not read');
    const served = (await discovery.kindsOf(apiVersion))?.find((one) => one.kind === kind);
    if (served === undefined) return skip(`the cluster does not serve the kind ${kind} (${apiVersion})`);
    return [{ touched, kind: served, namespace: served.namespaced ? (namespace ?? ofContext) : '' }];
  });
  return found.flat();
}

function timed(judged: Judgement, start: number, { podsMs }: Patience): TimedJudgement {
  const durationMs = Date.now() - start;
  return { ...judged, durationMs, timedOut: waits(judged) && durationMs >= podsMs };
}
