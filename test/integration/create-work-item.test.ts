/** create_work_item with real git: both layouts, what is committed, and what is not. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readBacklog } from '../../src/backlog/read/read.ts';
import { takeLock } from '../../src/session/lock.ts';
import { committedFiles, create, status } from '../support/create-stage.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

let on: TemporaryRepository;
afterEach(() => on.remove());

const bugs =
  '# Bugs\n\n## Summary Statistics\n- Total Bugs: 1\n\n## Bug List\n\n| ID | Title |\n|----|-------|\n| BUG-009 | Nine |\n';

describe('where items go, and their ids', () => {
  test.each([
    ['an empty repository becomes gitops', {}, {}, 'tasks/active/TASK-001.md'],
    ['sub-tasks go to the backlog', {}, { folder: 'backlog' }, 'tasks/backlog/TASK-001.md'],
    [
      'the highest number of all folders, by name and by front matter, plus one',
      {
        'tasks/completed/TASK-007.md': '',
        'tasks/backlog/x.md': '---\nid: TASK-011\n---\n',
        'tasks/old/TASK-009.md': '',
      },
      {},
      'tasks/active/TASK-012.md',
    ],
    [
      'the standard layout at the root; the summary has numbers too',
      { 'bugs/BUG-003-x/bug_report.json': '{}', 'bugs.md': bugs },
      {},
      'bugs/BUG-010-registry-refuses-pushes',
    ],
    [
      'the standard layout in feature-management/; other kinds count by themselves',
      {
        'feature-management/bugs/BUG-003-x/PROMPT.md': '# x\n',
        'feature-management/completed/FEAT-004-y/PROMPT.md': '# y\n',
      },
      { item_type: 'feature' },
      'feature-management/features/FEAT-005-registry-refuses-pushes',
    ],
    [
      'tasks/ wins over bugs/',
      { 'tasks/active/TASK-002.md': '', 'bugs/BUG-001-x/PROMPT.md': '' },
      {},
      'tasks/active/TASK-003.md',
    ],
    ['features/ of a test tool is no layout', { 'features/login.feature': '' }, {}, 'tasks/active/TASK-001.md'],
    [
      'human actions beside the layout',
      { 'feature-management/bugs/bugs.md': '' },
      { item_type: 'human_action' },
      'feature-management/human-actions/ACTION-001-registry-refuses-pushes',
    ],
    [
      'human actions where they are',
      { 'tasks/active/TASK-002.md': '', 'feature-management/human-actions/completed/ACTION-0004-x/a': '' },
      { item_type: 'human_action' },
      'feature-management/human-actions/ACTION-0005-registry-refuses-pushes',
    ],
  ] as const)('%s', async (_case, files, input, location) => {
    on = temporaryRepository({ 'README.md': '', ...files });
    const result = await create(on.root, input);
    expect(result).toMatchObject({ success: true, location, warnings: [], duplicate_warning: null });
    expect(status(on)).toEqual([]);
    expect(on.git('rev-parse', 'HEAD')).toBe(result.committed);
  });

  test('files_created are paths below the folder that holds the location', async () => {
    on = temporaryRepository();
    expect((await create(on.root)).files_created).toEqual(['TASK-001.md']);
    expect((await create(on.root, { item_type: 'human_action', title: 'Order it' })).files_created).toEqual([
      'ACTION-001-order-it/INSTRUCTIONS.md',
      'ACTION-001-order-it/action_report.json',
      'actions.md',
    ]);
    expect((await create(on.root, { item_type: 'human_action', title: 'Order it' })).files_created).toHaveLength(2);
  });

  test('what was created reads back', async () => {
    on = temporaryRepository({ 'bugs/README.md': '' });
    const input = {
      priority: 'P0',
      component: 'registry',
      depends_on: ['ACTION-001'],
      acceptance_criteria: ['It answers'],
    };
    const { item_id: id } = await create(on.root, { item_type: 'feature', ...input });
    await create(on.root, { item_type: 'human_action', title: 'Order it', priority: 'low', blocks: [id] });
    const { tasks, humanActions, problems } = await readBacklog(on.root);
    expect(problems).toEqual([]);
    expect(tasks).toMatchObject([
      {
        id: 'FEAT-001',
        title: 'Registry refuses pushes',
        priority: 'critical',
        labels: expect.arrayContaining(['feature', 'registry']),
        criteria: [{ text: 'It answers', state: 'open' }],
        dependencies: [{ id: 'ACTION-001', direction: 'upstream' }],
        problems: [],
      },
    ]);
    expect(humanActions).toMatchObject([
      { id: 'ACTION-001', title: 'Order it', urgency: 'low', status: 'pending', blockingItems: ['FEAT-001'] },
    ]);
  });
});

describe('the commit', () => {
  test('has exactly the item’s files, whatever else is staged or changed', async () => {
    on = temporaryRepository({ 'bugs/bugs.md': bugs, 'mine.txt': 'mine\n', 'staged.txt': 'x\n' });
    on.write('mine.txt', 'edited\n');
    on.write('staged.txt', 'staged\n');
    on.git('add', 'staged.txt');
    await create(on.root);
    expect(committedFiles(on)).toEqual([
      'bugs/BUG-010-registry-refuses-pushes/PLAN.md',
      'bugs/BUG-010-registry-refuses-pushes/PROMPT.md',
      'bugs/BUG-010-registry-refuses-pushes/TASKS.md',
      'bugs/BUG-010-registry-refuses-pushes/bug_report.json',
      'bugs/bugs.md',
    ]);
    expect(on.git('log', '-1', '--format=%B')).toBe('Add bug BUG-010: Registry refuses pushes');
    expect(status(on)).toEqual(['M mine.txt', 'M  staged.txt']);
    expect(on.read('bugs/bugs.md')).toBe(
      bugs.replace('Total Bugs: 1', 'Total Bugs: 2').concat('| BUG-010 | Registry refuses pushes |\n'),
    );
  });

  test('is not made with auto_commit: false, without a warning', async () => {
    on = temporaryRepository();
    expect(await create(on.root, { auto_commit: false })).toMatchObject({ committed: null, warnings: [] });
    expect(status(on)).toEqual(['?? tasks/active/TASK-001.md']);
  });

  test.each([
    [
      'a hook that refuses',
      () => hook('echo "no tasks on a Friday" >&2; exit 1'),
      /git says: no tasks on a Friday\. Mend that, then: git add -- tasks/,
    ],
    [
      'no identity',
      () => on.git('config', 'user.name', ''),
      /git says: .*empty ident name[^\n]*\. Run git config[^\n]*: git add/,
    ],
    [
      'a merge in progress',
      () => writeFileSync(join(on.root, '.git/MERGE_HEAD'), `${on.git('rev-parse', 'HEAD')}\n`),
      /A merge is in progress\. When it has ended: git add/,
    ],
    [
      'no branch',
      () => on.git('checkout', '-q', '--detach'),
      /HEAD is detached, so the commit would lie on no branch\. On the branch where it belongs: git add/,
    ],
    [
      'a folder that git ignores',
      () => on.write('.git/info/exclude', 'tasks/\n'),
      /git ignores tasks\/active\/TASK-001\.md\. If it belongs in git: git add --force -- tasks.* && git commit -m/,
    ],
  ] as const)('%s: the item is there, and a warning has git’s words', async (_case, arrange, warning) => {
    on = temporaryRepository();
    arrange();
    const before = on.git('rev-parse', 'HEAD');
    const result = await create(on.root);
    expect(result).toMatchObject({ success: true, committed: null, warnings: [expect.stringMatching(warning)] });
    expect(on.read('tasks/active/TASK-001.md')).toContain('id: TASK-001');
    expect(on.git('rev-parse', 'HEAD')).toBe(before);
    expect(on.git('diff', '--cached', '--name-only')).toBe('');
  });

  test('that git ignores is made by the command of the warning', async () => {
    on = temporaryRepository({ '.gitignore': 'tasks/\n' });
    const { warnings } = await create(on.root);
    const [command = ''] = /git add .*/.exec(warnings[0] ?? '') ?? [];
    execFileSync('sh', ['-c', command], { cwd: on.root, stdio: 'pipe' });
    expect(committedFiles(on)).toEqual(['tasks/active/TASK-001.md']);
  });

  test('edits of a summary that are not committed stay out of it', async () => {
    on = temporaryRepository({ 'human-actions/actions.md': '| ID | Title |\n|----|-------|\n' });
    on.write('human-actions/actions.md', 'Mine.\n\n| ID | Title |\n|----|-------|\n');
    const result = await create(on.root, { item_type: 'human_action', title: 'Order it' });
    expect(result.warnings).toEqual([
      expect.stringContaining('human-actions/actions.md had edits that were not committed'),
    ]);
    expect(committedFiles(on)).toEqual([
      'human-actions/ACTION-001-order-it/INSTRUCTIONS.md',
      'human-actions/ACTION-001-order-it/action_report.json',
    ]);
    expect(on.read('human-actions/actions.md')).toBe(
      'Mine.\n\n| ID | Title |\n|----|-------|\n| ACTION-001 | Order it |\n',
    );
  });

  test('is not made on another branch than the item was written on; the warning has the command', async () => {
    on = temporaryRepository();
    const lock = await takeLock(join(on.root, '.git'), 'scan_prioritize');
    if (lock.status !== 'held') throw new Error('the lock is busy');
    const creating = create(on.root);
    await expect.poll(() => existsSync(join(on.root, 'tasks/active/TASK-001.md')), { timeout: 20_000 }).toBe(true);
    on.git('switch', '--quiet', '--create', 'other');
    await lock.release();
    const { committed, warnings } = await creating;
    expect(committed).toBeNull();
    expect(warnings).toEqual([
      expect.stringMatching(
        /^The item is there and was not committed\. It was written on main, and other is checked out now\. On main: git add -- /,
      ),
    ]);
    expect([on.git('log', '-1', '--format=%s'), status(on)]).toEqual(['first', ['?? tasks/active/TASK-001.md']]);
  });

  test('waits for a scan that holds the lock', async () => {
    on = temporaryRepository();
    const lock = await takeLock(join(on.root, '.git'), 'scan_prioritize');
    if (lock.status !== 'held') throw new Error('the lock is busy');
    setTimeout(() => void lock.release(), 300);
    expect((await create(on.root)).committed).toBe(on.git('rev-parse', 'HEAD'));
  });

  test('a folder without git works too, when it is laid out as a repository', async () => {
    on = temporaryRepository();
    rmSync(join(on.root, '.git'), { recursive: true });
    await expect(create(on.root)).rejects.toThrow(/neither a git repository nor a folder with tasks\//);
    mkdirSync(join(on.root, 'tasks'));
    const result = await create(on.root);
    expect(result).toMatchObject({ item_id: 'TASK-001', committed: null });
    expect(result.warnings).toEqual([
      expect.stringMatching(
        /is not a git repository\. To keep it in one: git init && git add -- tasks.* && git commit -m/,
      ),
    ]);
    const [command = ''] = /git init .*/.exec(result.warnings[0] ?? '') ?? [];
    execFileSync('sh', ['-c', command.replace('commit', '-c user.name=T -c user.email=t@example.com commit')], {
      cwd: on.root,
      stdio: 'pipe',
    });
    expect(committedFiles(on)).toEqual(['tasks/active/TASK-001.md']);
  });

  test('a tasks folder that is a link inside the repository is no obstacle', async () => {
    on = temporaryRepository({ 'work/active/TASK-004.md': '' });
    symlinkSync('work', join(on.root, 'tasks'));
    expect(await create(on.root)).toMatchObject({ location: 'tasks/active/TASK-005.md', warnings: [] });
    expect(committedFiles(on)).toEqual(['work/active/TASK-005.md']);
  });
});

test('ids that no file holds are told; the item is created', async () => {
  on = temporaryRepository();
  const { warnings } = await create(on.root, { depends_on: ['TASK-077'] });
  expect(warnings).toEqual(['depends_on: no file here holds TASK-077. Look whether it is spelt right.']);
});

test.each(['bug', 'human_action'] as const)('what a %s is to block and is over is told', async (type) => {
  on = temporaryRepository({
    'bugs/BUG-005-agent/bug_report.json': '{"bug_id": "BUG-005", "title": "It leaks", "status": "resolved"}',
    'bugs/BUG-006-agent/bug_report.json': '{"bug_id": "BUG-006", "title": "It fails", "status": "new"}',
  });
  const { warnings } = await create(on.root, { item_type: type, title: 'Order it', blocks: ['BUG-005', 'BUG-006'] });
  expect(warnings).toEqual([
    'blocks: BUG-005 is over already (resolved), so nothing waits for this item there. Look whether it is the right id.',
  ]);
});

test('a session failure waits for a person', async () => {
  on = temporaryRepository();
  await create(on.root, { title: 'Session failure: 3 consecutive failures', priority: 'critical' });
  expect((await readBacklog(on.root)).tasks).toMatchObject([{ priority: 'critical', isHumanAction: true }]);
});

function hook(script: string): void {
  const file = join(on.root, '.git/hooks/pre-commit');
  mkdirSync(join(on.root, '.git/hooks'), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  expect(readdirSync(join(on.root, '.git/hooks'))).toContain('pre-commit');
}
