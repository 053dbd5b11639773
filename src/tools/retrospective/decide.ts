/** What a retrospective does: proposals of rules and judge, those that count, what they change, and the report. */
import { buildQueue } from '../../backlog/queue/queue.ts';
import { backlogAfter, subjectOf } from '../../backlog/retrospective/after.ts';
import { checkProposals } from '../../backlog/retrospective/check-proposals.ts';
import { withInherited } from '../../backlog/retrospective/inherited.ts';
import type { Proposal, Recommendation, Refused } from '../../backlog/retrospective/proposal.ts';
import { proposeByRules } from '../../backlog/retrospective/propose.ts';
import { idKey } from '../../backlog/task-id.ts';
import type { Repository } from '../../git/repository.ts';
import type { SessionFacts } from '../../session/session-report-data.ts';
import type { Place } from '../create/place.ts';
import { Draft } from '../draft/draft.ts';
import { type ChangePlan, planChanges } from './plan-changes.ts';
import type { Read } from './read-facts.ts';
import { retrospectiveReport } from './report.ts';
import type { RetrospectiveFacts } from './report-facts.ts';
import { reportItems } from './report-items.ts';
import { summaryOf } from './summary.ts';

/** What Codex thinks of the backlog. */
export interface Judged {
  readonly proposals: readonly Proposal[];
  readonly lessons: readonly string[];
  readonly judged: boolean;
  /** Why there is no judgement, or what it does not cover. */
  readonly note: string | undefined;
  readonly tokens: { readonly input: number; readonly output: number };
}

export interface DecideRequest {
  readonly repository: Repository;
  readonly place: Place;
  readonly read: Read;
  readonly judged: Judged;
  /** The session that it is about. */
  readonly session: SessionFacts | undefined;
  readonly sessions: readonly SessionFacts[];
  readonly warnings: readonly string[];
  readonly dryRun: boolean;
  readonly now: Date;
  /** The moment that the files are to name; now when not said. */
  readonly writtenAt?: Date | undefined;
}

export interface Decision {
  readonly draft: Draft;
  readonly applied: ChangePlan['applied'];
  readonly facts: RetrospectiveFacts;
  readonly report: string;
}

/** Works everything out; nothing is changed. */
export async function decide(request: DecideRequest): Promise<Decision> {
  const { read, judged, session, sessions, dryRun, now } = request;
  const { checking } = read;
  const rules = proposeByRules(checking);
  const others = judged.proposals.filter((one) => !rules.some((rule) => saysTheSame(rule, one)));
  const checked = checkProposals([...rules, ...others], checking);
  const { draft, plan, accepted, refused } = await planAll(request, checked.accepted);
  const applied = plan.applied.map(({ proposal }) => proposal);
  const queue = buildQueue(backlogAfter(checking.backlog, applied));
  const facts: RetrospectiveFacts = {
    ...{ now, dryRun, session, sessions, lessons: judged.lessons, note: judged.note },
    summary: summaryOf(session, checking.queue.entries.length, plan.applied),
    failures: checking.failures,
    applied: plan.applied,
    refused: [...checked.refused, ...refused],
    recommendations: accepted.flatMap((one) => (one.kind === 'recommend' && !isOver(one, applied) ? [one.text] : [])),
    next: queue.next === undefined ? null : { item_id: queue.next.itemId, reason: queue.next.reason },
    items: reportItems(queue, plan.applied, checking.backlog),
    warnings: [...request.warnings, ...plan.warnings],
  };
  return { draft, applied: plan.applied, facts, report: retrospectiveReport(facts) };
}

interface Planned {
  readonly draft: Draft;
  readonly plan: ChangePlan;
  /** The proposals that are left. */
  readonly accepted: readonly Proposal[];
  readonly refused: readonly Refused[];
}

/** What cannot be written is taken out, and all is planned again: others may have followed from it. */
async function planAll(request: DecideRequest, accepted: readonly Proposal[]): Promise<Planned> {
  const { repository, place, read, writtenAt: now = request.now } = request;
  const { checking, edited, entries } = read;
  const draft = new Draft(repository, entries);
  const plan = await planChanges({ place, checking, draft, edited, now }, withInherited(accepted, checking.backlog));
  if (plan.refused.length === 0) return { draft, plan, accepted, refused: [] };
  const out = new Set(plan.refused.map(({ proposal }) => proposal));
  const left = accepted.filter((one) => !out.has(one));
  // What was only inherited by a merge is in neither list.
  if (left.length === accepted.length) return { draft, plan, accepted, refused: plan.refused };
  const again = await planAll(request, left);
  return {
    ...again,
    refused: [...plan.refused.filter(({ proposal }) => accepted.includes(proposal)), ...again.refused],
  };
}

/** Whether an item that is recommended to look at goes away in the same go. */
function isOver({ about = [] }: Recommendation, applied: readonly Proposal[]): boolean {
  const gone = applied
    .filter(({ kind }) => kind === 'merge' || kind === 'deprecate')
    .map((one) => idKey(subjectOf(one) ?? ''));
  return about.some((id) => gone.includes(idKey(id)));
}

/** The judge saw what the rules propose; that it agrees is no proposal. */
function saysTheSame(rule: Proposal, other: Proposal): boolean {
  const essence = (one: Proposal) => {
    if (one.kind === 'recommend') return [one.text];
    if (one.kind === 'merge') return [one.source, one.target];
    return one.kind === 'create' ? [one.title.toLowerCase()] : [one.id, ...(one.kind === 'priority' ? [one.to] : [])];
  };
  return rule.kind === other.kind && essence(rule).join('\n') === essence(other).join('\n');
}
