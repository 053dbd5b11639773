/** Facts for tests: only what a test is about has to be said. */

import { buildQueue } from '../../../../src/backlog/queue/queue.ts';
import type { Failure, GoneFolder } from '../../../../src/backlog/retrospective/facts.ts';
import { dayMs, type Facts } from '../../../../src/backlog/retrospective/facts.ts';
import type { Proposal } from '../../../../src/backlog/retrospective/proposal.ts';
import type { HumanAction } from '../../../../src/backlog/task.ts';
import { type TaskSketch, task, taskText } from '../task-text.ts';

export interface Sketch extends TaskSketch {
  /** Days since it last changed; 1 when not said. */
  readonly days?: number;
}

export interface FactsSketch {
  readonly items: readonly Sketch[];
  readonly actions?: readonly HumanAction[];
  readonly failures?: readonly (Partial<Failure> & { readonly days?: number })[];
  readonly there?: readonly string[];
  readonly gone?: Readonly<Record<string, GoneFolder>>;
}

export const now = Date.parse('2026-06-01T12:00:00Z');

export function factsOf({ items, actions = [], failures = [], there = [], gone = {} }: FactsSketch): Facts {
  const tasks = items.map((item) => task(item));
  const backlog = { tasks, humanActions: actions, problems: [] };
  const changed = items.map(({ days = 1 }, index) => [tasks[index]?.file ?? '', now - days * dayMs] as const);
  return {
    backlog,
    queue: buildQueue(backlog),
    texts: new Map(items.map((item, index) => [tasks[index]?.file ?? '', [taskText(item)]])),
    changedAt: new Map(changed),
    failures: failures.map(({ days = 1, ...failure }) => {
      return { kind: 'error-x', what: 'X', itemId: 'TASK-001', sessionId: 'one', at: now - days * dayMs, ...failure };
    }),
    parts: { there: new Set(there), gone: new Map(Object.entries(gone)) },
    now,
  };
}

/** Proposals in one line each. */
export function inWords(proposals: readonly Proposal[]): string[] {
  return proposals.map(asLine);
}

function asLine(proposal: Proposal): string {
  switch (proposal.kind) {
    case 'deprecate':
      return `deprecate ${proposal.id}: ${proposal.reason}`;
    case 'merge':
      return `merge ${proposal.source} into ${proposal.target}: ${proposal.reason}`;
    case 'priority':
      return `${proposal.id} ${proposal.from} to ${proposal.to}: ${proposal.reason}`;
    case 'create':
      return `create ${proposal.title}: ${proposal.reason}`;
    case 'recommend':
      return `recommend: ${proposal.text}`;
  }
}
