/** The changed resources as the cluster has them, looked at again until each is at rest or its time is up. */
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from '../api-error.ts';
import { Discovery } from '../discovery.ts';
import { failed, progressing } from '../health/health.ts';
import { inParallel } from '../in-parallel.ts';
import { type Judgement, type TimedJudgement, waits } from '../judgement.ts';
import { type ObjectRef, refText } from '../kube-object.ts';
import { Memory } from '../memory.ts';
import type { Patience } from '../request.ts';
import { barredObject, type SkippedObject } from '../skipped-findings.ts';
import { type Looked, type LookRequest, lookAtThem, type Wanted } from './resource-look.ts';
import type { TouchedObject } from './touched.ts';

export interface ResourcesRequest extends LookRequest {
  readonly objects: readonly TouchedObject[];
  /** Whether the cluster can have them; what it cannot have is not waited for. */
  readonly isPushed: boolean;
  /** Of objects that name none: the context's. */
  readonly namespace: string;
}

export interface ResourcesSeen {
  readonly judgements: readonly TimedJudgement[];
  readonly skipped: readonly SkippedObject[];
}

/** Calls at once. */
const concurrency = 4;

/**
 * What is forbidden or secret is skipped, and so is what was not pushed and is of a kind that the cluster does not serve.
 * What was pushed and got no answer is unread, each by itself. @throws the signal's reason
 */
export async function lookAtResources(request: ResourcesRequest): Promise<ResourcesSeen> {
  const { objects, patience, signal, deadline, isPushed } = request;
  const start = Date.now();
  const memory = new Memory();
  const looked: Looked = { judged: new Map(), skipped: new Map(), lost: new Map() };
  const judged = new Map<TouchedObject, TimedJudgement>();
  let open = objects;
  let pause = patience.pauseMs[0];
  for (;;) {
    looked.lost.clear();
    looked.judged.clear();
    await lookAtThem(await wantedOf(open, request, looked), request, memory, looked);
    for (const [touched, judgement] of looked.judged) judged.set(touched, timed(judgement, start, patience));
    const isUp = Date.now() - start >= patience.podsMs;
    open = open.filter((touched) => {
      const error = looked.lost.get(touched);
      if (error !== undefined) return error.isTransient && !isUp;
      const judgement = judged.get(touched);
      if (judgement === undefined) return !looked.skipped.has(touched);
      return isPushed && waits(judgement) && !judgement.timedOut;
    });
    if (open.length === 0 || deadline.aborted) break;
    await delay(pause, undefined, { signal }).catch(() => {
      if (!deadline.aborted) signal.throwIfAborted();
    });
    pause = Math.min(pause * 1.5, patience.pauseMs[1]);
    if (deadline.aborted) break;
  }
  const unread = objects.filter((one) => looked.lost.has(one) || !(judged.has(one) || looked.skipped.has(one)));
  for (const touched of unread) {
    const why = looked.lost.get(touched)?.message ?? 'the time of the verification was up';
    const object = refText({ ...touched, namespace: touched.namespace ?? '' });
    looked.skipped.set(touched, { object, why, ...(isPushed ? { isUnread: true } : {}) });
    judged.delete(touched);
  }
  return { judgements: [...judged.values()], skipped: [...looked.skipped.values()] };
}

/** The kinds are asked for anew each time: one that is not served may come with the same push. */
async function wantedOf(
  objects: readonly TouchedObject[],
  { connection, signal, deadline, namespace: ofContext, isPushed, nothingComes }: ResourcesRequest,
  { judged, skipped, lost }: Looked,
): Promise<Wanted[]> {
  const discovery = new Discovery(connection, signal);
  const found = await inParallel(objects, concurrency, async (touched): Promise<Wanted[]> => {
    const { apiVersion, kind, namespace } = touched;
    const ref = { ...touched, namespace: namespace ?? '' };
    const skip = (why: string) => skipped.set(touched, { object: refText(ref), why });
    try {
      if (kind === 'Secret' && apiVersion === 'v1') skip('Secrets are not read');
      else {
        const served = (await discovery.kindsOf(apiVersion))?.find((one) => one.kind === kind);
        if (served !== undefined) {
          return [{ touched, kind: served, namespace: served.namespaced ? (namespace ?? ofContext) : '' }];
        }
        const why = `the cluster does not serve the kind ${kind} (${apiVersion})`;
        if (isPushed) judged.set(touched, unserved(ref, why, nothingComes !== undefined));
        else skip(why);
      }
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'forbidden') {
        skipped.set(touched, barredObject(refText(ref), `read which kinds ${apiVersion} has`));
      } else if (error instanceof ApiError) lost.set(touched, error);
      else if (!deadline.aborted) throw error;
    }
    return [];
  });
  return found.flat();
}

/** It can never exist there, unless its definition is still to come. */
function unserved({ kind, namespace, name }: ObjectRef, why: string, isFinal: boolean): Judgement {
  const health = (isFinal ? failed : progressing)('KindNotServed', `cannot exist: ${why}`);
  return { ref: { kind, namespace, name }, health, inScope: true, evidence: why, waitsFor: 'rollout' };
}

function timed(judged: Judgement, start: number, { podsMs }: Patience): TimedJudgement {
  const durationMs = Date.now() - start;
  return { ...judged, durationMs, timedOut: waits(judged) && durationMs >= podsMs };
}
