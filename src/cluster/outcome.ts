/** The result of a verification from what was seen. Pure. */
import { adviceFor } from './advice.ts';
import { apiFailure } from './blocked.ts';
import {
  clusterChecks,
  judgementCheck,
  outsideCheck,
  permissionChecks,
  skippedChecks,
  urlCheck,
  wholeClusterChecks,
} from './check-rows.ts';
import { finalText, isFailing, isProblem, type TimedJudgement } from './judgement.ts';
import { refText } from './kube-object.ts';
import { outcomeMessage } from './outcome-message.ts';
import { neededOf, permissionFailure, permissionText } from './permission.ts';
import type { Seen } from './seen.ts';
import type { UrlVerdict } from './url-check.ts';
import type { Failure, Summary, Verification } from './verification.ts';

/** Problems outside the scope that are told one by one; the others are counted. */
const maxOutside = 20;

/**
 * Checks, failures with cause and remedy, warnings, counts, and the verdict of it all.
 *
 * Passed means that everything in the scope was read and found healthy. What the scope needs and the user may not read
 * makes it blocked, or failed where something else has failed; so does an address that is none. With no scope but the
 * whole cluster it is passed only when all of it was read and is healthy, rollouts at rest; otherwise nothing is
 * verified, since nobody can say which of the problems are the task's.
 */
export function outcomeOf(seen: Seen): Verification {
  const inside = seen.judgements.filter(({ inScope }) => inScope);
  // A pass of the whole cluster says that all is healthy, so there a paused or unfinished rollout counts too.
  const isTold = seen.wholeCluster ? isFailing : isProblem;
  const outside = seen.judgements.filter((judgement) => !judgement.inScope && isTold(judgement));
  const needed = neededOf(seen.plan, seen.forbidden);
  const barred = needed.map(permissionText);
  const counted = seen.wholeCluster ? seen.judgements : inside;
  const failures = [
    ...inside.filter(isFailing).map(judgementFailure),
    ...seen.urls.filter(({ passed }) => !passed).map(urlFailure),
  ];
  const lost = seen.lost === undefined ? [] : [apiFailure(seen.lost)];
  const allFailures = [...lost, ...failures, ...needed.map(permissionFailure)];
  const checks = [
    ...clusterChecks(seen),
    ...(seen.wholeCluster ? wholeClusterChecks(seen.judgements) : []),
    ...inside.map(judgementCheck),
    ...seen.urls.map(urlCheck),
    ...permissionChecks(barred),
    ...outside.slice(0, maxOutside).map(outsideCheck),
    ...skippedChecks({ ...seen, forbidden: seen.forbidden.filter((permission) => !barred.includes(permission)) }),
  ];
  const summary = summaryOf(counted, seen.urls);
  const isEmpty = counted.length === 0 && seen.urls.length === 0;
  const isFaulty = failures.some(({ scope }) => scope === 'external');
  const isBarred = barred.length > 0 || isFaulty || (isEmpty && seen.forbidden.length > 0);
  const overall = overallOf({
    isLost: lost.length > 0,
    isFailed: failures.some(({ scope }) => scope === 'task'),
    isBarred,
    isUnscoped: seen.wholeCluster && (outside.length > 0 || seen.forbidden.length > 0),
    isEmpty,
  });
  return {
    overall,
    summary,
    checks,
    failures: allFailures,
    warnings: warningsOf(seen, inside, outside, barred, isEmpty),
    links: seen.judgements.flatMap(({ links }) => links ?? []),
    ...(isBarred || lost.length > 0 ? { isUnread: true } : {}),
    message: outcomeMessage({ overall, failures: allFailures, summary, barred, seen }),
    context: seen.cluster?.context,
  };
}

function overallOf(facts: {
  isLost: boolean;
  isFailed: boolean;
  /** What the scope needs, or everything, may not be read, or an entry of the scope cannot be understood. */
  isBarred: boolean;
  /** Only the whole cluster was looked at, and not all of it was read and found healthy. */
  isUnscoped: boolean;
  isEmpty: boolean;
}): Verification['overall'] {
  if (facts.isLost) return 'blocked';
  if (facts.isFailed) return 'failed';
  if (facts.isBarred) return 'blocked';
  return facts.isUnscoped || facts.isEmpty ? 'nothing_to_verify' : 'passed';
}

function judgementFailure(judgement: TimedJudgement): Failure {
  const { ref, health } = judgement;
  const isSlow = health.verdict === 'progressing' && health.troubled !== true;
  const keepsReason = !isSlow || ['NotObserved', 'NoLoadBalancerAddress'].includes(health.reason);
  const reason = keepsReason ? health.reason : 'TimedOut';
  const message = finalText(judgement);
  return { check: ref.kind, object: refText(ref), reason, message, ...adviceFor(ref, reason, message), scope: 'task' };
}

/** An entry that is no address says nothing of what the task did. */
export function urlFailure({ url, reason, actual, attempts, advice }: UrlVerdict): Failure {
  const message = attempts > 1 ? `${actual} (tried twice)` : actual;
  const scope = reason === 'InvalidUrl' ? 'external' : 'task';
  return { check: 'Health URL', object: url, reason, message, ...advice, scope };
}

function warningsOf(
  seen: Seen,
  inside: readonly TimedJudgement[],
  outside: readonly TimedJudgement[],
  barred: readonly string[],
  isEmpty: boolean,
): string[] {
  const where = seen.wholeCluster ? '' : 'Outside the scope of the task: ';
  const more = outside.length - maxOutside;
  const inhabited = new Set(inside.map(({ ref }) => (ref.kind === 'Namespace' ? ref.name : ref.namespace)));
  const idle =
    seen.lost === undefined && seen.forbidden.length === 0
      ? seen.plan.namespaces.filter((name) => !inhabited.has(name))
      : [];
  return [
    ...seen.notes,
    ...seen.forbidden
      .filter((permission) => !barred.includes(permission))
      .map((permission) => `Skipped: the user of the kubeconfig may not ${permission}.`),
    ...seen.plan.unusable.map(({ written, reason }) => `"${written}" of the scope was skipped: ${reason}.`),
    ...idle.map((namespace) => `Namespace ${namespace} is in the scope and holds no pod, deployment or service.`),
    ...inside.flatMap(({ ref, health }) => (health.notes ?? []).map((note) => `${refText(ref)}: ${note}.`)),
    ...seen.urls
      .filter(({ passed, attempts }) => passed && attempts > 1)
      .map(({ url }) => `${url} answered only at the second attempt.`),
    ...outside.slice(0, maxOutside).map(({ ref, health }) => `${where}${refText(ref)}: ${health.message}`),
    ...(more > 0 ? [`${where}${more} more problems.`] : []),
    ...(isEmpty && barred.length === 0 ? ['Unverified: nothing was found that could be checked.'] : []),
  ];
}

function summaryOf(judgements: readonly TimedJudgement[], urls: readonly UrlVerdict[]): Summary {
  const count = (kind: string) => {
    const all = judgements.filter(({ ref, health }) => ref.kind === kind && health.reason !== 'NotFound');
    return { total: all.length, healthy: all.filter(({ health }) => health.verdict === 'healthy').length };
  };
  const [pods, services, deployments] = [count('Pod'), count('Service'), count('Deployment')];
  return {
    pods_healthy: pods.healthy,
    pods_total: pods.total,
    services_up: services.healthy,
    services_total: services.total,
    deployments_healthy: deployments.healthy,
    deployments_total: deployments.total,
    endpoints_accessible: urls.filter(({ passed }) => passed).length,
    endpoints_total: urls.length,
  };
}
