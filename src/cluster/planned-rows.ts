/** Rows for planned checks that left none of their own, so that what was planned and what is shown cannot differ. Pure. */
import type { CheckKind } from './check-kinds.ts';
import type { CheckPlan, PlannedCheck } from './check-plan.ts';
import type { Findings } from './findings.ts';
import { fluxKinds } from './flux/flux-kinds.ts';
import type { Check, Verification } from './verification.ts';

/** Names of the rows of each kind of check. */
const rowNames: Readonly<Record<CheckKind, readonly string[]>> = {
  workloads: [
    ...['Pod', 'Pods', 'Deployment', 'Deployments', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'Namespace'],
  ],
  services: ['Service', 'Services'],
  urls: ['Health URL'],
  flux: ['Flux', ...fluxKinds.map(({ kind }) => kind)],
  events: ['Events'],
  images: ['Image'],
  manifests: ['Kustomize build'],
  lint: ['Lint script'],
  resources: ['Changed resource'],
  commands: ['Command'],
};

/**
 * What is planned and not run, each entry that `verify:` states with a warning; and what was run and found nothing to look at.
 * A verification that was blocked before it began has run nothing of its plan, and says that itself.
 */
export function plannedRows({ checks: planned }: CheckPlan, { checks: rows }: Pick<Verification, 'checks'>): Findings {
  const names = new Set(rows.map(({ name }) => name));
  const skipped = planned.filter((check) => check.skipped !== undefined);
  const stated = skipped.filter(({ because }) => because.startsWith('verify'));
  const silent = planned.filter(
    ({ kind, skipped: why }) => why === undefined && !rowNames[kind].some((name) => names.has(name)),
  );
  return {
    checks: [...skipped.flatMap(skippedRows), ...silent.map((check) => row('Plan', check.check, 'nothing to look at'))],
    failures: [],
    warnings: stated.flatMap(({ objects, skipped: why }) =>
      objects.map((object) => `"${object}" of the scope was skipped: ${why}.`),
    ),
  };
}

function skippedRows({ kind, check, objects, because, skipped = '' }: PlannedCheck): Check[] {
  if (!because.startsWith('verify') || objects.length === 0) return [row('Plan', check, skipped)];
  return objects.map((object) => row(kind === 'commands' ? 'Command' : 'Scope', object, skipped));
}

function row(name: string, object: string, actual: string): Check {
  return { name, object, asked: '', expected: '', actual, status: 'skipped', evidence: actual, duration_ms: 0 };
}
