/** The one sentence of a verification for people, with what to do next. Pure. */
import { causesOf } from './cause/causes.ts';
import { isFailing } from './judgement.ts';
import type { Seen } from './seen.ts';
import type { Failure, Summary, Verification } from './verification.ts';

export interface Outcome {
  readonly overall: Verification['overall'];
  readonly failures: readonly Failure[];
  readonly summary: Summary;
  /** Permissions that the scope needs and the user does not have: `list pods in shop`. */
  readonly barred: readonly string[];
  readonly seen: Seen;
}

const howToScope =
  'Name what belongs to the task under `verify:` in its front matter, for example `verify: { namespaces: [NAME] }`, ' +
  'then verify again.';

/** Says what was found; where it is no pass, what stands in the way and the remedy. */
export function outcomeMessage(outcome: Outcome): string {
  const { overall, summary, seen } = outcome;
  const { wholeCluster, forbidden } = seen;
  const lead = leadText(outcome);
  if (lead !== undefined) return lead;
  if (overall === 'blocked') {
    const needed = outcome.barred.length > 0 ? outcome.barred : forbidden;
    const why = wholeCluster ? '' : ', and the scope of the task needs it';
    const grant = 'Grant this, or use a context whose user may read it, then verify again.';
    const scope = wholeCluster ? ` Or scope the task to what may be read. ${howToScope}` : '';
    return `Not verified${on(seen)}: ${mayNot(needed)}${why}. ${grant}${scope}`;
  }
  const counts = countsText(summary);
  if (overall === 'nothing_to_verify') {
    if (counts === '' && wholeCluster && seen.judgements.length === 0)
      return `There is nothing to verify: nothing was found in the whole cluster${on(seen)}.`;
    if (!wholeCluster) return 'There is nothing to verify: the scope holds no pod, deployment, service or URL.';
    const problems = seen.judgements.filter(isFailing).length;
    const exist = problems === 1 ? '1 problem exists' : `${problems} problems exist`;
    const found = `${problems === 0 ? 'no problem was seen' : exist}${counts === '' ? '' : ` (${counts})`}`;
    const unread = forbidden.length === 0 ? '' : `; ${mayNot(forbidden)}`;
    const start = 'Nothing is scoped to this task, so nothing was verified.';
    return `${start} ${lookedAt(seen, 'The')}: ${found}${unread}. ${howToScope}`;
  }
  const found = counts || 'all checks passed';
  if (!wholeCluster) return `Verified${on(seen)}: ${found}.`;
  return `Nothing in particular was named; ${lookedAt(seen, 'the')}: ${found}.`;
}

/** The cause that explains most. A missing permission leads nobody: it stands in the sentence of its own. */
function leadText({ failures: all, barred, seen }: Outcome): string | undefined {
  const failures = all.filter(({ check }) => check !== 'Permission');
  const links = seen.judgements.flatMap((judgement) => judgement.links ?? []);
  const causes = causesOf({ failures, links, context: seen.cluster?.context });
  const lead = failures.find(({ check }) => check === 'Kubernetes API') ?? causes[0];
  if (lead === undefined) return undefined;
  const others = causes.length - 1;
  const more = others === 0 ? '' : ` (and ${others} more root cause${others === 1 ? '' : 's'})`;
  const besides = barred.length === 0 ? '' : ` Besides, ${mayNot(barred)}.`;
  return `${lead.object}: ${lead.reason}. ${lead.cause} ${lead.remedy}${more}${besides}`;
}

function mayNot(permissions: readonly string[]): string {
  return `the user of the kubeconfig may not ${permissions.join(', ')}`;
}

function on({ cluster }: Seen): string {
  return cluster === undefined ? '' : ` on ${cluster.context}`;
}

function lookedAt({ cluster }: Seen, article: 'The' | 'the'): string {
  const which = cluster === undefined ? '' : ` (${cluster.context})`;
  return `${article} whole cluster was looked at, as warnings only${which}`;
}

/** `3 of 3 pods healthy, 1 of 2 services up`; empty where nothing was counted. */
export function countsText(summary: Summary): string {
  const parts = [
    [summary.pods_healthy, summary.pods_total, 'pods healthy'],
    [summary.deployments_healthy, summary.deployments_total, 'deployments rolled out'],
    [summary.services_up, summary.services_total, 'services up'],
    [summary.endpoints_accessible, summary.endpoints_total, 'URLs answer'],
  ] as const;
  return parts
    .filter(([, total]) => total > 0)
    .map(([good, total, text]) => `${good} of ${total} ${text}`)
    .join(', ');
}
