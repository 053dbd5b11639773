/** The rows of a verification: one check each. Pure. */
import { finalText, isFailing, type TimedJudgement } from './judgement.ts';
import { refText } from './kube-object.ts';
import { listed } from './resource.ts';
import type { Seen } from './seen.ts';
import type { UrlVerdict } from './url-check.ts';
import type { Check } from './verification.ts';

const questions: Readonly<Record<string, string>> = {
  Pod: 'Does it run, and is it ready?',
  Service: 'Does every port have a ready endpoint?',
  Namespace: 'Does it exist?',
  Job: 'Is it complete?',
  CronJob: 'Did its last job succeed?',
  PersistentVolumeClaim: 'Is it bound?',
  Ingress: 'Has it an address, and a ready endpoint behind every backend?',
};

export function judgementCheck(judgement: TimedJudgement): Check {
  const { ref, health, evidence, durationMs } = judgement;
  return {
    name: ref.kind,
    object: refText(ref),
    asked: questions[ref.kind] ?? 'Are all replicas updated, ready and available?',
    expected: 'healthy',
    actual: isFailing(judgement) ? finalText(judgement) : health.message,
    status: isFailing(judgement) ? 'fail' : 'pass',
    evidence,
    duration_ms: durationMs,
  };
}

export function outsideCheck(judgement: TimedJudgement): Check {
  return { ...judgementCheck(judgement), actual: judgement.health.message, status: 'warn' };
}

/** One row a kind: nobody reads a thousand. */
export function wholeClusterChecks(judgements: readonly TimedJudgement[]): Check[] {
  const kinds = ['Deployment', 'Service', 'Pod', ...Object.values(listed).map(({ kind }) => kind)];
  return [...new Set(kinds)].flatMap((kind): Check[] => {
    const all = judgements.filter(({ ref }) => ref.kind === kind);
    if (all.length === 0) return [];
    const bad = all.filter(isFailing).length;
    const actual = `${all.length - bad} of ${all.length} healthy`;
    const asked = `Is every ${kind} healthy?`;
    return [
      {
        name: kind === 'Ingress' ? 'Ingresses' : `${kind}s`,
        object: 'whole cluster',
        asked,
        expected: 'all healthy',
        actual,
        status: bad === 0 ? 'pass' : 'warn',
        evidence: actual,
        duration_ms: 0,
      },
    ];
  });
}

export function clusterChecks({ cluster, lost }: Seen): Check[] {
  if (cluster === undefined) return [];
  const { context, server, version } = cluster;
  const answer = lost?.message ?? `answers (${version})`;
  return [
    {
      name: 'Kube context',
      object: context,
      asked: 'Is it the context that may be used?',
      expected: context,
      actual: context,
      status: 'pass',
      evidence: server,
      duration_ms: 0,
    },
    {
      name: 'Kubernetes API',
      object: server,
      asked: 'Does it answer?',
      expected: 'an answer',
      actual: answer,
      status: lost === undefined ? 'pass' : 'fail',
      evidence: answer,
      duration_ms: 0,
    },
  ];
}

export function urlCheck(url: UrlVerdict): Check {
  return {
    name: 'Health URL',
    object: url.url,
    asked: `GET ${url.url}`,
    expected: url.expected,
    actual: url.actual,
    status: url.passed ? 'pass' : 'fail',
    evidence: url.attempts > 1 ? `${url.actual} at the second attempt` : url.actual,
    duration_ms: url.durationMs,
  };
}

/** Permissions that the scope needs and the user does not have: not skipped, since nothing can pass without them. */
export function permissionChecks(permissions: readonly string[]): Check[] {
  const actual = 'forbidden to the user of the kubeconfig';
  return permissions.map((permission) => ({
    name: 'Permission',
    object: permission,
    asked: 'May the scope of the task be read?',
    expected: 'allowed',
    actual,
    status: 'fail',
    evidence: actual,
    duration_ms: 0,
  }));
}

/** What is not looked at, and what the user may not read. */
export function skippedChecks({ forbidden, plan }: Seen): Check[] {
  const row = (name: string, object: string, actual: string): Check => {
    return { name, object, asked: '', expected: '', actual, status: 'skipped', evidence: actual, duration_ms: 0 };
  };
  return [
    ...forbidden.map((permission) => row('Permission', permission, 'forbidden to the user of the kubeconfig')),
    ...plan.unusable.map(({ written, reason }) => row('Scope', written, reason)),
  ];
}
