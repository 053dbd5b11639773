/** The result of the tool. Pure. */
import { idKey } from '../../backlog/task-id.ts';
import type { ToolResult } from '../contract.ts';
import type { Decision, Judged } from './decide.ts';
import { inWords } from './in-words.ts';

type Result = ToolResult<'run_retrospective'>;

/** What became of the decision. */
export interface Ending {
  readonly report: string | null;
  readonly committed: string | null;
  readonly pushed: boolean;
  readonly pull_request: string | null;
  readonly warnings: readonly string[];
}

/** A dry run has no ending. */
export function resultOf({ applied, facts, report }: Decision, judged: Judged, ending?: Ending): Result {
  const isDone = ending !== undefined;
  const titleOf = (id: string) => facts.items.find((one) => idKey(one.id) === idKey(id))?.title ?? id;
  const proposals = applied.map(({ proposal }) => proposal);
  return {
    success: true,
    summary: facts.summary,
    deprecations: proposals.flatMap((one) => (one.kind === 'deprecate' ? [one.id] : [])),
    merges: proposals.flatMap((one) => (one.kind === 'merge' ? [{ source: one.source, target: one.target }] : [])),
    priority_changes: proposals.flatMap((one) =>
      one.kind === 'priority' ? [{ item_id: one.id, old: one.from, new: one.to }] : [],
    ),
    recommendations: [...facts.recommendations],
    next_priority_item: facts.next,
    changes: applied.map((one) => changeOf(one, titleOf, isDone)),
    created: isDone ? applied.flatMap(({ itemId }) => itemId ?? []) : [],
    refused: facts.refused.map(({ proposal, why }) => ({ proposal: inWords(proposal), by: proposal.by, why })),
    lessons: [...facts.lessons],
    session_id: facts.session?.session_id ?? null,
    judged: judged.judged,
    judge_note: judged.note ?? null,
    report_text: report,
    tokens: { ...judged.tokens },
    ...{ report: null, committed: null, pushed: false, pull_request: null },
    ...ending,
    warnings: [...facts.warnings, ...(ending?.warnings ?? [])],
  };
}

const words = { create: 'created', priority: 'priority', merge: 'merged', deprecate: 'deprecated' } as const;

function changeOf(
  { proposal, itemId, file }: Decision['applied'][number],
  titleOf: (id: string) => string,
  isDone: boolean,
): Result['changes'][number] {
  const { reason, by, kind } = proposal;
  const common = { change: words[kind], reason, by, file };
  if (kind === 'create') return { item_id: isDone ? (itemId ?? null) : null, title: proposal.title, ...common };
  const id = kind === 'merge' ? proposal.source : proposal.id;
  return { item_id: id, title: titleOf(id), ...common };
}

/** Nothing was changed: git refused. */
export function refusedResult(decision: Decision, judged: Judged, why: string): Result {
  const nothing = { deprecations: [], merges: [], priority_changes: [], changes: [] };
  return { ...resultOf(decision, judged), ...nothing, success: false, summary: why };
}
