import { expect, test } from 'vitest';
import { runTrailers } from '../../../../src/tools/run-trailers.ts';
import { cutOff } from '../../../../src/workflow/session/cut-off.ts';
import { taskOf } from './session-of.ts';

const run = '1a2b3c4d-1111-4111-8111-111111111111';
let count = 0;
const commit = (message: string) => ({ sha: `sha${++count}`, parents: [], message });
const done = (id: string, criterion: string) =>
  commit(`feat(${id}): ${criterion}\n\nCriterion: ${criterion}\n\nReached.\n\n${runTrailers(id, 'Run', [run])}`);
const nothing = { input: 0, output: 0, unknown: 0, leftovers: [] };
const inWork = taskOf('TASK-008', { status: null, ended_at: null });

test('nothing was done: it is begun as it was', () => {
  expect(cutOff(inWork, [commit('chore: of somebody else'), done('TASK-007', 'Other')], nothing)).toEqual(inWork);
});

test('criteria that were done are told, oldest first, and the task goes on', () => {
  const commits = [done('TASK-008', 'Second'), done('TASK-007', 'Other'), done('TASK-008', 'First')];
  expect(cutOff(inWork, commits, nothing)).toMatchObject({
    status: null,
    sections_completed: ['First', 'Second'],
    commits: [
      { subject: 'feat(TASK-008): First', criterion: 'First' },
      { subject: 'feat(TASK-008): Second', criterion: 'Second' },
    ],
  });
});

test('a criterion that failed ended it', () => {
  const failure = commit(
    'chore(TASK-008): log failed criterion: Second\n\n2026-01-31 22:00: Failed after 2 tries: Second – refused',
  );
  expect(cutOff(inWork, [failure, done('TASK-008', 'First')], nothing)).toMatchObject({
    ...{ status: 'error', ended_by: 'criterion', sections_completed: ['First'] },
    message: '2026-01-31 22:00: Failed after 2 tries: Second – refused',
  });
});

test('sub-tasks that were created ended it, also after a criterion that failed', () => {
  const commits = [
    commit(
      'chore(TASK-008): decompose into TASK-011, TASK-012\n\nTASK-008 waits for:\n- TASK-011: One\n- TASK-012: Two',
    ),
    commit('chore(TASK-008): log failed criterion: Second'),
  ];
  expect(cutOff(inWork, commits, nothing)).toMatchObject({
    status: 'needs_decomposition',
    sub_tasks: ['TASK-011', 'TASK-012'],
  });
});

test('a run that was rolled back had failed its verification', () => {
  const taken = commit(`revert(TASK-008): First\n\n${runTrailers('TASK-008', 'Rolled-Back-Run', [run])}`);
  expect(cutOff(inWork, [taken, done('TASK-008', 'First')], nothing)).toMatchObject({
    ...{ status: 'tests_failed', rollback: { status: 'done', commit: taken.sha } },
  });
});

test('a criterion that was too large is not tried again, also where the sub-tasks are still to be created', () => {
  const failure = commit(
    'chore(TASK-008): log failed criterion: Second\n\n2026-01-31 22:00: Failed after 1 try: Second – large\n\nVerdict: needs decomposition.',
  );
  expect(cutOff(inWork, [failure], nothing)).toMatchObject({ status: 'needs_decomposition', sub_tasks: [] });
});

test('what its tries used counts; one that nobody knows of is told, once', () => {
  const used = { input: 900, output: 80, unknown: 0, leftovers: [] };
  expect(cutOff(inWork, [], used)).toEqual({ ...inWork, tokens: { input: 900, output: 80 } });
  const twice = cutOff(cutOff(inWork, [], { ...used, unknown: 1 }), [], { ...used, unknown: 2 });
  expect(twice).toMatchObject({
    tokens: { input: 900, output: 80 },
    warnings: ['A try was cut off before Codex said how many tokens it used, so the sum lacks them.'],
  });
});

test('what its tries left is named, once', () => {
  const tries = { ...nothing, leftovers: ['refs/a', 'refs/b'] };
  expect(cutOff({ ...inWork, leftovers: ['refs/a'] }, [], tries).leftovers).toEqual(['refs/a', 'refs/b']);
});
