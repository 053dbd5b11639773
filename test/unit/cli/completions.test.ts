import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completionScripts } from '../../../src/cli/completion-scripts.ts';
import { needsOwnGroup } from '../../../src/cli/own-group.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { createTestHost } from '../../support/cli-host.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

let on: TemporaryRepository;
const task = (id: string) => `---\nid: ${id}\n---\n\n- [ ] Do it\n`;
beforeAll(() => {
  on = temporaryRepository({
    'tasks/active/TASK-001.md': task('TASK-001'),
    'tasks/blocked/OPS-2.md': task('OPS-2'),
    'tasks/completed/TASK-009.md': task('TASK-009'),
    'tasks/active/T$(x).md': task('T$(x)'),
  });
});
afterAll(() => on.remove());

async function complete(words: readonly string[], cwd = on.root) {
  const host = createTestHost({ cwd });
  const code = await runCli(['complete', '--', ...words], host);
  return { code, err: host.err(), words: host.out().split('\n').slice(0, -1) };
}

test.each<[typed: string[], words: string[]]>([
  [['sc'], ['scan']],
  [['--repo', '.', 're'], ['retrospective']],
  [['scan', '--no-s'], ['--no-sync']],
  [['process', '--deco'], ['--decompose']],
  [
    ['process', 'TASK-001', '--decompose', ''],
    ['propose', 'create'],
  ],
  [
    ['--push', 'a'],
    ['auto', 'afterArchive'],
  ],
  [['show', 'TASK-00'], ['TASK-001']],
  [['process', 'ops'], ['OPS-2']],
  [
    ['create', ''],
    ['bug', 'feature', 'human_action'],
  ],
  [['create', 'bug', 'Title', '--blocks', 'OPS-2', 'T'], ['TASK-001']],
  [['leftovers', 'd'], ['drop']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
  [['scan', 'extra'], []],
  [['process', 'TASK-001', ''], []],
  [['nothing', '--reconc'], []],
  [['--model', 'g'], []],
])('%j', async (typed, words) => {
  expect(await complete(typed)).toEqual({ code: 0, err: '', words });
});

test('an empty line has all commands but the hidden one', async () => {
  const { words } = await complete(['']);
  expect(words).toEqual(expect.arrayContaining(['scan', 'process', 'init', 'doctor', 'help']));
  expect(words).not.toContain('complete');
});

test('ids are those of --repo; where there is no repository, there are none', async () => {
  expect((await complete(['--repo', on.root, 'show', 'O'], '/')).words).toEqual(['OPS-2']);
  expect(await complete(['show', ''], '/')).toEqual({ code: 0, err: '', words: [] });
});

test('bash reads the script, and asks for what comes next', () => {
  const asked = 'agent-toolkit() { printf "%s\\n" "$@"; }; COMP_WORDS=(agent-toolkit show "TA"); COMP_CWORD=2';
  const script = `${completionScripts.bash}\n${asked}; _agent_toolkit; printf '%s|' "\${COMPREPLY[@]}"`;
  expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' })).toBe('complete|--|show|TA|');
});

test('at a Tab the terminal stays with the shell, whatever is being typed', () => {
  expect(needsOwnGroup(['complete', '--', 'process', ''])).toBe(false);
  expect(needsOwnGroup(['process', 'complete'])).toBe(process.platform !== 'win32');
});
