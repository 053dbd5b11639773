/** Watches the cluster until everything in scope has come to rest or its time is up. */
import { ApiError } from './api-error.ts';
import type { ClusterConnection } from './connection.ts';
import type { Feed } from './feed.ts';
import { inOrderOfNeed, narrowFeeds, placesOf, readFeeds, unservedIn } from './feeds.ts';
import { Followers } from './followers.ts';
import { judge } from './judge.ts';
import { controllersToRead } from './judge-pod.ts';
import { type Circumstances, type Judgement, type TimedJudgement, waits } from './judgement.ts';
import { type KubeObject, refText } from './kube-object.ts';
import { type Look, lookAt, readObjects } from './look.ts';
import { Memory } from './memory.ts';
import { readPendingClaims } from './pending-claims.ts';
import { areaOf, needsCluster, type Plan } from './plan.ts';
import type { Patience } from './request.ts';
import { inTurns, nextTurn, type Steps } from './turns.ts';
import { type UsedImage, usedImages } from './used-images.ts';
import type { WatchPlaces } from './watch-places.ts';

export interface Watched {
  /** The last look's; empty when no look was possible. */
  readonly judgements: readonly TimedJudgement[];
  readonly forbidden: readonly string[];
  /** Why the API could not be read at the end; what was judged before is then out of date. */
  readonly lost: ApiError | undefined;
  /** Those of the pods in scope, as of the last look. */
  readonly images: readonly UsedImage[];
  /** Something of the scope was not at rest at the first look. */
  readonly hasWaited: boolean;
}

export interface WatchRequest {
  readonly connection: ClusterConnection;
  readonly plan: Plan;
  readonly patience: Patience;
  readonly addressRequired: boolean;
  /** Hosts of health URLs that have answered as they should; more may come between two looks. */
  readonly answeringHosts: ReadonlySet<string>;
  /** Why what is missing will not come; it is waited for when undefined. */
  readonly nothingComes: string | undefined;
  /** When the verification began: times are told, and limits kept, from then on. Milliseconds since the epoch. */
  readonly started: number;
  /** Aborted by the caller, or when the whole verification's time is up. */
  readonly signal: AbortSignal;
  /** The verification's own end: what is known then is the result. */
  readonly deadline: AbortSignal;
  readonly places: WatchPlaces;
  onWait(message: string): void;
  /** A warning on how it was watched. */
  onNote(message: string): void;
}

/**
 * The first look is at the whole cluster, so that problems outside the scope are seen too; then only what the plan
 * needs is watched. Where the whole cluster may not be read, the plan's namespaces are. Everything is judged again when
 * something changed, when an object's time is up, and from time to time, since some rules ask how long something lasts.
 * @throws AbortError when the caller aborts
 */
export async function watchWorkloads(request: WatchRequest): Promise<Watched> {
  const { plan, patience, started, signal, deadline } = request;
  const memory = new Memory();
  const followers = new Followers(signal, request.places, patience.pauseMs, request.onNote);
  const outside: TimedJudgement[] = [];
  let feeds: readonly Feed[] | undefined;
  let last: TimedJudgement[] = [];
  let pods: Look['pods'] = [];
  let forbidden: readonly string[] = [];
  let lost: ApiError | undefined;
  let seen = false;
  let follows = false;
  let pause = patience.pauseMs[0];
  try {
    for (;;) {
      try {
        feeds ??= await firstFeeds(request);
        const look = await lookAt(request.connection, plan, feeds, signal);
        const judgements = await judgeLook(request, look, memory, started);
        if (!seen) for (const text of unservedIn(feeds)) request.onNote(text);
        if (!seen) outside.push(...judgements.filter(({ inScope }) => !inScope));
        last = judgements.filter(({ inScope }) => inScope);
        pods = look.pods;
        forbidden = look.forbidden.map(({ permission }) => permission);
        // The API server may be restarting: what was seen stays until it answers again.
        lost = feeds.find((feed) => feed.lost !== undefined)?.lost;
        seen = true;
      } catch (error) {
        if (!isEnd(error, deadline)) {
          if (!(error instanceof ApiError)) throw error;
          lost = error;
        }
        if (!seen) feeds = undefined;
      }
      const waiting = last.filter((judgement) => waits(judgement) && !judgement.timedOut);
      if (deadline.aborted || (lost === undefined && waiting.length === 0)) break;
      if (lost !== undefined && (!lost.mayPass || Date.now() - started > patience.podsMs)) break;
      if (feeds !== undefined && seen && !follows) {
        follows = true;
        feeds = narrowed(feeds, plan);
        followers.add(inOrderOfNeed(feeds, plan, new Set(waiting.map(({ ref }) => ref.kind))));
      }
      request.onWait(waitText(waiting, last.length, lost));
      const left = waiting.map((judgement) => leftMs(judgement, memory, patience, started));
      const isChanged = await followers.wait(Math.max(1, Math.min(pause, ...left)));
      if (!deadline.aborted) signal.throwIfAborted();
      pause = isChanged ? patience.pauseMs[0] : Math.min(pause * 1.5, patience.pauseMs[1]);
    }
  } finally {
    await followers.close();
  }
  await nextTurn();
  lost ??= seen
    ? undefined
    : new ApiError('timeout', `${request.connection.server}: the lists were not complete in time`);
  return { judgements: [...last, ...outside], forbidden, lost, images: usedImages(pods, plan), hasWaited: follows };
}

/** The lists of the first look. */
async function firstFeeds({ connection, plan, signal }: WatchRequest): Promise<Feed[]> {
  const whole = await readFeeds(connection, placesOf(plan, undefined), signal);
  const area = needsCluster(plan) ? areaOf(plan) : undefined;
  if (area === undefined || whole.every(({ missingPermission }) => missingPermission === undefined)) return whole;
  return readFeeds(connection, placesOf(plan, area), signal);
}

function narrowed(feeds: readonly Feed[], plan: Plan): readonly Feed[] {
  const area = needsCluster(plan) ? areaOf(plan) : undefined;
  return area === undefined ? feeds : narrowFeeds(feeds, plan, area);
}

async function judgeLook(
  request: WatchRequest,
  look: Look,
  memory: Memory,
  started: number,
): Promise<TimedJudgement[]> {
  const { plan, patience, addressRequired, answeringHosts, nothingComes, signal } = request;
  memory.observe(look.pods, look.at);
  const related = await readPendingClaims(request.connection, look, signal);
  const base = { plan, memory, patience, addressRequired, answeringHosts, nothingComes, related };
  const controllers = await readControllers(request, look, base);
  const judgements = await inTurns(judge(look, { ...base, controllers }), signal);
  return inTurns(allTimed(judgements, memory, patience, started, look.at), signal);
}

function* allTimed(
  judgements: readonly Judgement[],
  ...known: readonly [memory: Memory, patience: Patience, started: number, now: number]
): Steps<TimedJudgement[]> {
  const all: TimedJudgement[] = [];
  for (const judgement of judgements) {
    all.push(timed(judgement, ...known));
    yield;
  }
  return all;
}

async function readControllers(
  { connection, signal }: WatchRequest,
  look: Look,
  base: Omit<Circumstances, 'controllers'>,
): Promise<Map<string, KubeObject | undefined>> {
  const refs = await inTurns(controllersToRead(look, { ...base, controllers: new Map() }), signal);
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

/** Until the object's own time is up; milliseconds. */
function leftMs({ ref, waitsFor }: Judgement, memory: Memory, patience: Patience, started: number): number {
  const now = Date.now();
  if (waitsFor === 'rollout') return started + patience.podsMs - now;
  return memory.waitingSince(ref, now) + patience.quickMs - now;
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
