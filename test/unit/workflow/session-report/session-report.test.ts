import { expect, test } from 'vitest';
import { zoneText } from '../../../../src/session/report/figures.ts';
import type { SessionRecord } from '../../../../src/session/session-record.ts';
import type { ReportPlace } from '../../../../src/workflow/session-report/links.ts';
import { sessionReport } from '../../../../src/workflow/session-report/session-report.ts';
import { sessionRecord, sessionTask } from '../../../support/session-records.ts';

const forge = { kind: 'gitlab', host: 'gitlab.com', path: 'a/b', address: 'https://gitlab.com/a/b' } as const;
const zone = zoneText(new Date(2026, 10, 27, 22));

/** The report without what programs read. */
function readable(record: SessionRecord, place?: ReportPlace): string {
  return sessionReport(record, place).replace(/\n\n<!-- [\s\S]*-->\n$/, '');
}

test('a good night: the verdict, nothing to do, then the proof', () => {
  const record = sessionRecord({ next_action: { item_id: 'TASK-005', reason: 'Highest priority ready task' } });
  const files = new Map([['TASK-005', 'tasks/active/TASK-005.md']]);
  expect(readable(record, { forge, files })).toBe(`# Session of Friday 27 November 2026

✔ **1 task done and verified.** The limit of 1 task was reached.

22:00 to 22:41 ${zone}, 41m 00s · 42k tokens · cluster \`demo\`

Nothing waits for you.

**Next:** [TASK-005](../../tasks/active/TASK-005.md) Highest priority ready task.

## Tasks

| Task | Outcome | Criteria | Time | Tokens |
|---|---|--:|--:|--:|
| [TASK-004](../../tasks/completed/TASK-004.md) Deploy the shop | ✔ done and verified, archived | 1 of 1 | 12m40s | 42k |

## Timeline

\`\`\`mermaid
%%{init: {"themeVariables": {"critBkgColor": "#e5534b"}}}%%
gantt
    dateFormat YYYY-MM-DD HH:mm:ss
    axisFormat %H:%M
    tickInterval 2minute
    section TASK-004
    done and verified :2026-11-27 22:00:05, 2026-11-27 22:12:45
\`\`\`

## What was done

### \`TASK-004\` Deploy the shop

TASK-004 is complete.

- ✔ Raise replicas [\`1a2b3c4d\`](https://gitlab.com/a/b/-/commit/1a2b3c4d5e6f)
- **Verification passed**: All is healthy.
- [\`9f8e7d6c\`](https://gitlab.com/a/b/-/commit/9f8e7d6c5b4a) Archived to \`tasks/completed/TASK-004.md\`

Session \`0d9c2a4e-3b1f-4c55-9a36-0b7d5f6e8a11\``);
});

const cause = {
  ...{ key: 'k', object: 'Deployment shop/web', reason: 'ImagePullBackOff', message: 'no such image' },
  ...{ cause: 'It was never pushed.', remedy: 'Push the image' },
};
const failedTests = sessionTask('TASK-005', {
  ...{ status: 'tests_failed', message: 'Verification failed.', archived: null, follow_up: 'TASK-009' },
  tests: { overall_status: 'failed', message: 'Deployment shop/web: no such image', causes: [cause] },
  rollback: { status: 'done', message: 'Reverted.', commit: 'abcdef123456', check_by_hand: ['Drop the volume.'] },
});
const stopped = sessionTask('TASK-006', {
  ...{ status: 'error', message: 'Stopped.', archived: null, tests: null, pushed: false, sections_completed: [] },
  sections_remaining: ['Deploy', 'Announce'],
  failed_section: { criterion: 'Deploy', reason: 'kubectl apply failed', attempts: 2 },
  commits: [{ sha: '777777777777', subject: 'Log TASK-006', criterion: null }],
  leftovers: ['refs/agent-toolkit/leftovers/TASK-006-1'],
  warnings: ['The disk is full.'],
});
const action: SessionRecord['human_actions'][number] = {
  ...{ action_id: 'ACTION-001', title: 'Create the secret', effective_urgency: 'high', blocking_items: ['TASK-007'] },
  file: 'human-actions/ACTION-001-secret/action_report.json',
};
const failure: typeof action = { ...action, action_id: 'TASK-010', effective_urgency: 'critical', blocking_items: [] };

test('an early exit says what happened and what to do before all else', () => {
  const record = sessionRecord({
    ...{ outcome: 'early_exit', reason: '2 tasks failed in a row.', issue: 'TASK-010', cluster_context: null },
    exit: { title: '2 tasks failed in a row', remedy: 'Mend what they have in common.\n\nTASK-005: no such image' },
    tasks: [sessionTask('TASK-004', { pushed: false, archived: null }), failedTests, stopped],
    human_actions: [action, { ...failure, title: 'Session failure: 2 tasks failed', file: 'tasks/active/TASK-010.md' }],
    settled: [{ action_id: 'ACTION-002', title: 'Make DNS', evidence: 'shop.example has an address.' }],
    retrospective: {
      ...{ summary: 'Nothing to change.', report: 'docs/retrospectives/r.md', success: true },
      tokens: { input: 5000, output: 500 },
    },
    warnings: ['The remote was not reached.'],
  });
  const files = new Map([['TASK-010', 'tasks/active/TASK-010.md']]);
  expect(readable(record, { files })).toBe(`# Session of Friday 27 November 2026

✖ **Stopped early:** 2 tasks failed in a row.

1 of 3 tasks done and verified; 1 verification failed; 1 stopped.

**What to do:** Mend what they have in common. [TASK-010](../../tasks/active/TASK-010.md) says where the session stood.

22:00 to 22:41 ${zone}, 41m 00s · 130k tokens · no cluster

## What failed

- [TASK-005](../../tasks/active/TASK-005.md) verification failed: \`Deployment shop/web\` ImagePullBackOff: It was never pushed. Push the image. Its commits were rolled back. \`TASK-009\` is open for it.
- [TASK-006](../../tasks/active/TASK-006.md) stopped: “Deploy”: kubectl apply failed.

## Waits for you

- **critical** [TASK-010](../../tasks/active/TASK-010.md) Session failure: 2 tasks failed
- **high** [ACTION-001](../../human-actions/ACTION-001-secret) Create the secret; frees \`TASK-007\`
- [TASK-004](../../tasks/active/TASK-004.md) 1 commit not pushed.
- [TASK-005](../../tasks/active/TASK-005.md) Check by hand: Drop the volume.
- [TASK-006](../../tasks/active/TASK-006.md) 1 commit not pushed.

**Next:** nothing is ready.

## Tasks

| Task | Outcome | Criteria | Time | Tokens |
|---|---|--:|--:|--:|
| [TASK-004](../../tasks/active/TASK-004.md) Deploy the shop | ✔ done and verified | 1 of 1 | 12m40s | 42k |
| [TASK-005](../../tasks/active/TASK-005.md) Deploy the shop | ✖ verification failed, see \`TASK-009\` | 1 of 1 | 12m40s | 42k |
| [TASK-006](../../tasks/active/TASK-006.md) Deploy the shop | ✖ stopped | 0 of 2 | 12m40s | 42k |

## Timeline

\`\`\`mermaid
%%{init: {"themeVariables": {"critBkgColor": "#e5534b"}}}%%
gantt
    dateFormat YYYY-MM-DD HH:mm:ss
    axisFormat %H:%M
    tickInterval 2minute
    section TASK-004
    done and verified :2026-11-27 22:00:05, 2026-11-27 22:12:45
    section TASK-005
    verification failed :crit, 2026-11-27 22:00:05, 2026-11-27 22:12:45
    section TASK-006
    stopped :crit, 2026-11-27 22:00:05, 2026-11-27 22:12:45
\`\`\`

## What was done

### \`TASK-004\` Deploy the shop

TASK-004 is complete.

- ✔ Raise replicas \`1a2b3c4d\`
- **Verification passed**: All is healthy.

### \`TASK-005\` Deploy the shop

Verification failed.

- ✔ Raise replicas \`1a2b3c4d\`
- **Verification failed**: Deployment shop/web: no such image
  - \`Deployment shop/web\` ImagePullBackOff: no such image
- **Rollback done**: Reverted. \`abcdef12\`

### \`TASK-006\` Deploy the shop

Stopped.

- ✖ Deploy
  - 2 tries: kubectl apply failed
- ○ Announce
- Unfinished work, kept and put back: \`git show refs/agent-toolkit/leftovers/TASK-006-1\`
- ⚠ The disk is full.
- \`77777777\` Log TASK-006

## Settled by themselves

- \`ACTION-002\` Make DNS: shop.example has an address.

## Retrospective

Nothing to change. [Report](../../docs/retrospectives/r.md)

## Warnings

- The remote was not reached.

Session \`0d9c2a4e-3b1f-4c55-9a36-0b7d5f6e8a11\``);
});

test.each<[string, Partial<SessionRecord>, string]>([
  ['nothing was ready', { tasks: [] }, '○ **No task was worked on.**'],
  ['it goes on', { outcome: 'running', ended_at: null }, '**The session goes on, or was interrupted.**'],
  ['a split task', { tasks: [sessionTask('T', { status: 'needs_decomposition' })] }, '○ **1 task split.**'],
  [
    'a short one has seconds at its axis',
    { tasks: [sessionTask('T', { ended_at: new Date(2026, 10, 27, 22, 3).toISOString() })] },
    'axisFormat %H:%M:%S\n    tickInterval 30second',
  ],
  [
    'a night has a tick every two hours',
    { tasks: [sessionTask('T', { ended_at: new Date(2026, 10, 28, 9, 30).toISOString() })] },
    'axisFormat %H:%M\n    tickInterval 2hour',
  ],
  [
    'two of which none is done',
    { tasks: [sessionTask('T', { status: 'error' }), sessionTask('U', { status: 'partial' })] },
    '✖ **0 of 2 tasks done; 1 stopped; 1 done in part.**',
  ],
  ['one in work', { tasks: [sessionTask('T', { status: null, ended_at: null })] }, '○ **1 task cut off.**'],
  ['unverified', { tasks: [sessionTask('T', { tests: null })] }, '✔ **1 task done, unverified.**'],
])('%s: the headline', (_, differs, headline) => {
  expect(readable(sessionRecord(differs))).toContain(headline);
});

test('forty tasks are drawn, and the chart says how many there are', () => {
  const tasks = Array.from({ length: 41 }, (_, index) => sessionTask(`TASK-${index}`));
  const text = readable(sessionRecord({ tasks }));
  expect(text.match(/ {4}section /g)).toHaveLength(40);
  expect(text).toContain('The first 40 tasks of 41.');
});

test.each([
  ['with_report', 'Nothing waits for you.', true],
  ['by_hand', '[T](../../tasks/active/T.md) 1 commit not pushed.', false],
  ['nowhere', 'Nothing waits for you.', false],
] as const)('commits that are not pushed yet, and go %s', (push, told, isLink) => {
  const text = readable(sessionRecord({ tasks: [sessionTask('T', { pushed: false, archived: null })] }), {
    forge,
    push,
  });
  expect(text).toContain(told);
  expect(text.includes('https://gitlab.com/a/b/-/commit/1a2b3c4d5e6f')).toBe(isLink);
});

test('a criterion that was rolled back is open again, and counted once', () => {
  const task = sessionTask('TASK-004', {
    ...{ status: 'tests_failed', sections_completed: ['Raise replicas'], sections_remaining: ['Raise replicas'] },
    archived: null,
  });
  const text = readable(sessionRecord({ tasks: [task] }));
  expect(text).toContain('| 0 of 1 |');
  expect(text).toContain('\n- ○ Raise replicas `1a2b3c4d` rolled back\n');
  expect(text.match(/Raise replicas/g)).toHaveLength(1);
});
