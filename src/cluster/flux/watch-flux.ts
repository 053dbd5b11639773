/** Watches the Flux objects of a task until they have come to rest or their time is up. */
import { ApiError } from '../api-error.ts';
import type { ClusterConnection } from '../connection.ts';
import { inOrderOfNeed } from '../feeds.ts';
import { Followers } from '../followers.ts';
import { inParallel } from '../in-parallel.ts';
import { type KubeEvent, type KubeObject, refText } from '../kube-object.ts';
import type { Plan } from '../plan.ts';
import type { FluxRequest, Patience } from '../request.ts';
import { listPath } from '../resource.ts';
import type { WatchPlaces } from '../watch-places.ts';
import type { FluxName } from './flux-scope.ts';
import { type FluxJudgement, isWaiting, judgeFlux } from './judge-flux.ts';
import { followedBy, Revisions } from './push-proof.ts';
import { type FluxFeeds, type FluxReading, readingOf, type ServedFlux } from './read-objects.ts';
import { Reconciler } from './reconcile.ts';
import { withReleasesOfNow } from './releases-now.ts';
import { rootsOf } from './roots.ts';
import { type Selection, selectFlux } from './select.ts';

export interface FluxWatch {
  readonly connection: ClusterConnection;
  readonly request: FluxRequest;
  readonly plan: Plan;
  readonly named: readonly FluxName[];
  readonly served: ServedFlux;
  readonly patience: Patience;
  readonly signal: AbortSignal;
  /** The verification's own end: what is known then is the result. */
  readonly deadline: AbortSignal;
  readonly places: WatchPlaces;
  onWait(message: string): void;
  /** A warning on how it was watched. */
  onNote(message: string): void;
}

export interface FluxSeen {
  /** The last look's. */
  readonly judgements: readonly FluxJudgement[];
  readonly selection: Selection;
  readonly durationMs: number;
  /** What was done and what could not be. */
  readonly notes: readonly string[];
  /** Why the API could not be read at the end. */
  readonly lost: ApiError | undefined;
}

const events = { kind: 'Event', apiVersion: 'v1', plural: 'events' };
const listsAtOnce = 4;

/** Namespaces where Flux objects of the plan may be, for a user who may not list them everywhere. */
export function fluxNamespaces(plan: Plan, named: readonly FluxName[]): string[] {
  return [...new Set([...plan.namespaces, ...named.flatMap(({ namespace }) => namespace ?? []), 'flux-system'])];
}

/** What of the reading belongs to the task. */
export async function selectFrom(
  { request, plan, named }: Pick<FluxWatch, 'request' | 'plan' | 'named'>,
  { objects, refused }: FluxReading,
  revisions: Revisions,
): Promise<Selection> {
  await revisions.learn(request.proofs, objects);
  const isWhole = !refused.some(({ resource }) => resource.kind === 'GitRepository');
  const followed = followedBy(request.proofs, objects, revisions, isWhole);
  return selectFlux(objects, { plan, named, isDue: request.isDue, followed });
}

/**
 * Asks the controllers to reconcile where that is wished, and waits until everything is as it should be, or nothing that
 * fails can mend itself. All is judged again when something changed, and from time to time, since a commit may be fetched.
 * @param lists as they were read first
 * @throws AbortError when the caller aborts
 */
export async function watchFlux(watch: FluxWatch, lists: FluxFeeds): Promise<FluxSeen> {
  const { patience, signal, deadline } = watch;
  const reconciles = watch.request.reconcile || watch.request.reset;
  const started = Date.now();
  const revisions = new Revisions();
  const reconciler = new Reconciler(watch.connection, watch.served, watch.request.reset);
  const feeds = lists.feeds.map(({ feed }) => feed);
  const { proofs } = watch.request;
  const releases = { ...watch, proofs, namespaces: fluxNamespaces(watch.plan, watch.named) };
  const followers = new Followers(signal, watch.places, patience.pauseMs, watch.onNote);
  let selection = await selectFrom(watch, readingOf(lists), revisions);
  let judgements: readonly FluxJudgement[] = [];
  let lost: ApiError | undefined;
  let follows = false;
  const [shortest, longest] = patience.pauseMs;
  try {
    for (let pause = shortest; ; ) {
      let request: Awaited<ReturnType<Reconciler['advance']>> = 'done';
      try {
        const reading = readingOf(lists);
        let looked = await lookOnce(watch, reading, revisions, reconciler);
        if (reconciles) request = await reconciler.advance(looked.judgements, signal);
        if (request === 'done' && stillWaiting(looked.judgements).length === 0) {
          const now = await withReleasesOfNow(releases, lists, looked.selection);
          if (now !== undefined) looked = await lookOnce(watch, now, revisions, reconciler);
        }
        ({ selection, judgements } = looked);
        // The API server may be restarting: what was seen stays until it answers again.
        lost = feeds.find((feed) => feed.lost !== undefined)?.lost;
      } catch (error) {
        if (!isEnd(error, deadline)) {
          if (!(error instanceof ApiError)) throw error;
          lost = error;
        }
      }
      if (lost?.mayPass === false) break;
      const waiting = stillWaiting(judgements);
      if (deadline.aborted || (lost === undefined && request === 'done' && waiting.length === 0)) break;
      const left = started + patience.fluxMs - Date.now();
      if (left <= 0) break;
      watch.onWait(waitText(waiting, lost));
      if (!follows) followers.add(inOrderOfNeed(feeds, watch.plan, new Set(waiting.map(({ ref }) => ref.kind))));
      follows = true;
      const isChanged = await followers.wait(Math.min(pause, left));
      if (!deadline.aborted) signal.throwIfAborted();
      pause = isChanged || request === 'asked' ? shortest : Math.min(pause * 1.5, longest);
    }
  } finally {
    await followers.close();
  }
  return { judgements, selection, durationMs: Date.now() - started, notes: reconciler.notes, lost };
}

/** What of the reading belongs to the task, judged. */
async function lookOnce(
  watch: FluxWatch,
  reading: FluxReading,
  revisions: Revisions,
  reconciler: Reconciler,
): Promise<Pick<FluxSeen, 'selection' | 'judgements'>> {
  const selection = await selectFrom(watch, reading, revisions);
  return { selection, judgements: await judge(watch, reading, selection, revisions, reconciler) };
}

/** HelmReleases in trouble are judged once more, with the events of their namespaces. */
async function judge(
  { connection, signal }: FluxWatch,
  { objects }: FluxReading,
  { selected }: Selection,
  revisions: Revisions,
  reconciler: Reconciler,
): Promise<FluxJudgement[]> {
  const circumstances = {
    now: Date.now(),
    objects,
    revisions,
    isPending: (object: KubeObject) => reconciler.isPending(object),
  };
  const judgements = judgeFlux(selected, { ...circumstances, events: [] });
  const inTrouble = judgements.filter(
    ({ object, health }) => object.kind === 'HelmRelease' && (health.verdict === 'failed' || health.troubled === true),
  );
  if (inTrouble.length === 0) return judgements;
  const places = [...new Set(inTrouble.map(({ ref }) => ref.namespace))];
  const lists = await inParallel(places, listsAtOnce, async (namespace) => {
    try {
      return (await connection.list(listPath(events, namespace), signal)) as KubeEvent[];
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'forbidden')) throw error;
      return [];
    }
  });
  const told = lists.flat().map((event) => ({ ...event, kind: events.kind, apiVersion: events.apiVersion }));
  return judgeFlux(selected, { ...circumstances, events: told });
}

/** What may still become healthy: not what waits for something that has failed for good. */
function stillWaiting(judgements: readonly FluxJudgement[]): FluxJudgement[] {
  const roots = rootsOf(judgements, ({ health }) => health.verdict !== 'healthy');
  return judgements.filter((judgement) => {
    // A dependency counts through what waits for it.
    if (judgement.role === 'dependency' || !isWaiting(judgement.health)) return false;
    const root = roots.get(judgement)?.health.verdict;
    return root !== 'failed' && root !== 'suspended';
  });
}

/** The verification's own time is up: an end, not an error. */
function isEnd(error: unknown, deadline: AbortSignal): boolean {
  return deadline.aborted && (error === deadline.reason || (error instanceof Error && error.name === 'AbortError'));
}

function waitText(waiting: readonly FluxJudgement[], lost: ApiError | undefined): string {
  if (lost !== undefined) return `Waiting for the Kubernetes API: ${lost.message}`;
  const [first] = waiting;
  if (first === undefined) return 'Waiting for Flux to reconcile';
  return `Waiting for Flux, ${waiting.length} left: ${refText(first.ref)}: ${first.health.message}`;
}
