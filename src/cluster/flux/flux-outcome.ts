/** What a look at the Flux objects of a task comes to: rows, failures told once at their root, warnings. Pure. */
import { adviceFor } from '../advice.ts';
import { apiFailure } from '../blocked.ts';
import type { Findings } from '../findings.ts';
import { refText } from '../kube-object.ts';
import type { Check, Failure } from '../verification.ts';
import type { FluxName } from './flux-scope.ts';
import { type FluxJudgement, isWaiting } from './judge-flux.ts';
import { type ForbiddenFlux, permissionsText, type ServedFlux } from './read-objects.ts';
import { rootsOf } from './roots.ts';
import type { FluxSeen } from './watch-flux.ts';

export interface FluxFacts {
  readonly seen: FluxSeen;
  readonly served: ServedFlux;
  readonly forbidden: readonly ForbiddenFlux[];
}

/**
 * What only waits for another that failed has a row and no failure. A dependency counts where something of the scope waits
 * for it. External failures block: what was pushed has not arrived, or cannot.
 */
export function fluxFindings({ seen, served, forbidden }: FluxFacts): Findings {
  const { judgements, selection, lost } = seen;
  const isUnwell = ({ health }: FluxJudgement) => health.verdict !== 'healthy';
  const roots = rootsOf(judgements, isUnwell);
  const waitedFor = new Set(judgements.flatMap((one) => (one.role === 'scope' ? (roots.get(one) ?? []) : [])));
  const told = judgements.filter((one) => one.role === 'scope' || waitedFor.has(one));
  const failing = told.filter((one) => isUnwell(one) && !roots.has(one));
  // Where the API was lost, nobody knows what has become of what waited.
  const certain = failing.filter(({ health }) => lost === undefined || !isWaiting(health));
  const failures = [
    ...(lost === undefined ? [] : [apiFailure(lost)]),
    ...certain.map((one) => judgementFailure(one, seen.durationMs)),
    ...selection.missing.map((name) => missingFailure(name, served, forbidden)),
  ];
  const good = told.filter((one) => !isUnwell(one));
  const proven = good.filter(({ proof }) => proof !== undefined).length;
  const commit = proven === 0 ? '' : `, ${proven} of them at the pushed commit`;
  return {
    checks: [
      ...told.map((one) => judgementCheck(one, roots.get(one), seen.durationMs)),
      ...selection.missing.map((name) => missingCheck(name, missingFailure(name, served, forbidden))),
      ...permissionsText(forbidden).map((permission) =>
        skippedCheck(permission, 'forbidden to the user of the kubeconfig'),
      ),
    ],
    failures,
    warnings: [
      ...seen.notes,
      ...selection.doubts,
      ...permissionsText(forbidden).map((permission) => `Skipped: the user of the kubeconfig may not ${permission}.`),
      ...good.flatMap(({ ref, health }) => (health.notes ?? []).map((note) => `${refText(ref)}: ${note}.`)),
    ],
    ...(told.length === 0 ? {} : { counts: `${good.length} of ${told.length} Flux objects ready${commit}` }),
    links: [...roots].map(([one, root]) => ({ object: refText(one.ref), restsOn: refText(root.ref) })),
    awaited: told.filter(isAwaited).map(({ ref }) => refText(ref)),
    isUnread: failures.some(({ scope }) => scope === 'external'),
  };
}

/** What has applied the pushed commit, and waits for the health of what it applied, has taken it. */
function isAwaited({ proof, health, isOfPush }: FluxJudgement): boolean {
  if (proof === undefined || health.verdict === 'healthy') return false;
  return !isOfPush || health.reason !== 'HealthCheckFailed';
}

/** A row that says why nothing was looked at. */
export function skippedCheck(object: string, why: string): Check {
  return {
    name: 'Flux',
    object,
    asked: '',
    expected: '',
    actual: why,
    status: 'skipped',
    evidence: why,
    duration_ms: 0,
  };
}

function judgementCheck(judgement: FluxJudgement, root: FluxJudgement | undefined, durationMs: number): Check {
  const { ref, health, proof, evidence } = judgement;
  const isGood = health.verdict === 'healthy';
  const waits = root === undefined ? finalText(judgement, durationMs) : `waits for ${rootText(root)}`;
  return {
    name: ref.kind,
    object: refText(ref),
    asked: proof === undefined ? 'Is it ready?' : 'Is it ready, with the pushed commit?',
    expected: proof === undefined ? 'ready' : `ready, at ${proof.commit.slice(0, 10)} or later`,
    actual: isGood ? health.message : waits,
    status: isGood ? 'pass' : 'fail',
    evidence,
    duration_ms: durationMs,
  };
}

function rootText({ ref, health }: FluxJudgement): string {
  return `${refText(ref)} (${health.reason})`;
}

function finalText({ health }: FluxJudgement, durationMs: number): string {
  if (!isWaiting(health)) return health.message;
  return `timed out after ${Math.round(durationMs / 1000)} s: ${health.message}`;
}

function judgementFailure(judgement: FluxJudgement, durationMs: number): Failure {
  const { ref, health } = judgement;
  const message = finalText(judgement, durationMs);
  const { cause, remedy } = adviceFor(ref, health.reason, message);
  // The sentence for people has no message, and which revision is where is all of it.
  const told = ofRevision.has(health.reason) ? `${cause.replace(/\.$/, '')}: ${health.message}.` : cause;
  const scope = isExternal(judgement) ? 'external' : 'task';
  return { check: ref.kind, object: refText(ref), reason: health.reason, message, cause: told, remedy, scope };
}

const ofRevision = new Set(['OldRevision', 'RevisionUnknown']);
/** Reasons that say that what was pushed, or asked for, has not arrived. */
const notArrived = new Set(['RevisionUnknown', 'ReconcilePending']);
const fetched = new Set(['GitRepository', 'OCIRepository', 'HelmRepository', 'Bucket']);

/** What a source cannot fetch is external, unless it says that the manifest asks for what does not exist. */
function isExternal({ role, health, object, isOfPush, isBystander }: FluxJudgement): boolean {
  if (role === 'dependency' || isBystander || notArrived.has(health.reason) || !isOfPush) return true;
  if (!fetched.has(object.kind ?? '') || health.verdict === 'suspended') return false;
  return object.kind === 'GitRepository' || !/not found|unknown|invalid|no such|unsupported/i.test(health.message);
}

/** Not among the objects: not there, not to be read, or of a kind that the cluster does not serve. */
function missingFailure(name: FluxName, served: ServedFlux, forbidden: readonly ForbiddenFlux[]): Failure {
  const { written, kind, namespace = '' } = name;
  const check = kind?.kind ?? 'Flux';
  const ref = { kind: check, namespace, name: name.name };
  const barred = forbidden.filter(({ resource }) => kind === undefined || resource.kind === kind.kind);
  if (served.size === 0 || (kind !== undefined && !served.has(kind.kind))) {
    const what = kind === undefined ? 'no kind of Flux' : `no ${kind.kind} (${kind.group})`;
    const message = `${written} of the scope cannot be looked at: the cluster serves ${what}.`;
    return {
      check,
      object: written,
      reason: 'NotServed',
      message,
      ...adviceFor(ref, 'NotServed', ''),
      scope: 'external',
    };
  }
  if (barred.length > 0) {
    const permissions = permissionsText(barred).join(', ');
    const message = `The user of the kubeconfig may not ${permissions}, and the scope of the task needs it.`;
    const remedy = `Allow the user to ${permissions}, then verify again.`;
    const advice = { cause: 'No role of the user allows it.', remedy };
    return { check: 'Permission', object: written, reason: 'Forbidden', message, ...advice, scope: 'external' };
  }
  const advice = adviceFor(ref, 'NotFound', '');
  return { check, object: written, reason: 'NotFound', message: 'does not exist', ...advice, scope: 'task' };
}

function missingCheck({ written }: FluxName, { check, message }: Failure): Check {
  const row = { name: check, object: written, asked: 'Is it ready?', expected: 'ready', actual: message };
  return { ...row, status: 'fail', evidence: message, duration_ms: 0 };
}
