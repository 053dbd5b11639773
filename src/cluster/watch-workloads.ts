/** Looks at the cluster again and again until everything in scope has come to rest or its time is up. */
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from './api-error.ts';
import type { ClusterConnection } from './connection.ts';
import { judge } from './judge.ts';
import { controllersToRead } from './judge-pod.ts';
import { type Circumstances, type Judgement, type TimedJudgement, waits } from './judgement.ts';
import { type KubeObject, refText } from './kube-object.ts';
import { type Look, lookAt, readObjects } from './look.ts';
import { Memory } from './memory.ts';
import { areaOf, needsCluster, type Plan } from './plan.ts';
import type { Patience } from './request.ts';

export interface Watched {
  /** The last look's; empty when no look was possible. */
  readonly judgements: readonly TimedJudgement[];
  readonly forbidden: readonly string[];
  /** Why the API could not be read at the end; what was judged before is then out of date. */
  readonly lost: ApiError | undefined;
}

export interface WatchRequest {
  readonly connection: ClusterConnection;
  readonly plan: Plan;
  readonly patience: Patience;
  readonly addressRequired: boolean;
  /** Aborted by the caller, or when the whole verification's time is up. */
  readonly signal: AbortSignal;
  /** The verification's own end: what is known then is the result. */
  readonly deadline: AbortSignal;
  onWait(message: string): void;
}

/**
 * The first look is at the whole cluster, so that problems outside the scope are seen too; later ones only at what the
 * plan needs. Where the whole cluster may not be read, the plan's namespaces are.
 * @throws AbortError when the caller aborts
 */
export async function watchWorkloads(request: WatchRequest): Promise<Watched> {
  const { plan, patience, signal, deadline } = request;
  const started = Date.now();
  const memory = new Memory();
  const base = { plan, memory, patience, addressRequired: request.addressRequired };
  const outside: TimedJudgement[] = [];
  let last: TimedJudgement[] = [];
  let forbidden: readonly string[] = [];
  let lost: ApiError | undefined;
  let seen = false;
  let pause = patience.pauseMs[0];
  for (let looks = 0; ; looks++) {
    try {
      const look = await see(request, looks === 0);
      memory.observe(look.pods, look.at);
      const controllers = await readControllers(request, look, base);
      const judgements = judge(look, { ...base, controllers }).map((judgement) =>
        timed(judgement, memory, patience, started, look.at),
      );
      if (looks === 0) outside.push(...judgements.filter(({ inScope }) => !inScope));
      last = judgements.filter(({ inScope }) => inScope);
      forbidden = look.forbidden.map(({ permission }) => permission);
      lost = undefined;
      seen = true;
    } catch (error) {
      if (!isEnd(error, deadline)) {
        if (!(error instanceof ApiError)) throw error;
        // The API server may be restarting: what was seen stays until it answers again.
        lost = error;
        if (!error.isTransient) break;
      }
    }
    const waiting = last.filter((judgement) => waits(judgement) && !judgement.timedOut);
    if (deadline.aborted || (lost === undefined && waiting.length === 0)) break;
    if (lost !== undefined && Date.now() - started > patience.podsMs) break;
    request.onWait(waitText(waiting, last.length, lost));
    await delay(pause, undefined, { signal }).catch((error: unknown) => {
      if (!isEnd(error, deadline)) throw error;
    });
    pause = Math.min(pause * 1.5, patience.pauseMs[1]);
  }
  lost ??= seen
    ? undefined
    : new ApiError('timeout', `${request.connection.server}: the lists were not complete in time`);
  return { judgements: [...last, ...outside], forbidden, lost };
}

async function see({ connection, plan, signal }: WatchRequest, isFirst: boolean): Promise<Look> {
  const area = areaOf(plan);
  if (!isFirst || !needsCluster(plan)) return lookAt(connection, plan, needsCluster(plan) ? area : undefined, signal);
  const whole = await lookAt(connection, plan, undefined, signal);
  if (whole.forbidden.length === 0 || area === undefined) return whole;
  return lookAt(connection, plan, area, signal);
}

async function readControllers(
  { connection, signal }: WatchRequest,
  look: Look,
  base: Omit<Circumstances, 'controllers'>,
): Promise<Map<string, KubeObject | undefined>> {
  const refs = controllersToRead(look, { ...base, controllers: new Map() });
  return readObjects(connection, refs, signal);
}

/** How long an object has waited, and whether that was long enough. */
function timed(judgement: Judgement, memory: Memory, patience: Patience, started: number, now: number): TimedJudgement {
  const { ref, waitsFor } = judgement;
  if (!waits(judgement)) {
    memory.notWaiting(ref);
    return { ...judgement, durationMs: memory.settledAt(ref, now) - started, timedOut: false };
  }
  memory.unsettled(ref);
  if (waitsFor === 'rollout') memory.notWaiting(ref);
  const timedOut =
    waitsFor === 'rollout' ? now - started >= patience.podsMs : now - memory.waitingSince(ref, now) >= patience.quickMs;
  return { ...judgement, durationMs: now - started, timedOut };
}

/** The verification's own time is up: an end, not an error. */
function isEnd(error: unknown, deadline: AbortSignal): boolean {
  return deadline.aborted && (error === deadline.reason || (error instanceof Error && error.name === 'AbortError'));
}

function waitText(waiting: readonly TimedJudgement[], total: number, lost: ApiError | undefined): string {
  if (lost !== undefined) return `Waiting for the Kubernetes API: ${lost.message}`;
  const [first] = waiting;
  if (first === undefined) return 'Looking at the cluster';
  return `Waiting for ${waiting.length} of ${total}: ${refText(first.ref)}: ${first.health.message}`;
}
