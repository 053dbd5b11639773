/** A task taken apart by a person, in real git repositories: what is written, what is refused, how it is taken back. */
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildQueue } from '../../src/backlog/queue/queue.ts';
import { readBacklog } from '../../src/backlog/read/read.ts';
import { takeLock } from '../../src/session/lock.ts';
import { openRepository } from '../../src/tools/repository-path.ts';
import { decomposeTask, proposeDecomposition } from '../../src/workflow/decompose/decompose-task.ts';
import { planDecomposition } from '../../src/workflow/decompose/plan-decomposition.ts';
import { undoDecomposition } from '../../src/workflow/decompose/undo-decomposition.ts';
import { silent, status } from '../support/create-stage.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const parent = 'tasks/active/TASK-001.md';
const now = new Date(2026, 0, 31, 14, 5);

const task = (id: string, front: readonly string[] = [], criteria: readonly string[] = ['- [ ] Do it']) =>
  [
    ...['---', `id: ${id}`, `title: Title of ${id}`, 'status: active', 'priority: high', ...front, '---', ''],
    ...['## Acceptance Criteria', '', ...criteria, ''],
  ].join('\n');
const groups = [
  ...['### Stage', '', '- [ ] a', '- [x] b', '- [ ] c', '  check: `true`', ''],
  ...['### Production', '', '- [ ] d'],
];

let on: TemporaryRepository;
beforeEach(() => {
  on = temporaryRepository({
    [parent]: task('TASK-001', ['updated: 2026-01-01'], groups),
    'tasks/active/TASK-002.md': task('TASK-002', ['depends_on: TASK-001']),
  });
});
afterEach(() => on.remove());

async function request(itemId = 'TASK-001') {
  return { repository: await openRepository(on.root), itemId, now };
}
const decompose = async (commit = true, itemId?: string) =>
  decomposeTask({ ...(await request(itemId)), commit }, silent);
const queue = async () =>
  buildQueue(await readBacklog(on.root)).entries.map((entry) => [entry.task.id, entry.status, entry.blockedBy]);

test('sub-tasks in the backlog, one after the other, and the task waits for them', async () => {
  const before = on.read(parent);
  const result = await decompose();
  expect(result).toMatchObject({
    item_id: 'TASK-001',
    dry_run: false,
    committed: on.git('rev-parse', 'HEAD'),
    warnings: [],
    files: [parent, 'tasks/backlog/TASK-003.md', 'tasks/backlog/TASK-004.md'],
  });
  expect(result.sub_tasks.map((one) => [one.item_id, one.title, one.acceptance_criteria])).toEqual([
    ['TASK-003', 'Title of TASK-001: Stage', ['a', 'c']],
    ['TASK-004', 'Title of TASK-001: Production', ['d']],
  ]);
  expect(await queue()).toEqual(
    [
      ['TASK-003', 'ready', []],
      ['TASK-001', 'blocked', ['TASK-003', 'TASK-004']],
      ['TASK-002', 'blocked', ['TASK-001']],
      ['TASK-004', 'blocked', ['TASK-003']],
    ].toSorted((one, other) => String(one).localeCompare(String(other))),
  );
  expect(on.read('tasks/backlog/TASK-003.md')).toContain('- [ ] c\n  check: `true`\n');
  expect(
    on
      .git('diff', '--unified=0', 'HEAD~1', '--', parent)
      .split('\n')
      .filter((line) => /^[-+][^-+]/.test(line)),
  ).toEqual(['-updated: 2026-01-01', '+updated: 2026-01-31', '+depends_on: TASK-003, TASK-004', '+## Progress Log']);
  expect(on.read(parent)).toContain('\n- 2026-01-31 14:05: Decomposed into TASK-003, TASK-004; waits for them\n');
  expect(on.git('log', '-1', '--format=%B')).toBe(
    'chore(TASK-001): decompose into TASK-003, TASK-004\n\nTASK-001 waits for:\n- TASK-003: Title of TASK-001: Stage\n- TASK-004: Title of TASK-001: Production',
  );
  expect(status(on)).toEqual([]);
  on.git('revert', '--no-edit', 'HEAD');
  expect(on.read(parent)).toBe(before);
});

test('a dry run writes nothing and names the same', async () => {
  const dry = await proposeDecomposition(await request());
  expect([on.git('rev-list', '--count', 'HEAD'), status(on)]).toEqual(['1', []]);
  expect(dry).toMatchObject({ dry_run: true, committed: null });
  expect((await decompose()).sub_tasks).toEqual(dry.sub_tasks);
});

test('without a commit the files are there, and theirs alone are changed', async () => {
  on.write('mine.txt', 'mine\n');
  expect(await decompose(false)).toMatchObject({ committed: null });
  expect(status(on)).toEqual([
    'M tasks/active/TASK-001.md',
    '?? mine.txt',
    '?? tasks/backlog/TASK-003.md',
    '?? tasks/backlog/TASK-004.md',
  ]);
  expect(on.git('rev-list', '--count', 'HEAD')).toBe('1');
});

test('the first sub-task waits for what its parent waits for', async () => {
  on.commit({
    'tasks/active/TASK-005.md': task('TASK-005'),
    [parent]: task('TASK-001', ['depends_on: TASK-005'], groups),
  });
  const { sub_tasks: subTasks } = await decompose();
  expect(subTasks.map((one) => one.item_id)).toEqual(['TASK-006', 'TASK-007']);
  const waits = new Map((await queue()).map(([id, , blockedBy]) => [id, blockedBy]));
  expect([waits.get('TASK-006'), waits.get('TASK-001')]).toEqual([['TASK-005'], ['TASK-005', 'TASK-006', 'TASK-007']]);
});

test('the sub-tasks of an item are items, with their rows', async () => {
  const item = 'features/FEAT-001-shop';
  const standard = temporaryRepository({
    [`${item}/feature_request.json`]:
      '{\n  "id": "FEAT-001",\n  "title": "Shop",\n  "status": "new",\n  "priority": "P1"\n}\n',
    [`${item}/PROMPT.md`]: `# Shop\n\n## Acceptance Criteria\n\n${groups.join('\n')}\n`,
  });
  try {
    const repository = await openRepository(standard.root);
    const result = await decomposeTask({ repository, itemId: 'FEAT-001', now, commit: true }, silent);
    expect(result.sub_tasks.map((one) => one.item_id)).toEqual(['FEAT-002', 'FEAT-003']);
    expect(standard.read('features/features.md')).toMatch(/FEAT-002[^\n]*\n[^\n]*FEAT-003/);
    expect(JSON.parse(standard.read(`${item}/feature_request.json`))).toMatchObject({
      dependencies: ['FEAT-002', 'FEAT-003'],
    });
    expect(status(standard)).toEqual([]);
  } finally {
    standard.remove();
  }
});

describe('nothing is changed', () => {
  test.each<[string, () => void, string | RegExp]>([
    [
      'while the file has edits of somebody',
      () => on.write(parent, `${on.read(parent)}\nMine.\n`),
      'tasks/active/TASK-001.md has edits that are not committed. Commit or revert them, then try again.',
    ],
    [
      'where it is in no commit yet',
      () => on.git('rm', '--quiet', '--cached', parent),
      /^tasks\/active\/TASK-001\.md (?:is not in git yet|has edits)/,
    ],
    [
      'where git ignores what would be new',
      () => on.commit({ '.gitignore': 'tasks/backlog\n' }),
      'Nothing was created: git ignores tasks/backlog/TASK-003.md, tasks/backlog/TASK-004.md.',
    ],
    [
      'for work of a person',
      () => on.commit({ [parent]: task('TASK-001', ['type: human-action'], groups) }),
      'TASK-001 is for a person to do, and sub-tasks would be worked on without one.',
    ],
    [
      'where a person says STOP',
      () => on.commit({ [parent]: `${on.read(parent)}\n## Notes\n\nSTOP: wait for the audit\n` }),
      /^TASK-001 is not taken apart\. .*STOP/,
    ],
    [
      'for a task that is over',
      () => {
        on.git('rm', '--quiet', parent);
        on.commit({ 'tasks/completed/TASK-001.md': task('TASK-001') });
      },
      'TASK-001 is over (tasks/completed/TASK-001.md), so there is nothing to split.',
    ],
    [
      'in a circle of tasks',
      () => on.commit({ [parent]: task('TASK-001', ['depends_on: TASK-002'], groups) }),
      /^TASK-001 is not taken apart\. .*TASK-002/,
    ],
    ['on no branch', () => on.git('checkout', '--quiet', '--detach'), /detached|No branch/i],
  ])('%s', async (_, prepare, message) => {
    prepare();
    const [head, before] = [on.git('rev-parse', 'HEAD'), status(on)];
    await expect(decompose()).rejects.toThrow(message);
    expect([on.git('rev-parse', 'HEAD'), status(on)]).toEqual([head, before]);
    expect(existsSync(join(on.root, '.git/agent-toolkit/locks'))).toBe(false);
  });

  test('for a task that is not there', async () => {
    await expect(decompose(true, 'TASK-099')).rejects.toThrow('There is no task TASK-099.');
  });

  test('while a run is at work', async () => {
    const lock = await takeLock(join(on.root, '.git'), 'TASK-007');
    await expect(decompose()).rejects.toThrow(/^Nothing was changed\. TASK-007 is being processed on this repository/);
    if (lock.status === 'held') await lock.release();
    expect(status(on)).toEqual([]);
  });

  test('a second time', async () => {
    await decompose();
    await expect(decompose()).rejects.toThrow(
      'TASK-001 is taken apart already: TASK-003, TASK-004 have its open criteria, and it waits for them.',
    );
  });

  test('where the backlog is not what was looked at', async () => {
    const { files } = await planDecomposition(await request());
    on.commit({ 'tasks/backlog/TASK-003.md': task('TASK-003') });
    const asked = { ...(await request()), commit: true, expected: files };
    await expect(decomposeTask(asked, silent)).rejects.toThrow(/has changed since the preview, so nothing was created/);
    expect(status(on)).toEqual([]);
  });

  test('where a hook refuses the commit', async () => {
    on.write('.git/hooks/pre-commit', '#!/bin/sh\necho no sub-tasks here >&2\nexit 1\n');
    chmodSync(join(on.root, '.git/hooks/pre-commit'), 0o755);
    await expect(decompose()).rejects.toThrow(/git refused the commit\. no sub-tasks here/);
    expect(status(on)).toEqual([]);
    expect(existsSync(join(on.root, 'tasks/backlog'))).toBe(false);
  });

  test('where what a hook refused cannot be kept either: it stays until the next one can keep it', async () => {
    on.write('.git/hooks/pre-commit', '#!/bin/sh\nexit 1\n');
    chmodSync(join(on.root, '.git/hooks/pre-commit'), 0o755);
    // A file in the place of the refs' folder.
    on.write('.git/refs/agent-toolkit', '');
    await expect(decompose()).rejects.toThrow(
      /^git refused the commit\. .*What was written is in the work tree as it was left: it could not be kept and put back\. .*refs\/agent-toolkit.*The next run does both/s,
    );
    const left = status(on);
    expect(left).toContain('?? tasks/backlog/TASK-003.md');
    await expect(decompose()).rejects.toThrow(/cannot be kept, so nothing was put back\. .*refs\/agent-toolkit/s);
    expect(status(on)).toEqual(left);

    for (const file of ['.git/refs/agent-toolkit', '.git/hooks/pre-commit']) rmSync(join(on.root, file));
    const { warnings, committed } = await decompose();
    expect(warnings.join()).toMatch(
      /is kept in refs\/agent-toolkit\/leftovers\/decompose-TASK-001-killed and was put back/,
    );
    expect([committed, status(on)]).toEqual([on.git('rev-parse', 'HEAD'), []]);
  });
});

describe.each([true, false])('taken back, with a commit: %s', (commit) => {
  async function done() {
    const before = on.read(parent);
    const { files } = await planDecomposition(await request());
    const { committed } = await decomposeTask({ ...(await request()), commit, expected: files }, silent);
    return { before, undo: { ...(await request()), files, committed } };
  }

  test('all is as before', async () => {
    const { before, undo } = await done();
    const sha = await undoDecomposition(undo, silent);
    expect(sha).toBe(commit ? on.git('rev-parse', 'HEAD') : null);
    expect([on.read(parent), status(on), existsSync(join(on.root, 'tasks/backlog'))]).toEqual([before, [], false]);
    if (commit) expect(on.git('log', '-1', '--format=%s')).toBe('Revert "decompose TASK-001"');
  });

  test('never what somebody has changed since', async () => {
    const { undo } = await done();
    on.write('tasks/backlog/TASK-004.md', `${on.read('tasks/backlog/TASK-004.md')}Mine.\n`);
    const [head, before] = [on.git('rev-parse', 'HEAD'), status(on)];
    await expect(undoDecomposition(undo, silent)).rejects.toThrow(
      /^Nothing was taken back, since tasks\/backlog\/TASK-004\.md was changed or committed since\. Do it by hand/,
    );
    expect([on.git('rev-parse', 'HEAD'), status(on)]).toEqual([head, before]);
  });
});
