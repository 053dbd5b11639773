/** Small queues for the tests of the editor's pure parts. */
import type {
  ActionEntry,
  CriterionEntry,
  QueueState,
  RepositoryQueue,
  TaskEntry,
} from '../../../src/editor/queue-entries.ts';
import { taskKey } from '../../../src/editor/queue-entries.ts';
import type { RunOutcome, RunState } from '../../../src/editor/run-state.ts';

export const root = '/shop';

/** Criteria from `x text`, `- text` (waived) and ` text` (open), numbered as they are executed. */
export function criteria(lines: readonly string[], group: readonly string[] = [], first = 0): CriterionEntry[] {
  const states = { x: 'done', '-': 'waived', ' ': 'open' } as const;
  return lines.map((line, place) => {
    const text = line.slice(2);
    const state = states[line[0] as keyof typeof states];
    return {
      text,
      state,
      address: { group, ordinal: place, text },
      line: 10 + place,
      index: first + place,
      children: [],
    };
  });
}

export function task(id: string, more: Partial<TaskEntry> = {}): TaskEntry {
  const entries = more.criteria ?? [];
  const folder = more.folder ?? 'active';
  return {
    ...{ id, title: `Title of ${id}`, priority: 'medium', labels: [], folder, file: `tasks/${folder}/${id}.md` },
    ...{
      state: 'ready',
      blockedBy: [],
      links: [],
      explanation: 'Nothing is in its way.',
      next: false,
      usesCluster: true,
    },
    done: entries.filter(({ state }) => state !== 'open').length,
    total: entries.length,
    criteria: entries,
    ...more,
  };
}

export function action(id: string, more: Partial<ActionEntry> = {}): ActionEntry {
  const file = `human-actions/${id}-a/action_report.json`;
  return { id, title: `Title of ${id}`, priority: 'medium', status: 'pending', blocks: [], file, ...more };
}

export function repository(tasks: readonly TaskEntry[], more: Partial<RepositoryQueue> = {}): RepositoryQueue {
  return { root, name: 'shop', tasks, actions: [], warnings: [], ...more };
}

export function queueState(
  repositories: readonly RepositoryQueue[],
  more: { readonly runs?: readonly RunState[]; readonly outcomes?: readonly RunOutcome[] } = {},
): QueueState {
  const { runs = [], outcomes = [] } = more;
  const key = (outcome: RunOutcome) => taskKey(outcome.repository, outcome.itemId);
  const verified = outcomes.flatMap((outcome) =>
    outcome.verification === undefined ? [] : [[key(outcome), outcome.verification] as const],
  );
  const byTask = new Map(outcomes.map((outcome) => [key(outcome), outcome]));
  return { repositories, runs, outcomes: byTask, verifications: new Map(verified) };
}

export function run(itemId: string, more: Partial<RunState> = {}): RunState {
  return {
    repository: root,
    itemId,
    kind: 'process',
    stage: 'criterion',
    done: 0,
    total: 3,
    message: 'at work',
    ...more,
  };
}

export function outcome(itemId: string, more: Partial<RunOutcome> = {}): RunOutcome {
  const base = { repository: root, itemId, kind: 'process', done: 3, total: 3, message: 'All is done.' } as const;
  return { ...base, result: 'complete', word: 'complete', ...more };
}
