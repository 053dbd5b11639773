/** `lint --staged` as a real pre-commit hook: the files of the commit, and nothing else. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../../src/cli/run-cli.ts';
import { createTestHost } from '../support/cli-host.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const good =
  '---\nid: TASK-001\ntitle: Move it\nstatus: active\npriority: high\n---\n## Acceptance Criteria\n- [ ] Do it\n';
const broken = (id: string) => good.replace('TASK-001', id).replace('Move it', 'Fix: it');
const cli = join(import.meta.dirname, '../../src/cli/main.ts');

let on: TemporaryRepository;
beforeEach(() => {
  on = temporaryRepository({ 'tasks/active/TASK-001.md': good, 'tasks/active/TASK-002.md': broken('TASK-002') });
});
afterEach(() => on.remove());

async function lint(...args: readonly string[]) {
  const host = createTestHost({ cwd: on.root });
  const code = await runCli(['lint', ...args], host);
  return { code, out: host.out(), err: host.err() };
}

test('only problems of what is staged, also with blanks and other letters in names', async () => {
  on.write('tasks/active/TASK-003 à la carte.md', broken('TASK-003'));
  on.write('tasks/active/TASK-004.md', broken('TASK-004'));
  on.git('add', 'tasks/active/TASK-003 à la carte.md');
  const { code, out } = await lint('--staged');
  expect(code).toBe(1);
  expect(out).toMatch(/^tasks\/active\/TASK-003 à la carte\.md:3 /);
  expect(out).toContain('✖ 1 error, 0 warnings in 1 file');
});

test.each([
  ['nothing is staged', () => {}],
  ['a file is deleted', () => void on.git('rm', '--quiet', 'tasks/active/TASK-002.md')],
  [
    'what is staged is no task file',
    () => {
      on.write('README.md', '# New\n');
      on.git('add', 'README.md');
    },
  ],
])('%s: it passes without a word about other files', async (_case, arrange) => {
  arrange();
  expect(await lint('--staged')).toEqual({ code: 0, out: '✔ No problems in 0 files.\n', err: '' });
});

test.each([
  [['--staged', 'tasks'], /--staged and files are both given/],
  [['--staged', '--fix'], /--fix mends the work tree and stages nothing/],
])('%j is refused', async (args, message) => {
  const { code, err } = await lint(...args);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});

test('as a hook, with an index that is git’s own for one commit', () => {
  const hook = join(on.root, '.git/hooks/pre-commit');
  on.write('.git/hooks/pre-commit', `#!/bin/sh\nexec '${process.execPath}' '${cli}' lint --staged\n`);
  chmodSync(hook, 0o755);
  on.write('tasks/active/TASK-001.md', good.replace('Move', 'Mend'));
  on.write('tasks/active/TASK-002.md', `${broken('TASK-002')}\n`);
  on.git('add', 'tasks/active/TASK-002.md');
  on.git('commit', '--quiet', '--message', 'the good one alone', 'tasks/active/TASK-001.md');
  expect(() => on.git('commit', '--quiet', '--message', 'the broken one')).toThrow(/TASK-002\.md:3 +error/);
});
