/** Looks once at what belongs to a task. Reads only. */
import { ApiError } from '../api-error.ts';
import { type ClusterConnection, openConnection } from '../connection.ts';
import { guardContext } from '../context-guard.ts';
import { judge } from '../judge.ts';
import { controllersToRead } from '../judge-pod.ts';
import { refText } from '../kube-object.ts';
import { KubeconfigError, pickContext, readKubeconfig } from '../kubeconfig.ts';
import { lookAt, readObjects } from '../look.ts';
import { Memory } from '../memory.ts';
import { readPendingClaims } from '../pending-claims.ts';
import { needsCluster, type Plan, planOf } from '../plan.ts';
import { type ClusterAccess, defaultPatience } from '../request.ts';
import { resolveTarget, type Targeted } from '../resolve-target.ts';
import { isCore } from '../resource.ts';
import { inTurns } from '../turns.ts';
import { withinPlan } from './compare.ts';
import { objectStates } from './object-states.ts';
import { type FluxRead, readFluxStates } from './read-flux-states.ts';
import { type Lists, readLists } from './read-lists.ts';
import type { Snapshot, Taken } from './snapshot.ts';
import { warningGroups } from './warning-groups.ts';
import { scopeText } from './without-cluster.ts';

export interface SnapshotRequest {
  readonly access: ClusterAccess;
  readonly targeted: Targeted;
  /** A LoadBalancer needs its address even when no name in the scope asks for it. */
  readonly addressRequired: boolean;
  /** Flux objects that the scope names; undefined where Flux is not looked at. */
  readonly flux: readonly string[] | undefined;
  /** Namespaces that the scope may come to; asked where it may be any, and the whole cluster may not be listed. */
  readonly possible?: () => Promise<readonly string[]>;
}

/** taken; nothing: no cluster is configured; missed: there is one, and it could not be looked at. */
export type SnapshotOutcome =
  | { readonly status: 'taken'; readonly taken: Taken }
  | { readonly status: 'nothing' }
  | { readonly status: 'missed'; readonly why: string };

/** For all answers together: a run waits for it. Milliseconds. */
const limitMs = 20_000;
const noLists: Lists = { feeds: [], warnings: [], area: undefined };
const noFlux: FluxRead = { flux: [], hasAllFlux: false };

/**
 * Takes a snapshot of what `verify:` states, else of what else the task's scope comes to.
 * @throws the signal's reason
 */
export async function takeSnapshot(request: SnapshotRequest, signal: AbortSignal): Promise<SnapshotOutcome> {
  const { access, targeted, flux } = request;
  if (targeted.scope === 'none' || (namesNoWorkload(targeted) && flux === undefined)) return { status: 'nothing' };
  const deadline = AbortSignal.timeout(limitMs);
  let connection: ClusterConnection | undefined;
  try {
    const guard = await guardContext(access);
    if (guard.status === 'nothing') return { status: 'nothing' };
    if (guard.status === 'blocked') return { status: 'missed', why: guard.message };
    const kubeconfig = await readKubeconfig(access);
    if (kubeconfig === undefined) return { status: 'nothing' };
    connection = await openConnection(pickContext(kubeconfig, guard.context));
    const both = AbortSignal.any([signal, deadline]);
    const plan = await resolveTarget(connection, targeted, both, []);
    const where = { context: guard.context, server: guard.server, scope: scopeText(targeted) };
    return await snapshotOf(connection, plan, where, request, both);
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.aborted) return { status: 'missed', why: `It did not answer within ${limitMs / 1000} s.` };
    if (error instanceof ApiError || error instanceof KubeconfigError) return { status: 'missed', why: error.message };
    throw error;
  } finally {
    await connection?.close();
  }
}

/** What is scoped is Flux objects alone, or nothing of a cluster. */
function namesNoWorkload({ scope, target }: Targeted): boolean {
  return scope === 'verify' && !needsCluster(planOf(target));
}

async function snapshotOf(
  connection: ClusterConnection,
  plan: Plan,
  where: Pick<Snapshot, 'context' | 'server' | 'scope'>,
  { targeted, addressRequired, flux: names, possible }: SnapshotRequest,
  signal: AbortSignal,
): Promise<SnapshotOutcome> {
  const [{ feeds, warnings, area }, { flux, hasAllFlux, gap }] = await Promise.all([
    namesNoWorkload(targeted) ? noLists : readLists(connection, plan, possible, signal),
    names === undefined ? noFlux : readFluxStates(connection, plan, names, signal),
  ]);
  const look = await lookAt(connection, plan, feeds, signal);
  const barred = look.forbidden.find(({ kind }) => isCore(kind));
  if (barred !== undefined) return { status: 'missed', why: mayNot(barred.permission) };
  const memory = new Memory();
  memory.observe(look.pods, look.at);
  const related = await readPendingClaims(connection, look, signal);
  const base = { plan, memory, patience: defaultPatience, addressRequired, related };
  const refs = await inTurns(controllersToRead(look, { ...base, controllers: new Map() }), signal);
  const controllers = await readObjects(connection, refs, signal);
  const judgements = await inTurns(judge(look, { ...base, controllers }), signal);
  const { objects, podObjects } = objectStates(
    look,
    needsCluster(plan) ? judgements.filter(({ inScope }) => inScope) : judgements,
    [...controllers.values()].filter((object) => object !== undefined),
  );
  const groups = warningGroups(warnings, look.at, new Set(objects.map(refText)), podObjects);
  const unseenKinds = [...new Set(look.forbidden.map(({ kind }) => kind))];
  const seen = { ...(area === undefined ? {} : { area }), unseenKinds, objects, warnings: groups };
  const whole = { at: look.at, ...where, ...seen, flux, hasAllFlux, probes: [] };
  const gaps = [
    ...(gap === undefined ? [] : [`Flux: ${gap}`]),
    ...look.forbidden.map(({ permission }) => mayNot(permission)),
    ...(area === undefined ? [] : [`The whole cluster may not be listed; these namespaces were: ${area.join(', ')}.`]),
  ];
  return { status: 'taken', taken: { snapshot: withinPlan(whole, plan), plan, podObjects, gaps } };
}

function mayNot(permission: string): string {
  return `The user of the kubeconfig may not ${permission}.`;
}
