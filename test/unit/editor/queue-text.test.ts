import { describe, expect, test } from 'vitest';
import { queueText } from '../../../src/editor/queue-text.ts';
import { criteria, outcome, queueState, repository, run, task } from './queue-fixture.ts';

const replicas = task('TASK-001', {
  title: 'Raise the replicas',
  priority: 'high',
  criteria: criteria(['x Read the manifest', '  Set `replicas: 3`', '  Wait for the rollout']),
  next: true,
});

describe('the groups', () => {
  test('ready lies in active, backlog waits to be made active, blocked comes from anywhere', () => {
    const state = queueState([
      repository([
        task('TASK-002', { priority: 'critical', folder: 'backlog', next: true }),
        task('TASK-003', { folder: 'active' }),
        task('TASK-004', {
          folder: 'backlog',
          state: 'blocked',
          blockedBy: ['TASK-002'],
          explanation: 'Waits for TASK-002.',
        }),
        task('TASK-005', { folder: 'blocked' }),
        task('TASK-006', { folder: 'completed', state: 'completed' }),
      ]),
    ]);
    expect(`\n${queueText(state)}\n`).toBe(`
Ready 2
  [ready] TASK-003 no criteria · Title of TASK-003 · medium
  [ready] TASK-005 no criteria · Title of TASK-005 · medium
Blocked 1
  [blocked] TASK-004 no criteria · Title of TASK-004 · medium · Waits for TASK-002.
    Waits for TASK-002 Title of TASK-002
Backlog 1
  [ready] TASK-002 next · no criteria · Title of TASK-002 · critical
Completed 1
  [completed] TASK-006 no criteria · Title of TASK-006
`);
  });

  test('several repositories stand above their groups', () => {
    const other = { ...repository([task('TASK-001')]), root: '/bank', name: 'bank' };
    expect(queueText(queueState([repository([]), other]))).toBe(
      'shop /shop\nbank /bank\n  Ready 1\n    [ready] TASK-001 no criteria · Title of TASK-001 · medium',
    );
  });

  test('a repository that cannot be read says why', () => {
    const state = queueState([repository([], { error: 'tasks/active cannot be read: permission denied.' })]);
    expect(queueText(state)).toBe('tasks/active cannot be read: permission denied.');
  });
});

test('what is wrong in the files stands below the groups', () => {
  const warnings = ['TASK-404 is waited for, and no file holds it.', 'TASK-002 stands in two files.'];
  expect(queueText(queueState([repository([], { warnings })]))).toBe(`2 warnings ${warnings[0]}`);
});

describe('a task opens into its criteria', () => {
  test('with their states', () => {
    const task7 = task('TASK-007', { criteria: criteria(['x Built', '- Pushed', '  **Deploy** to `shop`']) });
    expect(queueText(queueState([repository([task7])]))).toBe(
      [
        'Ready 1',
        '  [ready] TASK-007 2/3 · Title of TASK-007 · medium',
        '    [done] Built',
        '    [waived] Pushed waived',
        '    [open] Deploy to shop',
      ].join('\n'),
    );
  });

  test('below their headings, and below each other', () => {
    const [parent] = criteria(['  Deploy'], ['Rollout'], 1);
    const nested = {
      ...(parent as NonNullable<typeof parent>),
      children: criteria(['x Staging', '  Production'], ['Rollout'], 1),
    };
    const task8 = task('TASK-008', { criteria: [...criteria(['x Build']), nested] });
    expect(queueText(queueState([repository([task8])]))).toBe(
      [
        'Ready 1',
        '  [ready] TASK-008 1/2 · Title of TASK-008 · medium',
        '    [done] Build',
        '    Rollout 0/1',
        '      [open] Deploy',
        '        [done] Staging',
        '        [open] Production',
      ].join('\n'),
    );
  });
});

describe('a run', () => {
  test('moves its task up and shows the criterion in work', () => {
    const state = queueState([repository([replicas, task('TASK-002')])], {
      runs: [run('TASK-001', { done: 1, criterion: 1 })],
    });
    expect(queueText(state)).toBe(
      [
        'Running 1',
        '  [running] TASK-001 running 1/3 · Raise the replicas · high',
        '    [done] Read the manifest',
        '    [running] Set replicas: 3 running',
        '    [open] Wait for the rollout',
        'Ready 1',
        '  [ready] TASK-002 no criteria · Title of TASK-002 · medium',
      ].join('\n'),
    );
  });

  test('that failed leaves its mark on task and criterion until the next one', () => {
    const failed = outcome('TASK-001', {
      ...{ result: 'failed', word: 'failed', done: 1, failedCriterion: 'Set `replicas: 3`' },
    });
    const lines = queueText(queueState([repository([replicas])], { outcomes: [failed] })).split('\n');
    expect(lines[1]).toBe('  [ready] TASK-001 next · failed 1/3 · Raise the replicas · high');
    expect(lines[3]).toBe('    [failed] Set replicas: 3 failed');
    const again = queueState([repository([replicas])], {
      outcomes: [failed],
      runs: [run('TASK-001', { criterion: 1 })],
    });
    expect(queueText(again).split('\n')[3]).toBe('    [running] Set replicas: 3 running');
  });

  test('with a verification shows what came of it', () => {
    const verification = {
      repository: '/shop',
      itemId: 'TASK-001',
      status: 'failed',
      message: '1 of 3 pods is not ready.',
    } as const;
    const state = queueState([repository([replicas])], { outcomes: [outcome('TASK-001', { verification })] });
    expect(queueText(state)).toContain('    Verification failed 1 of 3 pods is not ready.');
  });
});
