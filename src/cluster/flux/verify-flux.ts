/** Flux' part of a verification: is it safe to believe what its objects say, and what do they say. */
import { ApiError } from '../api-error.ts';
import { blockedByFlux } from '../blocked.ts';
import type { ClusterConnection } from '../connection.ts';
import { Discovery } from '../discovery.ts';
import type { Findings } from '../findings.ts';
import { needsCluster, type Plan } from '../plan.ts';
import type { FluxRequest, Patience } from '../request.ts';
import type { Verification } from '../verification.ts';
import { WatchPlaces } from '../watch-places.ts';
import { barredProofs, unprovenPush } from './barred-proofs.ts';
import { readControllers } from './controllers.ts';
import { fluxKinds } from './flux-kinds.ts';
import { fluxFindings, skippedCheck } from './flux-outcome.ts';
import { fluxNameOf } from './flux-scope.ts';
import { type NothingComes, whyNothingComes } from './nothing-comes.ts';
import { Revisions } from './push-proof.ts';
import { emptyReading, readFluxFeeds, readingOf, type ServedFlux, servedFlux } from './read-objects.ts';
import type { Selected } from './select.ts';
import { unwaitedRollouts } from './unwaited.ts';
import { fluxNamespaces, selectFrom, watchFlux } from './watch-flux.ts';

export interface FluxStage {
  readonly connection: ClusterConnection;
  readonly context: string;
  readonly request: FluxRequest | undefined;
  readonly plan: Plan;
  readonly patience: Patience;
  readonly signal: AbortSignal;
  readonly deadline: AbortSignal;
  readonly places: WatchPlaces;
  onProgress(message: string): void;
  /** A warning on how it was watched. */
  onNote(message: string): void;
}

/** Lists that are watched beside those of the workloads, which need most of the places. */
const watchesBeside = 2;

/**
 * `watch` looks until all is at rest. `isFirst`: nothing else may be judged before it has ended. `nothingComes`: why what is
 * missing is not waited for.
 */
export type PreparedFlux =
  | { readonly status: 'blocked'; readonly verification: Verification }
  | {
      readonly status: 'ready';
      readonly isFirst: boolean;
      readonly watch: () => Promise<Findings>;
      readonly nothingComes?: NothingComes;
    };

/** Whether Flux is looked at for this plan; nothing is to be known of the cluster yet. */
export function needsFlux(request: FluxRequest | undefined, plan: Plan): boolean {
  if (request === undefined) return false;
  return request.named.length > 0 || (request.isDue && (needsCluster(plan) || request.proofs.length > 0));
}

const nothing: Findings = { checks: [], failures: [], warnings: [] };

/**
 * Reads what is there. Where something of it is to be judged and the controllers that work on it are not up, nothing of what
 * it says can be believed: blocked.
 * @throws ApiError, the signal's reason
 */
export async function prepareFlux(stage: FluxStage): Promise<PreparedFlux> {
  const { connection, request, plan, patience, signal, deadline } = stage;
  if (request === undefined || !needsFlux(request, plan)) return ready(nothing);
  stage.onProgress('Looking for Flux');
  const names = request.named.map((written) => ({ written, name: fluxNameOf(written) }));
  const named = names.flatMap(({ name }) => name ?? []);
  const unreadable = names.filter(({ name }) => name === undefined).map(({ written }) => skippedName(written));
  const served = await servedOrBarred(connection, named.length > 0, signal);
  if (served === undefined) {
    const unproven = request.proofs.length === 0 ? [] : [unprovenPush('get /apis')];
    return ready(added(barred, [...unreadable, ...unproven]));
  }
  if (served.size === 0 && named.length === 0) {
    return {
      ...ready(added(notServed, unreadable)),
      ...told(stage, whyNothingComes(request, served, emptyReading, []), whyNotServed),
    };
  }
  const feeds = await readFluxFeeds(connection, served, fluxNamespaces(plan, named), signal);
  const reading = readingOf(feeds);
  const { selected } = await selectFrom({ request, plan, named }, reading, new Revisions());
  const controllers = await readControllers(connection, controllersOf(selected), patience.retryMs, signal);
  if (controllers.down.length > 0) {
    return { status: 'blocked', verification: blockedByFlux(controllers.down, stage.context) };
  }
  const isFirst = request.proofs.length > 0 || request.reconcile || request.reset;
  const watch = async (): Promise<Findings> => {
    const onWait = (message: string) => stage.onProgress(message);
    const places = isFirst ? stage.places : new WatchPlaces(watchesBeside, stage.places);
    const { onNote } = stage;
    const seen = await watchFlux(
      { connection, places, request, plan, named, served, patience, signal, deadline, onWait, onNote },
      feeds,
    );
    const findings = fluxFindings({ seen, served, forbidden: reading.forbidden });
    const none = skipped('Flux objects', noneApplies, []);
    return added(findings.checks.length === 0 ? { ...findings, checks: none.checks } : findings, [
      ...unreadable,
      ...unseen(controllers.forbidden),
      barredProofs(request.proofs, seen.selection.selected, reading),
      { checks: [], failures: [], warnings: unwaitedRollouts(plan, seen.judgements) },
    ]);
  };
  const nothingComes = whyNothingComes(request, served, reading, selected);
  const none = selected.length === 0 ? noneApplies : undefined;
  return { status: 'ready', isFirst, watch, ...told(stage, nothingComes, none) };
}

/** Says at once what else would only be seen at the end. @param none why nothing of Flux is looked at */
function told(
  { onProgress }: FluxStage,
  nothingComes: NothingComes | undefined,
  none: string | undefined,
): { nothingComes?: NothingComes } {
  if (nothingComes === undefined) {
    if (none !== undefined) onProgress(`Flux objects: ${none}`);
    return {};
  }
  const what = nothingComes.of === 'all' ? 'What is missing' : 'What was pushed and is missing';
  onProgress(`${what} is not waited for: ${nothingComes.why}`);
  return { nothingComes };
}

/** Undefined where the user may not even ask, and nothing is named that would need it. */
async function servedOrBarred(
  connection: ClusterConnection,
  isNamed: boolean,
  signal: AbortSignal,
): Promise<ServedFlux | undefined> {
  try {
    return await servedFlux(new Discovery(connection, signal));
  } catch (error) {
    if (!(error instanceof ApiError && error.kind === 'forbidden') || isNamed) throw error;
    return undefined;
  }
}

function ready(findings: Findings): PreparedFlux {
  return { status: 'ready', isFirst: false, watch: async () => findings };
}

const noneApplies = 'none applies anything of the scope';
const whyBarred = 'the user of the kubeconfig may not read which kinds the cluster serves (GET /apis)';
const barred = skipped('Flux objects', whyBarred, [`Flux was skipped: ${whyBarred}.`]);
const whyNotServed = 'the cluster serves no kind of Flux, so it is not installed';
const notServed = skipped('Flux objects', whyNotServed, [`Flux was skipped: ${whyNotServed}.`]);

function skipped(object: string, why: string, warnings: readonly string[]): Findings {
  return { checks: [skippedCheck(object, why)], failures: [], warnings };
}

function skippedName(written: string): Findings {
  const why = 'it is not of the form kind/name or namespace/kind/name';
  return skipped(written, why, [`"${written}" of the scope was skipped: ${why}.`]);
}

function unseen(permission: string | undefined): Findings[] {
  if (permission === undefined) return [];
  const text = `Skipped: the user of the kubeconfig may not ${permission}, so whether Flux' controllers are up is not known.`;
  return [skipped("Flux' controllers", `forbidden to the user of the kubeconfig: ${permission}`, [text])];
}

function added(findings: Findings, others: readonly Findings[]): Findings {
  const all = [findings, ...others];
  return {
    ...findings,
    checks: all.flatMap(({ checks }) => checks),
    failures: all.flatMap(({ failures }) => failures),
    warnings: all.flatMap(({ warnings }) => warnings),
    isUnread: all.some(({ isUnread }) => isUnread),
  };
}

function controllersOf(selected: readonly Selected[]): string[] {
  const kinds = new Set(selected.map(({ ref }) => ref.kind));
  const names = fluxKinds.filter(({ kind }) => kinds.has(kind)).map(({ controller }) => controller);
  return [...new Set(names)];
}
