/** The verification: safety first, then everything in parallel, then one result. Reads only. */
import { ApiError } from './api-error.ts';
import { lookBeside, needsBeside } from './beside.ts';
import { blockedByApi, blockedByGuard, nothingConfigured } from './blocked.ts';
import { type ClusterConnection, defaultConnectionLimits, openConnection } from './connection.ts';
import { guardContext } from './context-guard.ts';
import { withFindings } from './findings.ts';
import { needsFlux, prepareFlux } from './flux/verify-flux.ts';
import { inParallel } from './in-parallel.ts';
import { KubeconfigError, pickContext, readKubeconfig, type ScopedContext } from './kubeconfig.ts';
import { outcomeOf } from './outcome.ts';
import { needsCluster, type Plan, planOf } from './plan.ts';
import type { Patience, VerificationRequest } from './request.ts';
import { defaultPatience } from './request.ts';
import { resolveTarget } from './resolve-target.ts';
import { skippedFindings } from './skipped-findings.ts';
import { nextTurn } from './turns.ts';
import { checkUrl, shownEntry, type UrlVerdict } from './url-check.ts';
import type { Verification } from './verification.ts';
import { WatchPlaces } from './watch-places.ts';
import { type Watched, watchWorkloads } from './watch-workloads.ts';

export interface Listener {
  /** One line on what is being done or waited for. */
  onProgress(message: string): void;
}

const nothingWatched: Watched = { judgements: [], forbidden: [], lost: undefined, images: [], hasWaited: false };
const urlsAtOnce = 4;
/** How much of the whole time Flux may take at most: the workloads have to be looked at, too. */
const fluxShare = 0.6;

/**
 * Verifies. Blocked: a cluster is configured, and it is not certain that it is the right one, or it cannot be read;
 * then nothing else ran; or the user may not read what the scope names. nothing_to_verify: neither a cluster nor an
 * address is configured, the scope is empty, or nothing is scoped and the whole cluster is not all healthy.
 * When the time is up, what is known is the result, and what still waits has failed.
 * @throws the signal's reason when aborted
 */
export async function verifyCluster(
  request: VerificationRequest,
  listener: Listener,
  signal: AbortSignal,
  patience: Patience = defaultPatience,
): Promise<Verification> {
  signal.throwIfAborted();
  const deadline = AbortSignal.timeout(request.timeoutMs);
  try {
    return await verifyUntil(request, listener, deadline, AbortSignal.any([signal, deadline]), patience);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

async function verifyUntil(
  request: VerificationRequest,
  listener: Listener,
  deadline: AbortSignal,
  signal: AbortSignal,
  patience: Patience,
): Promise<Verification> {
  const started = Date.now();
  const stated = request.plan.scope === 'verify' ? planOf(request.plan.target) : undefined;
  const withoutCluster = stated !== undefined && !needsCluster(stated) ? stated : undefined;
  if (withoutCluster !== undefined && !needsBeside(request.plan) && !needsFlux(request.flux, withoutCluster)) {
    return urlsAlone(withoutCluster, patience, signal, deadline);
  }
  listener.onProgress('Checking the kube context');
  const guard = await guardContext(request.access);
  if (guard.status === 'blocked') return blockedByGuard(guard.message);
  if (guard.status === 'nothing') {
    if (stated === undefined) return nothingConfigured(guard.message);
    if (withoutCluster !== undefined && request.flux?.named.length === 0) {
      const urls = await urlsAlone(withoutCluster, patience, signal, deadline);
      if (!needsBeside(request.plan)) return urls;
      const why = 'no cluster is configured';
      return withFindings(urls, skippedFindings('Changed resource', [{ object: 'all', why }]));
    }
    return blockedByGuard(`The scope names objects of a cluster, and there is none to look at. ${guard.message}`);
  }
  const notes: string[] = [];
  let connection: ClusterConnection | undefined;
  try {
    listener.onProgress(`Connecting to ${guard.context}`);
    const scoped = await scopedContext(request, guard);
    connection = await connect(scoped, patience, notes);
    const version = await readVersion(connection, signal);
    const plan = await resolveTarget(connection, request.plan, signal, notes);
    const wholeCluster = withoutCluster === undefined && !needsCluster(plan);
    const onProgress = (message: string) => listener.onProgress(message);
    const onNote = (message: string) => {
      if (!notes.includes(message)) notes.push(message);
    };
    const places = new WatchPlaces();
    const { addressRequired } = request;
    const common = { connection, places, plan, patience, addressRequired, signal, deadline };
    const fluxMs = Math.min(patience.fluxMs, request.timeoutMs * fluxShare);
    const flux = await prepareFlux({
      ...common,
      patience: { ...patience, fluxMs },
      context: guard.context,
      request: request.flux,
      onProgress,
      onNote,
    });
    if (flux.status === 'blocked') return flux.verification;
    const { nothingComes } = flux;
    const isOfPlan = nothingComes?.of === 'all' || request.plan.scope === 'commits';
    const arriving = flux.watch();
    const arrived = flux.isFirst ? arriving : Promise.resolve();
    const answeringHosts = new Set<string>();
    const watch = withoutCluster === undefined ? watchWorkloads : async () => nothingWatched;
    const watching = arrived.then(() => {
      // The time of the workloads begins when what was pushed is there.
      const since = flux.isFirst ? Date.now() : started;
      const why = isOfPlan ? nothingComes?.why : undefined;
      return watch({ ...common, answeringHosts, nothingComes: why, started: since, onWait: onProgress, onNote });
    });
    const hasRolled = watching.then(
      ({ hasWaited }) => hasWaited,
      () => false,
    );
    const settled = hasRolled.then(() => {});
    const onAnswer = (host: string) => answeringHosts.add(host);
    const asking = arrived.then(() => checkUrls(plan, patience, signal, deadline, hasRolled, onAnswer));
    const looking = arrived.then(() =>
      lookBeside({
        ...common,
        answeringHosts,
        nothingComes: nothingComes?.why,
        checks: request.plan,
        namespace: scoped.namespace,
        settled,
      }),
    );
    const [watched, urls, beside, findings] = await Promise.all([watching, asking, looking, arriving]);
    await nextTurn();
    const cluster = { context: guard.context, server: guard.server, version };
    const outcome = outcomeOf({ ...watched, cluster, plan, wholeCluster, urls, notes });
    return beside(withFindings({ ...outcome, images: watched.images }, findings));
  } catch (error) {
    if (deadline.aborted && error === deadline.reason) {
      const message = `${guard.server} did not answer within ${request.timeoutMs / 1000} s.`;
      return blockedByApi(new ApiError('timeout', message), guard.context);
    }
    if (error instanceof ApiError) return blockedByApi(error, guard.context);
    if (error instanceof KubeconfigError) return blockedByGuard(error.message);
    throw error;
  } finally {
    await connection?.close();
  }
}

/** A scope of nothing but addresses. */
async function urlsAlone(
  plan: Plan,
  patience: Patience,
  signal: AbortSignal,
  deadline: AbortSignal,
): Promise<Verification> {
  const urls = await checkUrls(plan, patience, signal, deadline, Promise.resolve(false));
  return outcomeOf({ ...nothingWatched, cluster: undefined, plan, wholeCluster: false, urls, notes: [] });
}

/** The guarded context, as it is used. @throws KubeconfigError when it is another one by now */
async function scopedContext(
  request: VerificationRequest,
  guarded: { readonly context: string; readonly server: string },
): Promise<ScopedContext> {
  const kubeconfig = await readKubeconfig(request.access);
  if (kubeconfig === undefined) throw new KubeconfigError('The kubeconfig is gone.');
  const scoped = pickContext(kubeconfig, guarded.context);
  if (scoped.server !== guarded.server) throw new KubeconfigError('The kubeconfig was changed meanwhile.');
  return scoped;
}

function connect(scoped: ScopedContext, patience: Patience, notes: string[]): Promise<ClusterConnection> {
  const limits = { ...defaultConnectionLimits, retryMs: patience.retryMs };
  const told = new Set<string>();
  return openConnection(scoped, limits, (failure) => {
    // While a server restarts, every list fails alike.
    if (told.has(failure.kind)) return;
    told.add(failure.kind);
    notes.push(`Tried once more after a failure that passes by itself: ${failure.message}`);
  });
}

/** Any answer proves that the API can be reached; a refusal of the credentials ends the verification. */
async function readVersion(connection: ClusterConnection, signal: AbortSignal): Promise<string> {
  try {
    const version = (await connection.get('/version', signal)) as { readonly gitVersion?: string };
    return version.gitVersion ?? 'unknown version';
  } catch (error) {
    if (error instanceof ApiError && ['forbidden', 'notFound'].includes(error.kind)) return 'unknown version';
    throw error;
  }
}

/**
 * Asks every URL. One that fails is asked again when the workloads have come to rest, and so is one that passed before a
 * rollout was done: the old version may have answered.
 * @param hasRolled when the workloads have come to rest: whether they were not at the first look
 * @param onAnswer told the host of each that passes
 */
async function checkUrls(
  plan: Plan,
  patience: Patience,
  signal: AbortSignal,
  deadline: AbortSignal,
  hasRolled: Promise<boolean>,
  onAnswer: (host: string) => void = () => {},
): Promise<UrlVerdict[]> {
  return inParallel(plan.urls, urlsAtOnce, async (url) => {
    try {
      const first = await checkUrl(url, patience, signal, async () => void (await hasRolled));
      if (!first.passed) return first;
      onAnswer(new URL(first.url).hostname);
      if (first.attempts > 1 || !(await hasRolled) || deadline.aborted) return first;
      const last = await checkUrl(url, patience, signal);
      return last.passed ? last : { ...last, actual: `${last.actual}; ${first.actual} before the rollout was done` };
    } catch (error) {
      if (!deadline.aborted) throw error;
      const advice = { cause: 'The time of the verification was up.', remedy: 'Give it more time, and verify again.' };
      const actual = 'no second attempt: the time was up';
      return { ...shownEntry(url), passed: false, reason: 'Timeout', actual, attempts: 1, durationMs: 0, advice };
    }
  });
}
