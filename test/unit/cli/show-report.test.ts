import { expect, test } from 'vitest';
import type { ActionView, TaskView } from '../../../src/backlog/show/item-view.ts';
import { showReport } from '../../../src/cli/show-report.ts';
import { styleFor } from '../../../src/cli/style.ts';
import { createTestHost } from '../../support/cli-host.ts';

function style({ columns, locale = 'C.UTF-8' }: { columns?: number; locale?: string } = {}) {
  const terminal = columns === undefined ? {} : { terminal: true, columns };
  const { stdout } = createTestHost(terminal);
  return styleFor(stdout, { NO_COLOR: '1', LANG: locale });
}

const file = 'tasks/active/TASK-002.md';
const box = (text: string, line: number, state: 'open' | 'done' | 'waived' = 'open', group: readonly string[] = []) => {
  return { text, line, state, group, children: [] };
};

const view: TaskView = {
  ...{ kind: 'task', id: 'TASK-002', title: 'Move the shop to the new ingress', file },
  ...{ layout: 'gitops', folder: 'active', status: 'active', priority: 'critical', labels: ['flux'] },
  ...{ state: 'blocked', blocked_reason: 'dependency', blocked_by: ['TASK-005'] },
  explanation: 'Waits for TASK-005 (7 open criteria).',
  fields: [
    { key: 'id', value: 'TASK-002', line: 2 },
    { key: 'labels', value: '- flux\n  - ingress', line: 3 },
  ],
  ...{ criteria_form: 'section', criteria_total: 4, criteria_open: 2 },
  criteria: [
    box('Plan', 9, 'done'),
    {
      ...box('Move', 11, 'open', ['Shop']),
      children: [{ ...box('Web', 12), check: 'curl shop' }, box('Mail', 13, 'waived')],
    },
    box('Forum', 100, 'open', ['Others', 'Later']),
  ],
  checklists: [box('Tell everybody', 110, 'open', ['Checklist'])],
  dependencies: [
    { id: 'TASK-005', direction: 'upstream', source: 'depends_on', file, line: 6, state: 'open', title: 'Build' },
    { id: 'TASK-404', direction: 'upstream', source: 'section', file, line: 120, state: 'unknown' },
    { id: 'TASK-003', direction: 'downstream', source: 'section', file, line: 121, state: 'open', title: 'Roll out' },
  ],
  conditions: [{ text: 'DNS delegation', file, line: 7 }],
  human_actions: [],
  downstream: [{ id: 'TASK-003', title: 'Roll out', file: 'tasks/backlog/TASK-003.md', status: 'blocked' }],
  log: Array.from({ length: 12 }, (_, index) => ({
    ...{ line: 130 + index, date: `2026-03-${String(index + 1).padStart(2, '0')}`, text: `Step ${index + 1}` },
    children: index === 11 ? [{ line: 142, text: 'with care', children: [] }] : [],
  })),
  problems: [
    { file, line: 6, end_line: 6, severity: 'warning', code: 'dependency-unknown', message: 'No file holds it.' },
    { file, line: 14, end_line: 14, severity: 'error', code: 'x', message: 'Wrong.', fix: 'Mend it' },
  ],
};

test('a task in full: criteria as they nest, dependencies with their direction, the end of the log', () => {
  expect(showReport(view, style())).toMatchInlineSnapshot(`
    "TASK-002  Move the shop to the new ingress
      blocked  Waits for TASK-005 (7 open criteria).
      tasks/active/TASK-002.md

    Fields
      id:      TASK-002
      labels:  - flux - ingress

    Acceptance criteria, 2 of 4 done
        9  ✓ Plan
      Shop
       11  ☐ Move
       12    ☐ Web
               check: curl shop
       13    ~ Mail
      Others / Later
      100  ☐ Forum

    Other checklists
      Checklist
      110  ☐ Tell everybody

    Dependencies
      ← TASK-005  open     Build (depends_on, line 6)
      ← TASK-404  unknown  (line 120)
      → TASK-003  open     Roll out (line 121)
      ← "DNS delegation" (line 7)

    Waiting for it
      TASK-003  blocked  Roll out

    Progress log
      and 2 more before these
      2026-03-03  Step 3
      2026-03-04  Step 4
      2026-03-05  Step 5
      2026-03-06  Step 6
      2026-03-07  Step 7
      2026-03-08  Step 8
      2026-03-09  Step 9
      2026-03-10  Step 10
      2026-03-11  Step 11
      2026-03-12  Step 12
        - with care

    Problems
      tasks/active/TASK-002.md:6   warning  dependency-unknown  No file holds it.
      tasks/active/TASK-002.md:14  error    x                   Wrong.  (fix: Mend it)
    "
  `);
});

test('parts that a task does not have are left out', () => {
  const empty = { fields: [], criteria: [], checklists: [], dependencies: [], conditions: [], downstream: [], log: [] };
  const counts = { criteria_total: 0, criteria_open: 0 };
  const bare = { ...view, ...empty, ...counts, problems: [], report_file: 'bugs/BUG-1/bug_report.json' };
  expect(showReport(bare, style())).toMatchInlineSnapshot(`
    "TASK-002  Move the shop to the new ingress
      blocked  Waits for TASK-005 (7 open criteria).
      tasks/active/TASK-002.md
      bugs/BUG-1/bug_report.json

    Acceptance criteria
      None.
    "
  `);
});

test('a narrow terminal: lines are broken, nothing is left out', () => {
  const wide = { ...view, problems: [], title: `${'Move '.repeat(20)}on` };
  const report = showReport(wide, style({ columns: 40 }));
  expect(report.split('\n').filter((line) => line.length > 40)).toEqual([]);
  expect(report.match(/Move/g)).toHaveLength(21);
});

test('plain ASCII where the locale is', () => {
  if (process.platform === 'darwin') return;
  const report = showReport(view, style({ locale: 'C' }));
  expect(report).toMatch(/^[\n -~]*$/);
  expect(report).toContain('  11  [ ] Move\n  12    [ ] Web\n'.replaceAll('  1', '   1'));
  expect(report).toContain('<- TASK-005');
});

test('nothing that a file says steers the terminal', () => {
  const evil = '\x1b]0;owned\x07\x1b[2J\rx\u202e';
  const [criterion] = view.criteria;
  if (criterion === undefined) throw new Error('no criterion');
  const report = showReport(
    {
      ...view,
      ...{ id: evil, title: evil, file: evil, explanation: evil, fields: [{ key: evil, value: evil, line: 1 }] },
      criteria: [{ ...criterion, text: evil, group: [evil], check: evil }],
      dependencies: view.dependencies.map((one) => ({ ...one, id: evil, title: evil })),
      conditions: [{ text: evil, file: evil, line: 1 }],
      downstream: [{ id: evil, title: evil, file: evil, status: evil }],
      log: [{ line: 1, date: evil, text: evil, children: [{ line: 2, text: evil, children: [] }] }],
      problems: view.problems.map((one) => ({ ...one, file: evil, code: evil, message: evil, fix: evil })),
    },
    style(),
  );
  expect(report).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}|owned/u);
});

test('a human action', () => {
  const action: ActionView = {
    ...{ kind: 'human_action', id: 'ACTION-001', title: 'Order the certificate' },
    ...{ file: 'human-actions/ACTION-001-order/action_report.json', status: 'pending', state: 'pending' },
    ...{ urgency: 'medium', effective_urgency: 'critical' },
    blocking_items: [
      { id: 'TASK-002', state: 'open', title: 'Move the shop' },
      { id: 'TASK-404', state: 'unknown' },
    ],
    downstream: [{ id: 'TASK-002', title: 'Move the shop', file, status: 'blocked' }],
    problems: [],
  };
  expect(showReport(action, style())).toMatchInlineSnapshot(`
    "ACTION-001  Order the certificate
      pending  A person must do this. Its status is pending, its urgency medium, critical by what waits for it.
      human-actions/ACTION-001-order/action_report.json

    It blocks
      TASK-002  open     Move the shop
      TASK-404  unknown  

    Waiting for it
      TASK-002  blocked  Move the shop
    "
  `);
  expect(showReport({ ...action, status: 'completed', state: 'ended' }, style())).toContain(
    '  ended  It is over: its status is completed.\n',
  );
});
