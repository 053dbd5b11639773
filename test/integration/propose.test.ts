/** Opening pull requests, with a gh and a glab that note what they are called with. */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRepository } from '../../src/git/repository.ts';
import { propose } from '../../src/tools/propose.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

let on: TemporaryRepository;
let folder: string;
const path = process.env['PATH'] ?? '';

beforeEach(() => {
  on = temporaryRepository({ a: '1\n' }, { origin: true });
  on.commit({ a: '2\n' }, 'feat(TASK-001): One');
  on.commit({ a: '3\n' }, 'feat(TASK-001): Two; $(touch x)');
  folder = join(on.root, '.git/fake-bin');
  mkdirSync(folder);
});
afterEach(() => {
  process.env['PATH'] = path;
  on.remove();
});

/** Puts a command on PATH whose answer to `list` and `create` are these pieces of shell. */
function fake(name: string, answers: { readonly list?: string; readonly create?: string }): void {
  const note = `for word in "$@"; do printf '%s|' "$word" | tr '\\n' '/'; done >> ${folder}/calls; echo >> ${folder}/calls`;
  const env = `env | grep -E '^(GH_PROMPT_DISABLED|NO_PROMPT|GIT_TERMINAL_PROMPT)=' | sort > ${folder}/env`;
  const branch = `case $2 in list) ${answers.list ?? 'echo "[]"'};; create) ${answers.create ?? 'exit 1'};; esac`;
  writeFileSync(join(folder, name), `#!/bin/sh\n${note}\n${env}\n${branch}\n`, { mode: 0o755 });
  process.env['PATH'] = `${folder}:${path}`;
}

const calls = () =>
  readFileSync(join(folder, 'calls'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('|').slice(0, -1));

async function run(url: string) {
  on.git('remote', 'set-url', 'origin', url);
  const repository = (await findRepository(on.root)) ?? expect.unreachable();
  const target = { remote: 'origin', branch: 'agent-toolkit/TASK-001' };
  const item = { id: 'TASK-001', title: 'Roll out the "shop"' };
  return propose(repository, item, { target, base: 'main' }, new AbortController().signal);
}

const github = 'https://github.com/shop/infra';
const page = `${github}/compare/main...agent-toolkit/TASK-001?expand=1`;
const body = [
  'Work on TASK-001, one commit for each acceptance criterion.',
  '',
  '- feat(TASK-001): One',
  '- feat(TASK-001): Two; $(touch x)',
].join('/');

test('GitHub: through gh, without a shell or a question', async () => {
  fake('gh', { create: `echo "Creating pull request" >&2; echo ${github}/pull/7` });
  expect(await run('git@github.com:shop/infra.git')).toEqual({ pullRequest: `${github}/pull/7`, warnings: [] });
  const place = ['--repo', 'github.com/shop/infra', '--head', 'agent-toolkit/TASK-001', '--base', 'main'];
  expect(calls()).toEqual([
    ['pr', 'list', ...place, '--state', 'open', '--json', 'url'],
    ['pr', 'create', ...place, '--title', 'TASK-001: Roll out the "shop"', '--body', body],
  ]);
  expect(readFileSync(join(folder, 'env'), 'utf8')).toBe(
    'GH_PROMPT_DISABLED=1\nGIT_TERMINAL_PROMPT=0\nNO_PROMPT=true\n',
  );
});

test('GitLab: through glab', async () => {
  const url = 'https://gitlab.example.com/group/sub/infra';
  fake('glab', { list: 'exit 1', create: `echo "!4 Roll out"; echo "  ${url}/-/merge_requests/4"` });
  expect(await run('ssh://git@gitlab.example.com:2222/group/sub/infra.git')).toEqual({
    pullRequest: `${url}/-/merge_requests/4`,
    warnings: [],
  });
  const place = ['--repo', url, '--source-branch', 'agent-toolkit/TASK-001', '--target-branch', 'main'];
  expect(calls()).toEqual([
    ['mr', 'list', ...place, '--output', 'json'],
    ['mr', 'create', ...place, '--title', 'TASK-001: Roll out the "shop"', '--description', body, '--yes'],
  ]);
});

test('one that is open already is not opened again', async () => {
  fake('gh', { list: `echo '[{"url":"${github}/pull/3"}]'` });
  expect(await run(`${github}.git`)).toEqual({ pullRequest: `${github}/pull/3`, warnings: [] });
  expect(calls()).toHaveLength(1);
});

test('a command that fails: the page, its words, and no secret', async () => {
  fake('gh', { create: 'echo "HTTP 401 for https://me:secret@github.com, run gh auth login" >&2; exit 4' });
  const { pullRequest, warnings } = await run(`https://me:secret@github.com/shop/infra.git`);
  expect(pullRequest).toBe(page);
  expect(warnings).toEqual([
    `No pull request was opened (gh: HTTP 401 for https://***@github.com, run gh auth login). Open it at ${page}`,
  ]);
});

test('no command on PATH: the page', async () => {
  const places = path.split(':').map((place) => join(place, 'git'));
  symlinkSync(places.find(existsSync) ?? expect.unreachable(), join(folder, 'git'));
  process.env['PATH'] = folder;
  expect(await run(`${github}.git`)).toEqual({
    pullRequest: page,
    warnings: [`No pull request was opened (gh is not on PATH). Open it at ${page}`],
  });
});

test('another host: what to do', async () => {
  const text = 'Open a pull request from agent-toolkit/TASK-001 to main at origin.';
  expect(await run('https://codeberg.org/shop/infra.git')).toEqual({
    pullRequest: text,
    warnings: [`No pull request was opened: the remote is neither GitHub nor GitLab. ${text}`],
  });
});
