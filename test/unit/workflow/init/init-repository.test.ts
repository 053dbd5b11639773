import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allProblems } from '../../../../src/backlog/lint/all-problems.ts';
import { buildQueue } from '../../../../src/backlog/queue/queue.ts';
import { readBacklog } from '../../../../src/backlog/read/read.ts';
import { defaultSettings } from '../../../../src/tools/settings.ts';
import { type InitRequest, initRepository } from '../../../../src/workflow/init/init-repository.ts';
import { withLine } from '../../../../src/workflow/init/starter-files.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../support/temporary-repository.ts';

const all = [
  'tasks/active/TASK-001.md',
  ...['backlog', 'blocked', 'completed'].map((folder) => `tasks/${folder}/.gitkeep`),
  ...['.agent-config.json', 'docs/agent-workflow.md'],
];

let on: TemporaryRepository;
beforeEach(() => {
  on = temporaryRepository();
});
afterEach(() => on.remove());

function init(change: Partial<InitRequest> = {}) {
  const request = { repoPath: on.root, settings: defaultSettings, dryRun: false, commits: false, now: new Date() };
  return initRepository({ ...request, ...change }, new AbortController().signal);
}

test.each([
  ['', 'x\n'],
  ['a', 'a\nx\n'],
  ['a\n', 'a\nx\n'],
  ['a\r\n', 'a\r\nx\r\n'],
])('%j gets a line in its own line ends', (before, after) => {
  expect(withLine(before, 'x')).toBe(after);
});

describe('a repository without tasks', () => {
  test('gets all of it, sound and with a ready task, and nothing is committed', async () => {
    const before = on.git('rev-parse', 'HEAD');
    expect(await init()).toMatchObject({ made: all, ignored: true, kept: [], sha: null, warnings: [] });
    const backlog = await readBacklog(on.root);
    const queue = buildQueue(backlog);
    expect(allProblems(backlog, queue)).toEqual([]);
    expect(queue.entries).toHaveLength(1);
    expect(on.read('.gitignore')).toBe('.agent-state.json\n');
    expect(JSON.parse(on.read('.agent-config.json'))).toEqual({ cluster_context: null });
    expect(on.read('docs/agent-workflow.md')).toContain('scan_prioritize');
    expect(on.git('rev-parse', 'HEAD')).toBe(before);
    expect(on.git('diff', '--cached', '--name-only')).toBe('');
  });

  test('a second time nothing is done, and no byte is another', async () => {
    await init({ commits: true });
    const again = await init({ commits: true });
    expect(again).toMatchObject({ made: [], ignored: false, sha: null, warnings: [] });
    expect(on.git('status', '--porcelain')).toBe('');
  });

  test('a dry run tells the same and makes nothing', async () => {
    expect(await init({ dryRun: true, commits: true })).toMatchObject({ made: all, ignored: true, sha: null });
    expect(on.git('status', '--porcelain', '--ignored')).toBe('');
  });

  test('--commit commits exactly what was made', async () => {
    on.write('mine.txt', 'mine\n');
    on.write('README.md', '# Edited\n');
    const { sha } = await init({ commits: true, settings: { ...defaultSettings, context: 'kind-shop' } });
    expect(on.git('show', '--name-only', '--format=', `${sha}`).split('\n')).toEqual([...all, '.gitignore'].toSorted());
    expect(on.git('status', '--porcelain').split('\n')).toEqual(['M README.md', '?? mine.txt']);
    expect(JSON.parse(on.read('.agent-config.json'))).toEqual({ cluster_context: 'kind-shop' });
  });
});

describe('what is there stays as it is', () => {
  test('files, folders and edits of .gitignore, which are not committed either', async () => {
    on.commit({ '.gitignore': 'old\n', '.agent-config.json': 'no JSON', 'docs/agent-workflow.md': 'ours\n' });
    on.commit({ 'tasks/active/OPS-7.md': '---\nid: OPS-7\n---\n\n- [ ] Do it\n' });
    on.write('.gitignore', 'old\nmine\n');
    const { made, kept, warnings } = await init({ commits: true });
    expect(made).toEqual(all.filter((path) => path.endsWith('.gitkeep')));
    expect(kept).toEqual(['tasks/active', '.agent-config.json', 'docs/agent-workflow.md']);
    expect(warnings).toEqual(['.gitignore had edits that are not committed, so its new line is not either.']);
    expect(on.read('.gitignore')).toBe('old\nmine\n.agent-state.json\n');
    expect(on.read('.agent-config.json')).toBe('no JSON');
    expect(on.git('status', '--porcelain')).toBe('M .gitignore');
  });

  test.each([
    ['/.agent-state.json', '/.agent-state.json\r\n'],
    ['a wider rule', '.agent-*\n!.agent-config.json\n'],
  ])('.gitignore that has it by %s', async (_name, text) => {
    on.commit({ '.gitignore': text });
    expect((await init()).ignored).toBe(false);
    expect(on.read('.gitignore')).toBe(text);
  });

  test('items in folders of their own get no second layout', async () => {
    const report = '{"bug_id": "BUG-001", "title": "Odd", "status": "new", "priority": "P1"}';
    on.commit({ 'bugs/BUG-001-odd/bug_report.json': report, 'bugs/BUG-001-odd/PROMPT.md': '# BUG-001: Odd\n' });
    expect((await init()).made).toEqual(['.agent-config.json', 'docs/agent-workflow.md']);
  });

  test('nothing is made behind a link, or where a file is in the way', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'agent-toolkit-elsewhere-'));
    symlinkSync(elsewhere, join(on.root, 'tasks'));
    on.write('docs', 'a file\n');
    const { made, warnings } = await init();
    expect(made).toEqual(['.agent-config.json']);
    expect(warnings.join('\n')).toContain('tasks is a symbolic link');
    expect(warnings.join('\n')).toContain('docs is no folder');
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });
});

test('where there is no git, all is made, and git is the next step', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-plain-')));
  mkdirSync(join(folder, 'apps'));
  const { root, made, next_steps: steps } = await init({ repoPath: folder });
  expect(root).toBe(folder);
  expect(made).toEqual(all);
  expect(steps[0]).toMatch(/^Commit: git init && git add -- .*TASK-001\.md/);
  expect((await init({ repoPath: folder, commits: true })).sha).toBe(null);
  rmSync(folder, { recursive: true });
});

test.each(['nowhere', 'README.md'])('%s is no folder', async (name) => {
  await expect(init({ repoPath: join(on.root, name) })).rejects.toThrow("Name the repository's folder.");
});
