/** What a rollback came to, as its callers get it. Pure. */
import type { RollbackResult } from '../contract.ts';
import { inWords } from '../process/related-runs.ts';
import type { RelatedRollback } from './plan-related.ts';
import { pathsOf, type RollbackPlan } from './plan-rollback.ts';
import type { PushedRollback } from './push-rollback.ts';
import { type RolledBack, rollbackSubject, whatIsRolledBack } from './rollback-message.ts';
import { criteriaOf, short, subjectOf } from './runs.ts';

type RelatedResult = RollbackResult['related'][number];
type RepositoryResult = Omit<RelatedResult, 'repository' | 'status' | 'message'>;

/** A related repository, and where its commit went. */
export interface PushedRelated {
  readonly one: RelatedRollback;
  /** Of one that is done. */
  readonly pushed?: PushedRollback;
}

/** What would be done. @param plan of the repository with the task; undefined where nothing is left to do there */
export function plannedResult(
  rolledBack: RolledBack,
  plan: RollbackPlan | undefined,
  related: readonly PushedRelated[],
): RollbackResult {
  const what = whatIsRolledBack(rolledBack);
  const message =
    plan === undefined
      ? `Would roll back the rest of ${what}.`
      : `Would roll back ${what}, in one commit.${movedText(plan)}`;
  return whole(rolledBack, { ...nothingPushed(rolledBack, plan), status: 'planned', message }, plan, related);
}

/** What was done now. */
export function doneResult(
  rolledBack: RolledBack,
  plan: RollbackPlan,
  pushed: PushedRollback,
  related: readonly PushedRelated[],
): RollbackResult {
  const message = `${doneText(rolledBack, pushed)}${movedText(plan)}`;
  const own = { ...nothingPushed(rolledBack, plan), ...pushedPart(rolledBack, pushed), message };
  return whole(rolledBack, { ...own, status: 'done' }, plan, related, pushed.warnings);
}

/** What was left to do of a rollback that was made before. @param pushed undefined where only related repositories were left */
export function finishedResult(
  rolledBack: RolledBack,
  sha: string,
  pushed: PushedRollback | undefined,
  related: readonly PushedRelated[],
): RollbackResult {
  const what = `The rollback of ${whatIsRolledBack(rolledBack)} in ${short(sha)}`;
  const own = {
    ...nothingPushed(rolledBack, undefined),
    ...(pushed === undefined ? {} : pushedPart(rolledBack, pushed)),
  };
  const message = pushed === undefined ? `${what} was made before.` : `${what} ${pushedNow(pushed)}`;
  return whole(rolledBack, { ...own, status: 'done', message }, undefined, related, pushed?.warnings);
}

function whole(
  { itemId, runs }: RolledBack,
  own: Omit<RelatedResult, 'repository'>,
  plan: RollbackPlan | undefined,
  pushedRelated: readonly PushedRelated[],
  warnings: readonly string[] = [],
): RollbackResult {
  const related = pushedRelated.map(relatedResult);
  const told = pushedRelated.flatMap(({ one }) => ('plan' in one ? (one.plan?.checkByHand ?? []) : []));
  return {
    ...own,
    item_id: itemId,
    runs: [...runs],
    message: [own.message, ...related.map(relatedText)].join(' '),
    push_pending: own.push_pending || related.some(({ push_pending: pending }) => pending),
    related,
    check_by_hand: [...(plan?.checkByHand ?? []), ...told],
    warnings: [...(plan?.warnings ?? []), ...warnings, ...pushedRelated.flatMap(relatedWarnings)],
  };
}

function relatedResult({ one, pushed }: PushedRelated): RelatedResult {
  const { repository, rolledBack, state } = one;
  const own = { ...nothingPushed(rolledBack, 'plan' in one ? one.plan : undefined), repository: repository.root };
  if (one.kind === 'refused') return { ...own, status: 'refused', message: one.why, push_pending: state.upstream };
  if (one.kind === 'planned') {
    return { ...own, status: 'planned', message: `Would roll back ${whatIsRolledBack(rolledBack)}, in one commit.` };
  }
  if (pushed === undefined) {
    const message = `The rollback of ${whatIsRolledBack(rolledBack)} in ${short(one.sha)} would be pushed.`;
    return { ...own, status: 'planned', message };
  }
  const message =
    one.plan === undefined
      ? `The rollback of ${whatIsRolledBack(rolledBack)} in ${short(one.sha)} ${pushedNow(pushed)}`
      : doneText(rolledBack, pushed);
  return { ...own, ...pushedPart(rolledBack, pushed), status: 'done', message };
}

/** What the message of the whole says of one related repository. */
function relatedText({ repository, status, commit, pushed, reverted }: RelatedResult): string {
  const count = reverted.length === 1 ? '1 commit' : `${reverted.length} commits`;
  if (status === 'refused')
    return `In ${repository}: nothing was rolled back, so ${count} stay${reverted.length === 1 ? 's' : ''}.`;
  if (status === 'planned') return `In ${repository}: ${count} as well.`;
  return `In ${repository}: rolled back in ${short(commit?.sha)}${pushed ? ', pushed' : ''}.`;
}

function relatedWarnings({ one, pushed }: PushedRelated): string[] {
  const refusal = one.kind === 'refused' ? [one.why] : [];
  return [...refusal, ...(pushed?.warnings ?? [])].map((warning) => inWords(one.repository.root, warning));
}

function nothingPushed({ commits }: RolledBack, plan: RollbackPlan | undefined): RepositoryResult {
  const reverted = commits.map((commit) => ({
    sha: commit.sha,
    subject: subjectOf(commit),
    criterion: criteriaOf(commit)[0] ?? null,
  }));
  const paths = plan === undefined ? [] : pathsOf(plan);
  return { reverted, paths, commit: null, pushed: false, push_pending: false, pull_request: null };
}

function pushedPart(rolledBack: RolledBack, { sha, pushed, push_pending, pull_request }: PushedRollback) {
  return { commit: { sha, subject: rollbackSubject(rolledBack) }, pushed, push_pending, pull_request };
}

function doneText(rolledBack: RolledBack, { sha, pushed, push_pending: pending }: PushedRollback): string {
  const left = pending ? ' The upstream branch still has what it takes back.' : '';
  return `Rolled back ${whatIsRolledBack(rolledBack)} in ${short(sha)}${pushed ? ', pushed' : ''}.${left}`;
}

function pushedNow({ pushed }: PushedRollback): string {
  return `was not pushed yet; ${pushed ? 'it is now' : 'it could not be'}.`;
}

function movedText({ move, task }: RollbackPlan): string {
  return move === undefined ? '' : ` ${task.id} is work again: ${move.to}.`;
}
