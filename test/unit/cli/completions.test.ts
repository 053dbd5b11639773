import { afterAll, beforeAll, expect, test } from 'vitest';
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
    'human-actions/ACTION-001-buy/action_report.json':
      '{"action_id": "ACTION-1", "title": "Buy it", "status": "pending"}',
    kubeconfig:
      'contexts:\n- name: kind-shop\n  context: {}\n- name: staging\n  context: {}\ncurrent-context: staging\n',
  });
});
afterAll(() => on.remove());

async function complete(words: readonly string[], cwd = on.root, env: NodeJS.ProcessEnv = {}) {
  const host = createTestHost({ cwd, env });
  const code = await runCli(['complete', '--', ...words], host);
  const lines = host.out().split('\n').slice(0, -1);
  return { code, err: host.err(), words: lines.map((line) => line.split('\t')[0]), lines };
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
  [['--push=n'], ['--push=never']],
  [['process', 'TASK-001', '--decompose=c'], ['--decompose=create']],
  [['process', '--', 'TASK-0'], ['TASK-001']],
  [['process', '--', '--deco'], []],
  [['create', 'bug', 'T', '--priority', 'h'], ['high']],
  [['show', 'ACT'], ['ACTION-1']],
  [['process', 'ACT'], []],
  [
    ['rollback', 'TASK-00'],
    ['TASK-001', 'TASK-009'],
  ],
  [['health', 'd'], [':files']],
  [['scan', '--kubeconfig=x'], [':files']],
  [['orchestrate', ''], [':folders']],
  [['--repo', 'x'], [':folders']],
  [['leftovers', 'show', 'TASK'], []],
  [['retrospective', '--session', ''], []],
])('%j', async (typed, words) => {
  expect(await complete(typed)).toMatchObject({ code: 0, err: '', words });
});

test('an empty line has all commands but the hidden one', async () => {
  const { words } = await complete(['']);
  expect(words).toEqual(expect.arrayContaining(['scan', 'process', 'init', 'doctor', 'help']));
  expect(words).not.toContain('complete');
});

test('contexts are those of the kubeconfig', async () => {
  const file = `${on.root}/kubeconfig`;
  const { lines } = await complete(['--context', ''], '/', { KUBECONFIG: file });
  expect(lines).toEqual(['kind-shop', 'staging\tcurrent context']);
  expect((await complete(['--kubeconfig', file, '--context=k'], '/')).words).toEqual(['--context=kind-shop']);
  expect((await complete(['--context', ''], '/', { KUBECONFIG: '/nowhere' })).words).toEqual([]);
});

test('what a word is stands behind it, on one line', async () => {
  const { lines } = await complete(['arc']);
  expect(lines).toEqual(['archive\tmove a finished task to completed/, in one commit']);
  expect((await complete(['show', 'ACT'])).lines).toEqual(['ACTION-1\tBuy it']);
});

test('ids are those of --repo; where there is no repository, there are none', async () => {
  expect((await complete(['--repo', on.root, 'show', 'O'], '/')).words).toEqual(['OPS-2']);
  expect(await complete(['show', ''], '/')).toMatchObject({ code: 0, err: '', words: [] });
});

test('at a Tab the terminal stays with the shell, whatever is being typed', () => {
  expect(needsOwnGroup(['complete', '--', 'process', ''])).toBe(false);
  expect(needsOwnGroup(['process', 'complete'])).toBe(process.platform !== 'win32');
});
