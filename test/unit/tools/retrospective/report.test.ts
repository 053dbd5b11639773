import { expect, test } from 'vitest';
import { retrospectivePath, retrospectiveReport } from '../../../../src/tools/retrospective/report.ts';
import type { ReportItem, RetrospectiveFacts } from '../../../../src/tools/retrospective/report-facts.ts';
import { sessionRecord, sessionTask } from '../../../support/session-records.ts';

const item = (id: string, differs: Partial<ReportItem> = {}): ReportItem => ({
  ...{ id, title: `Do ${id}`, file: `tasks/active/${id}.md`, state: 'ready', waitsFor: [] },
  ...differs,
});

const nothing: RetrospectiveFacts = {
  ...{ now: new Date(2026, 10, 28, 7, 5), dryRun: false, summary: 'No task was worked on.', session: undefined },
  ...{ sessions: [], failures: [], applied: [], refused: [], recommendations: [], lessons: [], note: undefined },
  ...{ next: null, items: [], warnings: [] },
};

const session = sessionRecord({ tasks: [sessionTask('TASK-001'), sessionTask('TASK-002', { status: 'error' })] });
const failure = { kind: 'criterion', what: 'kubectl apply failed', itemId: 'TASK-002', sessionId: 's', at: 1 };

test('without anything to say it is short', () => {
  expect(retrospectiveReport(nothing)).toBe(`# Retrospective of Saturday 28 November 2026

**No task was worked on.**

**Next:** nothing is ready.
`);
});

test('changes and their reasons first, then figures, the chain and what was refused', () => {
  const facts: RetrospectiveFacts = {
    ...nothing,
    summary: 'Processed 2 tasks, 1 succeeded',
    session,
    sessions: [session, sessionRecord({ session_id: 'other' })],
    failures: [failure, { ...failure, kind: 'other', what: 'One.' }, { ...failure, itemId: 'TASK-003', at: 2 }],
    applied: [
      { proposal: { kind: 'deprecate', id: 'TASK-004', reason: 'Superseded by TASK-001', by: 'superseded' } },
      { proposal: { kind: 'merge', source: 'TASK-005', target: 'TASK-006', reason: 'Same cause.', by: 'judge' } },
      {
        proposal: {
          kind: 'priority',
          id: 'TASK-006',
          from: 'low',
          to: 'high',
          reason: 'It blocks TASK-007',
          by: 'rising',
        },
      },
      {
        proposal: {
          ...{
            kind: 'create',
            title: 'Recurring failure: kubectl',
            description: '',
            component: 'shop',
            priority: 'high',
          },
          ...{ criteria: [], reason: 'It came three times', by: 'repeated-failure' },
        },
        itemId: 'TASK-031',
      },
    ],
    refused: [
      {
        proposal: { kind: 'deprecate', id: 'TASK-999', reason: 'No', by: 'judge' },
        why: 'No open item has this id',
      },
      {
        proposal: { kind: 'merge', source: 'A-1', target: 'A-1', reason: '', by: 'duplicate' },
        why: 'It is one item.',
      },
      { proposal: { kind: 'recommend', text: 'rm -rf <all>', by: 'judge' }, why: 'It is too long.' },
    ],
    recommendations: ['Consider one dashboard'],
    lessons: ['Probes of `web` need 30 s'],
    next: { item_id: 'TASK-006', reason: 'Highest priority ready task' },
    items: [
      item('TASK-006'),
      item('TASK-007', {
        state: 'waiting',
        waitsFor: ['task-6', 'ACTION-001', 'BUG-9'],
        title: 'A "quoted" [title]',
      }),
      item('ACTION-001', { state: 'person', file: 'human-actions/ACTION-001 x/INSTRUCTIONS.md' }),
      item('TASK-008'),
      item('TASK-004', { state: 'ended', file: 'tasks/deprecated/TASK-004.md' }),
      item('TASK-005', { state: 'ended', file: 'tasks/completed/TASK-005.md' }),
      item('TASK-031', { file: 'tasks/backlog/TASK-031.md' }),
    ],
    warnings: ['TASK-010 has edits that are not committed'],
  };
  expect(retrospectiveReport(facts)).toBe(`# Retrospective of Saturday 28 November 2026

**Processed 2 tasks, 1 succeeded.**

3 proposals were refused, see below.

**Next:** [TASK-006](../../tasks/active/TASK-006.md) Do TASK-006: Highest priority ready task.

## What was changed

- **Opened** [TASK-031](../../tasks/backlog/TASK-031.md) Do TASK-031: It came three times. _(rule repeated-failure)_
- **low → high** [TASK-006](../../tasks/active/TASK-006.md) Do TASK-006: It blocks TASK-007. _(rule rising)_
- **Merged** [TASK-005](../../tasks/completed/TASK-005.md) Do TASK-005 **into** [TASK-006](../../tasks/active/TASK-006.md) Do TASK-006: Same cause. _(Codex)_
- **Deprecated** [TASK-004](../../tasks/deprecated/TASK-004.md) Do TASK-004: Superseded by TASK-001. _(rule superseded)_

## Recommendations

- Consider one dashboard.

## Lessons

- Probes of \`web\` need 30 s.

## Refused

These were proposed and do not hold. Nothing was changed for them.

- Codex would deprecate \`TASK-999\`: No open item has this id.
- Rule duplicate would merge \`A-1\` into \`A-1\`: It is one item.
- Codex would say “rm -rf \\<all\\>”: It is too long.

## Warnings

- TASK-010 has edits that are not committed.

## What failed

- **2×** kubectl apply failed. \`TASK-002\`, \`TASK-003\`
- **1×** One. \`TASK-002\`

## What waits for what

\`\`\`mermaid
graph LR
    TASK_006("TASK-006 Do TASK-006")
    TASK_007["TASK-007 A quoted title"]
    ACTION_001{{"ACTION-001 Do ACTION-001"}}
    TASK_006 --> TASK_007
    ACTION_001 --> TASK_007
\`\`\`

An arrow leads to what waits. Round: ready. Six corners: a person has to act.

## Figures

|  | Tasks | Done | Success | Criteria | Tokens | Time |
|---|--:|--:|--:|--:|--:|--:|
| This session | 2 | 1 | 50 % | 2 | 83k | 41m00s |
| 2 sessions | 3 | 2 | 67 % | 3 | 125k | 1h22m |

\`\`\`mermaid
%%{init: {"themeVariables": {"pie1": "#2da44e", "pie2": "#cf222e"}}}%%
pie showData
    title How tasks ended
    "done and verified" : 2
    "stopped" : 1
\`\`\`

Session \`0d9c2a4e-3b1f-4c55-9a36-0b7d5f6e8a11\`
`);
});

test.each<[string, Partial<RetrospectiveFacts>, string]>([
  ['a dry run says so', { dryRun: true }, '**A dry run: nothing was changed.**'],
  [
    'a dry run says what would be done',
    {
      dryRun: true,
      applied: [{ proposal: { kind: 'deprecate', id: 'T-1', reason: 'Stale', by: 'stale' } }],
      items: [item('T-1')],
    },
    '## What would be changed\n\n- **Deprecate** [T-1](../../tasks/active/T-1.md) Do T-1: Stale. _(rule stale)_\n',
  ],
  ['without Codex', { note: 'Codex is not installed' }, '\n\nCodex is not installed.\n\n'],
  [
    'what is refused for one reason stands together',
    {
      refused: Array.from({ length: 12 }, (_, index) => ({
        proposal: { kind: 'priority', id: `T-${index}`, from: 'low', to: 'critical', reason: '', by: 'judge' },
        why: 'Too many',
      })),
      items: [item('T-0')],
    },
    'Codex would give the priority critical to [T-0](../../tasks/active/T-0.md), `T-1`, `T-2`, `T-3`, `T-4`, `T-5`, `T-6`, `T-7`, `T-8`, `T-9` and 2 more: Too many.',
  ],
  [
    'one refusal',
    { refused: [{ proposal: { kind: 'recommend', text: '', by: 'x' }, why: '' }] },
    '1 proposal was refused, see below.',
  ],
  [
    'no verdict on what was split',
    { sessions: [sessionRecord({ tasks: [sessionTask('T', { status: 'needs_decomposition' })] })] },
    '| 1 session | 1 | 0 | – |',
  ],
])('%s', (_, differs, expected) => {
  expect(retrospectiveReport({ ...nothing, ...differs })).toContain(expected);
});

test('the path has day and minute', () => {
  expect(retrospectivePath(nothing.now)).toBe('docs/retrospectives/retrospective-2026-11-28-0705.md');
});
