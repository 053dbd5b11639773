/** The result of a verification from what was seen. Pure. */
import { adviceFor } from './advice.ts';
import { apiFailure } from './blocked.ts';
import {
  clusterChecks,
  judgementCheck,
  outsideCheck,
  skippedChecks,
  urlCheck,
  wholeClusterChecks,
} from './check-rows.ts';
import { finalText, isFailing, isProblem, type TimedJudgement } from './judgement.ts';
import { refText } from './kube-object.ts';
import type { Seen } from './seen.ts';
import type { UrlVerdict } from './url-check.ts';
import type { Failure, Summary, Verification } from './verification.ts';

/** Problems outside the scope that are told one by one; the others are counted. */
const maxOutside = 20;

/** Checks, failures with cause and remedy, warnings, counts, and the verdict of it all. */
export function outcomeOf(seen: Seen): Verification {
  const inside = seen.judgements.filter(({ inScope }) => inScope);
  const outside = seen.judgements.filter((judgement) => !judgement.inScope && isProblem(judgement));
  const counted = seen.wholeCluster ? seen.judgements : inside;
  const failures = [
    ...inside.filter(isFailing).map(judgementFailure),
    ...seen.urls.filter(({ passed }) => !passed).map(urlFailure),
  ];
  const lost = seen.lost === undefined ? [] : [apiFailure(seen.lost)];
  const checks = [
    ...clusterChecks(seen),
    ...(seen.wholeCluster ? wholeClusterChecks(seen.judgements) : []),
    ...inside.map(judgementCheck),
    ...seen.urls.map(urlCheck),
    ...outside.slice(0, maxOutside).map(outsideCheck),
    ...skippedChecks(seen),
  ];
  const summary = summaryOf(counted, seen.urls);
  const isEmpty = counted.length === 0 && seen.urls.length === 0;
  const overall = overallOf({
    isLost: lost.length > 0,
    isFailed: failures.length > 0,
    isEmpty,
    isBarred: seen.forbidden.length > 0,
  });
  return {
    overall,
    summary,
    checks,
    failures: [...lost, ...failures],
    warnings: warningsOf(seen, inside, outside, isEmpty),
    message: messageOf(overall, [...lost, ...failures], summary, seen),
    context: seen.cluster?.context,
  };
}

function overallOf(facts: {
  isLost: boolean;
  isFailed: boolean;
  isEmpty: boolean;
  isBarred: boolean;
}): Verification['overall'] {
  if (facts.isLost) return 'blocked';
  if (facts.isFailed) return 'failed';
  if (facts.isEmpty) return facts.isBarred ? 'blocked' : 'nothing_to_verify';
  return 'passed';
}

function judgementFailure(judgement: TimedJudgement): Failure {
  const { ref, health } = judgement;
  const isSlow = health.verdict === 'progressing' && health.troubled !== true;
  const keepsReason = !isSlow || ['NotObserved', 'NoLoadBalancerAddress'].includes(health.reason);
  const reason = keepsReason ? health.reason : 'TimedOut';
  const message = finalText(judgement);
  return { check: ref.kind, object: refText(ref), reason, message, ...adviceFor(ref, reason, message), scope: 'task' };
}

function urlFailure({ url, reason, actual, attempts, advice }: UrlVerdict): Failure {
  const message = attempts > 1 ? `${actual} (tried twice)` : actual;
  return { check: 'Health URL', object: url, reason, message, ...advice, scope: 'task' };
}

function warningsOf(
  seen: Seen,
  inside: readonly TimedJudgement[],
  outside: readonly TimedJudgement[],
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
    ...seen.forbidden.map((permission) => `Skipped: the user of the kubeconfig may not ${permission}.`),
    ...seen.plan.unusable.map(({ written, reason }) => `"${written}" of the scope was skipped: ${reason}.`),
    ...idle.map((namespace) => `Namespace ${namespace} is in the scope and holds no pod, deployment or service.`),
    ...inside.flatMap(({ ref, health }) => (health.notes ?? []).map((note) => `${refText(ref)}: ${note}.`)),
    ...seen.urls
      .filter(({ passed, attempts }) => passed && attempts > 1)
      .map(({ url }) => `${url} answered only at the second attempt.`),
    ...outside.slice(0, maxOutside).map(({ ref, health }) => `${where}${refText(ref)}: ${health.message}`),
    ...(more > 0 ? [`${where}${more} more problems.`] : []),
    ...(isEmpty ? ['Unverified: nothing was found that could be checked.'] : []),
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

function messageOf(
  overall: Verification['overall'],
  failures: readonly Failure[],
  summary: Summary,
  seen: Seen,
): string {
  if (overall === 'nothing_to_verify')
    return 'There is nothing to verify: the scope holds no pod, deployment, service or URL.';
  // A pod says what is wrong; its Deployment and Service only follow.
  const lead =
    failures.find(({ check }) => check === 'Kubernetes API') ??
    failures.find(({ check }) => check === 'Pod') ??
    failures[0];
  if (lead !== undefined) {
    const others = failures.length - 1;
    const more = others === 0 ? '' : ` (and ${others} more failure${others === 1 ? '' : 's'})`;
    return `${lead.object}: ${lead.reason}. ${lead.cause} ${lead.remedy}${more}`;
  }
  if (overall === 'blocked')
    return `Nothing could be looked at: the user of the kubeconfig may not ${seen.forbidden.join(', ')}.`;
  const parts = [
    [summary.pods_healthy, summary.pods_total, 'pods healthy'],
    [summary.deployments_healthy, summary.deployments_total, 'deployments rolled out'],
    [summary.services_up, summary.services_total, 'services up'],
    [summary.endpoints_accessible, summary.endpoints_total, 'URLs answer'],
  ] as const;
  const counts = parts.filter(([, total]) => total > 0).map(([good, total, text]) => `${good} of ${total} ${text}`);
  const found = counts.join(', ') || 'all checks passed';
  const where = seen.cluster === undefined ? '' : ` on ${seen.cluster.context}`;
  if (!seen.wholeCluster) return `Verified${where}: ${found}.`;
  return `The task names nothing on the cluster, so everything${where} was looked at, as warnings only: ${found}.`;
}
