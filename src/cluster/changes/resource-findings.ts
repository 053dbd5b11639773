/** What the cluster says of the resources that the commits of a task changed. Pure. */
import { adviceFor } from '../advice.ts';
import type { Findings } from '../findings.ts';
import { finalText, isFailing, type TimedJudgement } from '../judgement.ts';
import { refText } from '../kube-object.ts';
import { skippedFindings } from '../skipped-findings.ts';
import type { Check, Failure } from '../verification.ts';
import type { ResourcesSeen } from './look-at-resources.ts';

const name = 'Changed resource';

/**
 * One row each. Before the commits are pushed the cluster has what was there before, which neither passes nor fails them.
 * @param fleeting resources that the cluster removes by itself, as refText calls them
 */
export function resourceFindings(
  { judgements, skipped }: ResourcesSeen,
  isPushed: boolean,
  fleeting: ReadonlySet<string>,
): Findings {
  const isMissing = ({ health }: TimedJudgement) => health.reason === 'NotFound';
  const isFailed = (judgement: TimedJudgement) => isPushed && isFailing(judgement) && !isGone(judgement);
  const isGone = (judgement: TimedJudgement) => isMissing(judgement) && fleeting.has(refText(judgement.ref));
  const healthy = judgements.filter((judgement) => !isFailing(judgement)).length;
  const counts = `${healthy} of ${judgements.length} changed resource${judgements.length === 1 ? '' : 's'} healthy`;
  const barred = skippedFindings(name, skipped);
  const told = judgements.filter((judgement) => isFailing(judgement) && !isFailed(judgement));
  return {
    checks: [
      ...judgements.map((judgement) => rowOf(judgement, isFailed(judgement) ? 'fail' : 'warn')),
      ...barred.checks,
    ],
    failures: [...judgements.filter(isFailed).map(failureOf), ...barred.failures],
    warnings: [
      ...told.map(
        (judgement) =>
          `${refText(judgement.ref)} ${isGone(judgement) ? 'has ended and is gone' : lateText(judgement)}.`,
      ),
      ...judgements.flatMap(({ ref, health }) => (health.notes ?? []).map((note) => `${refText(ref)}: ${note}.`)),
      ...barred.warnings,
    ],
    ...(judgements.length === 0 ? {} : { counts }),
    isUnread: barred.isUnread === true,
    ...(isPushed ? {} : { isSupporting: true }),
  };
}

function lateText(judgement: TimedJudgement): string {
  const state =
    judgement.health.reason === 'NotFound' ? 'is not on the cluster' : `is not healthy (${judgement.health.message})`;
  return `${state}, and the upstream branch does not have the commits that changed it yet`;
}

function rowOf(judgement: TimedJudgement, otherwise: 'fail' | 'warn'): Check {
  const { ref, health, evidence, durationMs } = judgement;
  return {
    name,
    object: refText(ref),
    asked: 'Does the cluster have it, seen by its controller and healthy?',
    expected: 'healthy',
    actual: isFailing(judgement) ? finalText(judgement) : health.message,
    status: isFailing(judgement) ? otherwise : 'pass',
    evidence: `${health.message}; ${evidence}`,
    duration_ms: durationMs,
  };
}

/** Reasons that say more than that the time was up. */
const telling = new Set(['NotObserved', 'KindNotServed']);

function failureOf(judgement: TimedJudgement): Failure {
  const { ref, health } = judgement;
  const isSlow = health.verdict === 'progressing' && health.troubled !== true && !telling.has(health.reason);
  const reason = isSlow ? 'TimedOut' : health.reason;
  const message = finalText(judgement);
  return { check: ref.kind, object: refText(ref), reason, message, ...adviceFor(ref, reason, message), scope: 'task' };
}
