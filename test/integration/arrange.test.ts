/** Arranging the queue by hand, in real git repositories. */
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readBacklog } from '../../src/backlog/read/read.ts';
import { findRepository } from '../../src/git/repository.ts';
import { takeLock } from '../../src/session/lock.ts';
import { arrangeTasks } from '../../src/workflow/arrange/arrange-tasks.ts';
import type { Change } from '../../src/workflow/arrange/arrangement.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const one = 'tasks/active/TASK-001.md';
const two = 'tasks/backlog/TASK-002.md';
const report = 'bugs/BUG-003-slow/bug_report.json';

function task(id: string, status: string): string {
  return [
    ...['---', `id: ${id}`, `title: Title of ${id}`, `status: ${status}   # by hand`, 'priority: P1', '---', ''],
    ...['## Acceptance Criteria', '', '- [ ] One', ''],
  ].join('\r\n');
}

let repository: TemporaryRepository;
beforeEach(() => {
  repository = temporaryRepository({
    [one]: task('TASK-001', 'active'),
    [two]: task('TASK-002', 'backlog'),
    [report]: '{\n  "id": "BUG-003",\n  "title": "Slow",\n  "status": "new",\n  "priority": "P2"\n}\n',
    'bugs/BUG-003-slow/PROMPT.md': '# Slow\n',
    'apps/web.yaml': 'replicas: 1\n',
  });
});
afterEach(() => repository.remove());

async function arrange(ids: readonly string[], change: Change, commit = true, root = repository.root) {
  const { tasks } = await readBacklog(root);
  const wanted = tasks.filter(({ id }) => ids.includes(id));
  const { signal } = new AbortController();
  return arrangeTasks({ root, tasks: wanted, change, commit, signal });
}
const changedLines = (...range: string[]) =>
  repository
    .git('diff', '--find-renames=50%', '--unified=0', ...range)
    .split('\n')
    .filter((line) => /^[-+][^-+]/.test(line))
    .map((line) => line.trim());

test('a folder that was opened through a link is as good as its real path', async () => {
  const linked = `${repository.root}-linked`;
  symlinkSync(repository.root, linked);
  try {
    const { refused, warnings } = await arrange(['TASK-001', 'TASK-002'], { place: 'active' }, true, linked);
    expect({ refused, warnings }).toEqual({ refused: [], warnings: [] });
    expect(repository.git('log', '-1', '--format=%s').trim()).toBe('Set TASK-002: status active');
  } finally {
    rmSync(linked);
  }
});

describe('one line of the file, and one commit', () => {
  test.each<[string, readonly string[], Change, readonly string[], string]>([
    ['priority', ['TASK-001'], { priority: 'low' }, ['-priority: P1', '+priority: P3'], 'Set TASK-001: priority low'],
    [
      'blocked, where it lies',
      ['TASK-001'],
      { place: 'blocked' },
      ['-status: active   # by hand', '+status: blocked   # by hand'],
      'Set TASK-001: status blocked',
    ],
    [
      'priority of an item',
      ['BUG-003'],
      { priority: 'critical' },
      ['-  "priority": "P2"', '+  "priority": "P0"'],
      'Set BUG-003: priority critical',
    ],
    [
      'status of an item',
      ['BUG-003'],
      { place: 'active' },
      ['-  "status": "new",', '+  "status": "open",'],
      'Set BUG-003: status active',
    ],
    [
      'several',
      ['TASK-001', 'TASK-002'],
      { priority: 'critical' },
      ['-priority: P1', '+priority: P0', '-priority: P1', '+priority: P0'],
      'Set 2 tasks: priority critical',
    ],
  ])('%s', async (_, ids, change, lines, subject) => {
    repository.write('apps/web.yaml', 'replicas: 2\n');
    const { sha, done, refused, warnings } = await arrange(ids, change);
    expect({ refused, warnings, ids: done.map((each) => each.task.id) }).toEqual({ refused: [], warnings: [], ids });
    expect(sha).toBe(repository.git('rev-parse', 'HEAD'));
    expect(repository.git('log', '-1', '--format=%s')).toBe(subject);
    expect(repository.git('rev-list', '--count', 'HEAD')).toBe('2');
    expect(changedLines('HEAD~1', 'HEAD')).toEqual(lines);
    // What the user works on stays theirs.
    expect(repository.git('status', '--porcelain')).toBe('M apps/web.yaml');
  });

  test('into the backlog and back the file moves, and is what it was', async () => {
    const before = repository.read(one);
    await arrange(['TASK-001'], { place: 'backlog' });
    expect(existsSync(join(repository.root, one))).toBe(false);
    expect(repository.read('tasks/backlog/TASK-001.md')).toContain('status: backlog   # by hand\r\n');
    expect(repository.git('status', '--porcelain')).toBe('');
    await arrange(['TASK-001'], { place: 'active' });
    expect(repository.read(one)).toBe(before);
    expect(repository.git('status', '--porcelain')).toBe('');
  });
});

describe('the row of an item in its table', () => {
  const table = (row: string) => `# Bugs\n\n| Bug ID | Title | Priority | Status |\n|---|---|---|---|\n${row}\n`;
  beforeEach(() => {
    repository.commit({ 'bugs/bugs.md': table('| BUG-003 | Slow | P2 | new |') });
  });

  test.each<[string, Change, string]>([
    ['status', { place: 'blocked' }, '| BUG-003 | Slow | P2 | blocked |'],
    ['priority, in the words of the table', { priority: 'critical' }, '| BUG-003 | Slow | P0 | new |'],
  ])('follows: %s', async (_, change, row) => {
    const { warnings } = await arrange(['BUG-003', 'TASK-001'], change);
    expect(warnings).toEqual([]);
    expect(repository.read('bugs/bugs.md')).toBe(table(row));
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(repository.git('show', '--format=', '--name-only').split('\n')).toContain('bugs/bugs.md');
  });

  test('stays where the table has edits of the user', async () => {
    const edited = `${repository.read('bugs/bugs.md')}\nA note of mine.\n`;
    repository.write('bugs/bugs.md', edited);
    const { warnings } = await arrange(['BUG-003'], { place: 'blocked' });
    expect(warnings).toEqual([
      'bugs/bugs.md has edits of its own that are not committed, so its rows were not changed.',
    ]);
    expect(repository.read('bugs/bugs.md')).toBe(edited);
    expect(repository.git('show', '--format=', '--name-only')).toBe(report);
  });
});

test('without a commit the change stays in the work tree', async () => {
  const { sha } = await arrange(['TASK-001'], { priority: 'low' }, false);
  expect(sha).toBeUndefined();
  expect(repository.git('status', '--porcelain')).toBe(`M ${one}`);
});

test('nothing is written or committed where the file says so already', async () => {
  expect(await arrange(['TASK-001'], { priority: 'high' })).toEqual({ done: [], refused: [], warnings: [] });
  expect(repository.git('rev-list', '--count', 'HEAD')).toBe('1');
});

test('a file with edits of the user is changed and not committed; others are', async () => {
  repository.write(one, `${repository.read(one)}\r\nA note of mine.\r\n`);
  const { warnings } = await arrange(['TASK-001', 'TASK-002'], { priority: 'low' });
  expect(warnings).toEqual([`${one} had changes that are not committed, so this one is not committed either.`]);
  expect(repository.read(one)).toMatch(/priority: P3\r\n.*A note of mine/s);
  expect(repository.git('show', '--format=%s', '--name-only')).toBe(`Set TASK-002: priority low\n\n${two}`);
});

test('another file in its place is never overwritten', async () => {
  repository.commit({ 'tasks/active/TASK-002.md': task('TASK-009', 'active') });
  const { refused, done } = await arrange(['TASK-002'], { place: 'active' });
  expect(done).toEqual([]);
  expect(refused[0]?.why).toMatch(/^tasks\/active\/TASK-002\.md exists already/);
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('while a task is processed the change is made and not committed', async () => {
  const found = await findRepository(repository.root);
  const lock = await takeLock(found?.commonDir ?? '', 'TASK-007');
  const { warnings, sha } = await arrange(['TASK-001'], { priority: 'low' });
  if (lock.status === 'held') await lock.release();
  expect(sha).toBeUndefined();
  expect(warnings).toEqual(['The change is made and not committed. TASK-007 is being processed on this repository.']);
});

test('in a folder of a repository the file is edited, and the repository gets no commit', async () => {
  const inner = join(repository.root, 'apps');
  mkdirSync(join(inner, 'tasks', 'active'), { recursive: true });
  writeFileSync(join(inner, one), task('TASK-001', 'active'));
  const { tasks } = await readBacklog(inner);
  const { signal } = new AbortController();
  const before = repository.git('rev-parse', 'HEAD');
  const arranged = await arrangeTasks({ root: inner, tasks, change: { priority: 'low' }, commit: true, signal });
  expect(arranged.done.map(({ to }) => to)).toEqual([one]);
  expect(arranged.warnings).toEqual([
    `${inner} is a folder of the repository ${repository.root}, so nothing is committed.`,
  ]);
  expect(readFileSync(join(inner, one), 'utf8')).toContain('priority: P3');
  expect(repository.git('rev-parse', 'HEAD')).toBe(before);
});
