/** What a plan asks of the cluster beside workloads, services and addresses: changed resources and warning events. */
import { ApiError } from './api-error.ts';
import { lookAtResources } from './changes/look-at-resources.ts';
import { removedFindings } from './changes/removed-findings.ts';
import { resourceFindings } from './changes/resource-findings.ts';
import { unwatched } from './changes/unwatched.ts';
import { type CheckPlan, plannedCheck } from './check-plan.ts';
import type { ClusterConnection } from './connection.ts';
import { readWarningEvents } from './events/read-events.ts';
import { withEvents } from './events/warning-events.ts';
import { type Findings, withFindings } from './findings.ts';
import { refText } from './kube-object.ts';
import type { Plan } from './plan.ts';
import type { Patience } from './request.ts';
import { skippedFindings } from './skipped-findings.ts';
import type { Verification } from './verification.ts';

export interface BesideRequest {
  readonly connection: ClusterConnection;
  readonly checks: CheckPlan;
  readonly plan: Plan;
  /** Of the context. */
  readonly namespace: string | undefined;
  readonly addressRequired: boolean;
  /** Hosts of health URLs that have answered as they should; more may come while it is looked. */
  readonly answeringHosts: ReadonlySet<string>;
  /** Why what is missing of what was pushed will not come; it is waited for when undefined. */
  readonly nothingComes: string | undefined;
  readonly patience: Patience;
  readonly signal: AbortSignal;
  readonly deadline: AbortSignal;
  /** Ends when the workloads have come to rest. */
  readonly settled: Promise<void>;
}

/** Adds to a verification what was seen beside it. */
export type Beside = (verification: Verification) => Verification;

/** Whether the plan needs the cluster even where it names no object of it. */
export function needsBeside(checks: CheckPlan): boolean {
  return plannedCheck(checks, 'resources') !== undefined;
}

/** Looks, in parallel with the workloads. A changed resource that gets no answer blocks; other parts are skipped with the reason. @throws the signal's reason */
export async function lookBeside(request: BesideRequest): Promise<Beside> {
  const [resources, removed, events] = await Promise.all([
    changedResources(request),
    removedResources(request),
    warningEvents(request),
  ]);
  return (verification) => events(removed(resources(verification)));
}

async function changedResources(request: BesideRequest): Promise<Beside> {
  const { checks, plan } = request;
  const { changed } = checks;
  if (changed === undefined || plannedCheck(checks, 'resources') === undefined) return (verification) => verification;
  const objects = unwatched(changed.objects, plan, plannedCheck(checks, 'flux') !== undefined);
  const fleeting = changed.objects.filter(({ isFleeting }) => isFleeting === true);
  return unlessLost('Changed resource', request, changed.isPushed, async () => {
    const { isPushed } = changed;
    const namespace = request.namespace ?? 'default';
    const seen = await lookAtResources({ ...request, objects, isPushed, namespace });
    const names = new Set(fleeting.map(({ namespace = '', ...object }) => refText({ ...object, namespace })));
    return withAll(resourceFindings(seen, isPushed, names));
  });
}

/** Once the rest has come to rest, so that there was time to prune. What was not pushed is not looked for. */
async function removedResources(request: BesideRequest): Promise<Beside> {
  const { checks, settled } = request;
  const { removed: objects = [], isPushed = false } = checks.changed ?? {};
  if (objects.length === 0 || !isPushed || plannedCheck(checks, 'resources') === undefined) return (seen) => seen;
  await settled;
  return unlessLost('Changed resource', request, false, async () => {
    const namespace = request.namespace ?? 'default';
    // One look: to be missing is what is wanted of them.
    const seen = await lookAtResources({ ...request, objects, isPushed: false, namespace });
    return withAll(removedFindings(seen));
  });
}

async function warningEvents(request: BesideRequest): Promise<Beside> {
  const { checks, plan, connection, signal, settled } = request;
  if (plannedCheck(checks, 'events') === undefined) return (verification) => verification;
  await settled;
  return unlessLost('Events', request, false, async () => {
    const { groups, findings } = await readWarningEvents(connection, plan, signal);
    return (verification) => withFindings(withEvents(verification, groups), findings);
  });
}

function withAll(findings: Findings): Beside {
  return (verification) => withFindings(verification, findings);
}

/** Whether the API is lost at all is told by the workloads. @param isNeeded whether nothing passes without it */
async function unlessLost(
  name: string,
  { signal, deadline }: BesideRequest,
  isNeeded: boolean,
  look: () => Promise<Beside>,
): Promise<Beside> {
  try {
    return await look();
  } catch (error) {
    if (!deadline.aborted) signal.throwIfAborted();
    if (!deadline.aborted && !(error instanceof ApiError)) throw error;
    const why = deadline.aborted ? 'the time of the verification was up' : (error as ApiError).message;
    return withAll(skippedFindings(name, [{ object: 'all', why, ...(isNeeded ? { isUnread: true } : {}) }]));
  }
}
