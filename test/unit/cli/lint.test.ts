/** `lint` on real files. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../../../src/cli/run-cli.ts';
import { createTestHost } from '../../support/cli-host.ts';
import { type FreshRepository, freshRepository } from '../../support/fresh-repository.ts';

const good =
  '---\nid: TASK-001\ntitle: Move it\nstatus: active\npriority: high\n---\n## Acceptance Criteria\n- [ ] Do it\n';
const warned = good.replace('TASK-001', 'TASK-002').replace('priority: high\n', '');
const broken = good.replace('TASK-001', 'TASK-003').replace('Move it', 'Fix: it');

let repository: FreshRepository;
beforeEach(() => {
  repository = freshRepository({
    'README.md': '# Here\n',
    'tasks/active/TASK-001.md': good,
    'tasks/active/TASK-002.md': warned,
  });
});
afterEach(() => repository.remove());

async function lint(args: readonly string[] = [], cwd = repository.root) {
  const host = createTestHost({ cwd });
  const code = await runCli(['lint', ...args], host);
  return { code, out: host.out(), err: host.err() };
}

test('warnings alone are no failure', async () => {
  expect(await lint()).toEqual({
    code: 0,
    out: 'tasks/active/TASK-002.md:1  warning  priority-missing  No priority; taken as medium.  (fix: Set priority: medium)\n\n! 0 errors, 1 warning in 2 files; --fix mends 1.\n',
    err: '',
  });
});

test('errors are; --json is the list of problems', async () => {
  repository.write('tasks/active/TASK-003.md', broken);
  const { code, out } = await lint(['--json']);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual([
    expect.objectContaining({ file: 'tasks/active/TASK-002.md', line: 1, severity: 'warning' }),
    {
      ...{ file: 'tasks/active/TASK-003.md', line: 3, end_line: 3, severity: 'error', code: 'front-matter-yaml' },
      message: expect.stringContaining('not valid YAML'),
      fix: expect.any(String),
    },
  ]);
});

describe('files', () => {
  test.each([
    [['tasks/active/TASK-001.md'], 'No problems in 1 file'],
    [['tasks/active'], '1 warning in 2 files'],
    [['.'], '1 warning in 2 files'],
    [['tasks/active/TASK-001.md', 'tasks/active/TASK-002.md'], '1 warning in 2 files'],
  ])('%j', async (names, summary) => {
    expect((await lint(names)).out).toContain(summary);
  });

  test('are named from where the caller stands', async () => {
    expect((await lint(['TASK-002.md'], join(repository.root, 'tasks/active'))).out).toContain('1 warning in 1 file');
  });

  test('that are no task files are told, and no failure', async () => {
    expect(await lint(['README.md'])).toEqual({
      code: 0,
      out: '✔ No problems in 0 files.\n',
      err: 'README.md is no task file; it was not looked at.\n',
    });
  });

  test.each([
    ['tasks/active/TASK-404.md', 'There is no file tasks/active/TASK-404.md (ENOENT).'],
    ['../elsewhere.md', '../elsewhere.md is not in the repository'],
    ['/etc/passwd', '/etc/passwd is not in the repository'],
    ['a\0b', 'NUL character'],
  ])('%j is refused', async (name, words) => {
    const { code, out, err } = await lint([name]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
  });
});

describe('--fix', () => {
  test('mends what can be mended, and lists what is left', async () => {
    repository.write('tasks/active/TASK-003.md', broken.replace('- [ ] Do it\n', ''));
    const { code, out } = await lint(['--fix']);
    expect(repository.read('tasks/active/TASK-003.md')).toContain('\ntitle: "Fix: it"\n');
    expect(repository.read('tasks/active/TASK-002.md')).toContain('\npriority: medium\n');
    expect(repository.read('tasks/active/TASK-001.md')).toBe(good);
    expect(out).toMatch(
      /^tasks\/active\/TASK-002\.md:5 {2}set priority: medium\ntasks\/active\/TASK-003\.md:3 {2}quote the title\n\n/,
    );
    expect(out).toMatch(/criteria-missing.*\n\nMended 2 problems in 2 files\.\n! 0 errors, 1 warning in 3 files\.\n$/);
    expect(code).toBe(0);
  });

  test('--json has what was mended beside what is left', async () => {
    repository.write('tasks/active/TASK-003.md', broken.replace('- [ ] Do it\n', ''));
    const { code, out } = await lint(['--fix', '--json']);
    expect(JSON.parse(out)).toEqual([
      {
        ...{ file: 'tasks/active/TASK-002.md', line: 5, end_line: 5, severity: 'warning', code: 'priority-missing' },
        ...{ message: 'No priority; taken as medium.', fix: 'Set priority: medium', mended: true },
      },
      expect.objectContaining({ file: 'tasks/active/TASK-003.md', code: 'front-matter-yaml', mended: true }),
      expect.not.objectContaining({ mended: true }),
    ]);
    expect(code).toBe(0);
    expect(JSON.parse((await lint(['--json'])).out)).toHaveLength(1);
  });

  test('tells before what it does then, also what shows only in a mended file', async () => {
    repository.write('tasks/active/TASK-003.md', broken.replace('status: active\n', ''));
    const before = /--fix mends (\d+)/.exec((await lint()).out)?.[1];
    expect((await lint(['--fix'])).out).toContain(`Mended ${before} problems in 2 files.`);
  });

  test('makes no second task of a copy, and says that one is to be deleted', async () => {
    const copy = warned.replace('TASK-002', 'TASK-005');
    repository.write('tasks/backlog/TASK-005.md', copy);
    repository.write('tasks/active/TASK-044.md', copy);
    const { out } = await lint(['--fix']);
    expect(repository.read('tasks/active/TASK-044.md')).toContain('\nid: TASK-005\n');
    expect(out).toContain('tasks/backlog/TASK-005.md has the same id and title. Delete one of them.');
    expect(out).toContain('copy-double');
  });

  test('leaves an id to which another file refers', async () => {
    repository.write('tasks/active/TASK-039.md', good.replace('TASK-001', 'TASK-093').replace('Move', 'Mend'));
    repository.write('tasks/active/TASK-004.md', good.replace('TASK-001', 'TASK-004\ndepends_on: TASK-093'));
    const { out } = await lint(['--fix']);
    expect(repository.read('tasks/active/TASK-039.md')).toContain('\nid: TASK-093\n');
    expect(out).toMatch(/TASK-039\.md:2.*not mended by itself: tasks\/active\/TASK-004\.md refers to TASK-093/);
  });

  test('touches only the files that are named', async () => {
    repository.write('tasks/active/TASK-003.md', broken);
    await lint(['--fix', 'tasks/active/TASK-002.md']);
    expect(repository.read('tasks/active/TASK-003.md')).toBe(broken);
  });

  test('never follows a link out of the repository', async () => {
    repository.write('../outside.md', broken);
    symlinkSync('../../../outside.md', join(repository.root, 'tasks/active/TASK-003.md'));
    expect((await lint(['--fix', 'tasks/active/TASK-003.md'])).out).toContain('leads out of the repository');
    expect(repository.read('../outside.md')).toBe(broken);
  });

  test('without it nothing is changed', async () => {
    repository.write('tasks/active/TASK-003.md', broken);
    await lint();
    expect(['001', '002', '003'].map((number) => repository.read(`tasks/active/TASK-${number}.md`))).toEqual([
      good,
      warned,
      broken,
    ]);
  });
});
