import { describe, expect, test } from 'vitest';
import type { Criterion } from '../../../../src/backlog/task.ts';
import { actionDetails, actionNode, waitingActions } from '../../../../src/editor/actions/action-nodes.ts';
import { actionTooltip } from '../../../../src/editor/actions/action-tooltip.ts';
import { badgeOf } from '../../../../src/editor/actions/badge.ts';
import { sideText } from '../../../../src/editor/sides/side-text.ts';
import { action, repository, task } from '../queue-fixture.ts';

const step = (text: string, state: Criterion['state'] = 'open', line = 5): Criterion => ({
  ...{ text, state, line, range: { start: line, end: line + 1 }, children: [] },
  address: { group: ['Done When'], ordinal: line - 5, text },
});

const rows = (nodes: Parameters<typeof sideText>[0]) => sideText(nodes);

test('what waits is merged by priority over repositories, and each keeps the order of its queue', () => {
  const shop = repository([], { actions: [action('ACTION-009', { priority: 'high' }), action('ACTION-001')] });
  const mesh = repository([], {
    ...{ root: '/mesh', name: 'mesh' },
    actions: [action('ACTION-003', { priority: 'critical' }), action('ACTION-002')],
  });
  const shown = waitingActions([shop, mesh]).map((waiting) => {
    const { label, description } = actionNode(waiting, false);
    return `${label}: ${description}`;
  });
  expect(shown).toEqual([
    'Title of ACTION-003: critical · ACTION-003 · mesh',
    'Title of ACTION-009: high · ACTION-009 · shop',
    'Title of ACTION-001: medium · ACTION-001 · shop',
    'Title of ACTION-002: medium · ACTION-002 · mesh',
  ]);
});

describe('the row of an action', () => {
  test.each([
    ['plain', {}, 'person', 'medium · ACTION-001', 'Title of ACTION-001, medium priority, ACTION-001'],
    [
      'frees tasks',
      { priority: 'high', blocks: ['TASK-004', 'TASK-007'] },
      'arrow-up',
      'high · frees TASK-004, TASK-007 · ACTION-001',
      'Title of ACTION-001, high priority, frees TASK-004, TASK-007, ACTION-001',
    ],
    [
      'frees many',
      { priority: 'critical', blocks: ['TASK-1', 'TASK-2', 'TASK-3', 'TASK-4', 'TASK-5'] },
      'flame',
      'critical · frees TASK-1, TASK-2, TASK-3 and 2 more · ACTION-001',
      'Title of ACTION-001, critical priority, frees TASK-1, TASK-2, TASK-3 and 2 more, ACTION-001',
    ],
    [
      'is begun and clears itself',
      { priority: 'low', status: 'In Progress', until: 'a.example resolves' },
      'arrow-down',
      'low · begun · ACTION-001 · clears itself',
      'Title of ACTION-001, low priority, begun, ACTION-001, clears itself',
    ],
    ['waits itself', { status: 'blocked' }, 'person', 'medium · blocked · ACTION-001', expect.any(String)],
    ['has no title', { title: 'ACTION-001' }, 'person', 'medium', 'ACTION-001, medium priority'],
  ] as const)('%s', (_, more, icon, description, spoken) => {
    const node = actionNode({ repository: repository([]), action: action('ACTION-001', more) }, true);
    expect(node).toMatchObject({ description, spoken, icon: { name: icon }, context: 'action' });
  });
});

test('below it stand its steps, what it frees and when it clears itself', async () => {
  const one = action('ACTION-001', { blocks: ['TASK-006', 'TASK-007', 'TASK-404'], until: 'a.example resolves' });
  const shop = repository(
    [
      task('TASK-006', { state: 'blocked', blockedBy: ['ACTION-001'] }),
      task('TASK-007', { state: 'blocked', blockedBy: ['action-1', 'TASK-003'] }),
    ],
    { actions: [one] },
  );
  const steps = {
    file: 'human-actions/ACTION-001-a/INSTRUCTIONS.md',
    steps: [step('Sign **in**'), step('Add it', 'done', 6)],
  };
  const check = { why: 'a.example does not resolve', at: '14:05' };
  const details = actionDetails({ repository: shop, action: one }, steps, check);
  expect(await rows(() => details)).toBe(
    [
      '(circle-large-outline) Sign in',
      '(pass) Add it',
      '(unlock) Frees TASK-006 Title of TASK-006',
      '(unlock) Frees TASK-007 Title of TASK-007 · waits for TASK-003, too',
      '(unlock) Frees TASK-404 not in the queue',
      '(sync) Clears itself when a.example resolves not yet at 14:05: a.example does not resolve',
    ].join('\n'),
  );
  expect(details.slice(0, 2).map(({ context, spoken, line }) => [context, spoken, line])).toEqual([
    ['step.open', 'Sign in, open', 5],
    ['step.done', 'Add it, done', 6],
  ]);
  expect(new Set(details.map(({ id }) => id)).size).toBe(details.length);
});

test('an until that cannot be read is told', async () => {
  const one = action('ACTION-001', { until: '' });
  const details = actionDetails({ repository: repository([]), action: one }, { file: 'x', steps: [] }, undefined);
  expect(await rows(() => details)).toBe(
    '(warning) Does not clear itself until in its file says nothing that can be asked',
  );
});

describe('the hover text', () => {
  const one = action('ACTION-001', { blocks: ['TASK-006'], until: 'a.example resolves' });
  const shop = repository([task('TASK-006', { state: 'blocked', blockedBy: ['ACTION-001'] })], { actions: [one] });
  const tooltip = (instructions: string | undefined) =>
    actionTooltip({ repository: shop, action: one }, { why: 'no answer', at: '09:00' }, instructions).replaceAll(
      '\\',
      '',
    );

  test('has what it is, what it frees, its probe and the instructions', () => {
    expect(tooltip('# Point it\n\n1. Do `this`.\n')).toBe(
      [
        '**ACTION-001 Title of ACTION-001**',
        'medium priority · pending',
        'TASK-006 is ready then.',
        'Clears itself when a.example resolves.',
        'Not yet at 09:00: no answer',
        '---\n\n#### Point it\n\n1. Do `this`.\n\n---',
        'human-actions/ACTION-001-a/action_report.json',
      ].join('\n\n'),
    );
  });

  test('fetches no picture, and closes a block that is cut', () => {
    const long = [
      '![x](https://evil.example/x.png)',
      '```',
      ...Array.from({ length: 40 }, (_, line) => `line ${line}`),
    ];
    const text = tooltip(long.join('\n'));
    expect(text).not.toContain('![');
    expect(text).toContain('line 21\n```\n\n…');
    expect(text).not.toContain('line 22');
  });
});

test.each([
  [[], undefined],
  [[['ACTION-001']], { value: 1, tooltip: '1 thing waits for you' }],
  [[['ACTION-001'], ['ACTION-002', 'ACTION-003']], { value: 3, tooltip: '3 things wait for you' }],
] as const)('the badge counts what waits: %j', (repositories, badge) => {
  const queues = repositories.map((ids) => repository([], { actions: ids.map((id) => action(id)) }));
  expect(badgeOf(queues)).toEqual(badge);
});
