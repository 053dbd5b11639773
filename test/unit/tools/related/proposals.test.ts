import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRepository, type Repository } from '../../../../src/git/repository.ts';
import { findRelated, unagreedWarning } from '../../../../src/tools/related/find-related.ts';
import { readProposals } from '../../../../src/tools/related/proposals.ts';

let home: string;
let tasks: Repository;
const at = (name: string) => join(home, name);
const git = (folder: string, ...args: string[]) => execFileSync('git', args, { cwd: at(folder), stdio: 'pipe' });
beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'agent-toolkit-')));
  for (const name of ['group/tasks', 'group/shop manifests', 'group/charts', 'group/tasks/inside', 'mono/apps']) {
    mkdirSync(at(name), { recursive: true });
  }
  for (const name of ['group/tasks', 'group/shop manifests', 'group/charts', 'group/tasks/inside', 'mono']) {
    git(name, 'init', '--quiet');
    git(name, '-c', 'user.name=T', '-c', 'user.email=t@e', 'commit', '--quiet', '--allow-empty', '--message', 'first');
  }
  git('group/tasks', 'worktree', 'add', '--quiet', '../second');
  git('group/charts', 'worktree', 'add', '--quiet', '../charts-2');
  mkdirSync(at('group/plain'));
  symlinkSync('../charts', at('group/tasks/link'));
  symlinkSync('.', at('group/tasks/itself'));
  const found = await findRepository(at('group/tasks'));
  if (found === undefined) throw new Error('no repository');
  tasks = found;
});
afterAll(() => rm(home, { recursive: true }));

describe('what may be proposed', () => {
  test.each([
    ['nothing', undefined, []],
    ['a neighbour, with blanks in its name', ['../shop manifests'], ['group/shop manifests']],
    ['one further away', ['../../mono/'], ['mono']],
    ['a link to one', ['link'], ['group/charts']],
    ['one twice', ['../charts', './link', '../charts/'], ['group/charts']],
  ])('%s', async (_what, value, expected) => {
    const { repositories, faults } = await readProposals(tasks, value);
    expect([repositories.map(({ root }) => root), faults]).toEqual([expected.map(at), []]);
  });
});

describe('what is left out, with the reason', () => {
  test.each<[string, unknown, RegExp]>([
    ['no list', '../charts', /related_repos is no list of relative paths; left out\.$/],
    ['a list of something else', [{ path: '../charts' }], /is no list of relative paths/],
    ['an absolute path', ['/srv/charts'], /"\/srv\/charts" is no relative path/],
    ['an absolute path of Windows', ['C:\\charts'], /is no relative path/],
    ['the home folder', ['~/charts'], /is no relative path/],
    ['nothing', [''], /is no relative path/],
    ['a NUL character', ['../a\0b'], /is no relative path/],
    ['what is not there', ['../gone'], /"\.\.\/gone" is no folder \(.*group\/gone\)/],
    ['no work tree', ['../plain'], /is no git work tree/],
    ['a part of a work tree', ['../../mono/apps'], /is not the root of its work tree, which is .*mono/],
    ['itself', ['.'], /is this repository itself/],
    ['itself by a link', ['itself'], /is this repository itself/],
    ['a second work tree of it', ['../second'], /is a work tree of this repository/],
    ['a repository inside', ['inside'], /lies inside this repository/],
    ['a second work tree of another one', ['../charts', '../charts-2'], /"\.\.\/charts-2" is a work tree of .*charts/],
  ])('%s', async (_what, value, expected) => {
    const { repositories, faults } = await readProposals(tasks, value);
    expect(faults).toEqual([expect.stringMatching(expected)]);
    expect(repositories.every(({ root }) => root === at('group/charts'))).toBe(true);
  });

  test('a repository that holds this one', async () => {
    git('group', 'init', '--quiet');
    const { faults } = await readProposals(tasks, ['..']);
    await rm(at('group/.git'), { recursive: true });
    expect(faults).toEqual([expect.stringMatching(/"\.\." holds this repository/)]);
  });
});

test('only what the user agreed to may be changed; a new proposal is asked for alone', async () => {
  writeFileSync(at('group/tasks/.agent-config.json'), '{"related_repos": ["../shop manifests", "../charts", "/x"]}');
  const env = { XDG_CONFIG_HOME: at('config') };
  mkdirSync(at('config/agent-toolkit'), { recursive: true });
  const relatedRepos = { [at('group/tasks')]: [at('group/charts')], [at('mono')]: [at('group/shop manifests')] };
  writeFileSync(at('config/agent-toolkit/config.json'), JSON.stringify({ relatedRepos }));
  const found = await findRelated(tasks, env);
  expect(found.agreed.map(({ root }) => root)).toEqual([at('group/charts')]);
  expect(found.unagreed.map(({ root }) => root)).toEqual([at('group/shop manifests')]);
  expect(found.faults).toEqual([expect.stringContaining('"/x"')]);
  const warning = unagreedWarning(found, 'TASK-001', env);
  expect(warning).toContain(
    `nothing was written there: ${at('group/shop manifests')}. Agree with agent-toolkit process`,
  );
  expect(warning).toContain(at('config/agent-toolkit/config.json'));
});
