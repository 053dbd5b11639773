/** What the cluster says of resources that the commits of a task removed. Pure. */
import type { Findings } from '../findings.ts';
import { refText } from '../kube-object.ts';
import { skippedFindings } from '../skipped-findings.ts';
import type { ResourcesSeen } from './look-at-resources.ts';

const name = 'Changed resource';

/** A row each. One that is still there is a warning: who deploys it may not prune, or may prune later. */
export function removedFindings({ judgements, skipped }: ResourcesSeen): Findings {
  const barred = skippedFindings(name, skipped);
  const rows = judgements.map(({ ref, health, durationMs }) => {
    const isGone = health.reason === 'NotFound';
    return {
      ...{ name, object: refText(ref), asked: 'Is it gone, as the commits removed it?', expected: 'gone' },
      actual: isGone ? 'gone' : 'still there',
      status: isGone ? ('pass' as const) : ('warn' as const),
      evidence: isGone ? 'not found' : health.message,
      duration_ms: durationMs,
    };
  });
  return {
    checks: [...rows, ...barred.checks],
    failures: [],
    warnings: [
      ...rows
        .filter(({ status }) => status === 'warn')
        .map(({ object }) => `${object} was removed by the commits of the task, and the cluster still has it.`),
      ...barred.warnings,
    ],
    isSupporting: true,
  };
}
