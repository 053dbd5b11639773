import { expect, test } from 'vitest';
import { commitPage, forgeOf, newPullRequestPage } from '../../../src/git/forge.ts';
import { urlIn } from '../../../src/git/pull-request.ts';
import { branchName } from '../../../src/git/push-branch.ts';

test.each<[string, string | undefined]>([
  ['https://github.com/shop/infra.git', 'github github.com shop/infra https://github.com/shop/infra'],
  ['https://me:secret@github.com/shop/infra', 'github github.com shop/infra https://github.com/shop/infra'],
  ['git@github.com:shop/infra.git', 'github github.com shop/infra https://github.com/shop/infra'],
  ['ssh://git@ssh.github.com:443/shop/infra.git', 'github github.com shop/infra https://github.com/shop/infra'],
  [
    'https://github.example.com:8443/a/b.git/',
    'github github.example.com:8443 a/b https://github.example.com:8443/a/b',
  ],
  ['git@gitlab.com:group/sub/app.git', 'gitlab gitlab.com group/sub/app https://gitlab.com/group/sub/app'],
  ['ssh://git@gitlab.example.com:2222/a/b.git', 'gitlab gitlab.example.com a/b https://gitlab.example.com/a/b'],
  ['http://my-gitlab.local/a/b%20c', 'gitlab my-gitlab.local a/b c http://my-gitlab.local/a/b%20c'],
  ['https://codeberg.org/shop/infra.git', undefined],
  ['https://example.com/github/infra.git', undefined],
  ['/srv/git/github.com/infra.git', undefined],
  ['../origin.git', undefined],
  ['C:\\git\\infra', undefined],
  ['file:///srv/github/a/b.git', undefined],
  ['https://github.com/', undefined],
])('%s', (url, expected) => {
  const forge = forgeOf(url);
  expect(forge && `${forge.kind} ${forge.host} ${forge.path} ${forge.address}`).toBe(expected);
});

test.each([
  [
    'git@github.com:shop/infra.git',
    'release/1 2',
    'https://github.com/shop/infra/compare/release/1%202...agent-toolkit/TASK-001?expand=1',
  ],
  [
    'https://gitlab.com/group/sub/app',
    'main',
    'https://gitlab.com/group/sub/app/-/merge_requests/new?merge_request[source_branch]=agent-toolkit%2FTASK-001&merge_request[target_branch]=main',
  ],
])('the page for a pull request at %s', (url, base, page) => {
  const forge = forgeOf(url) ?? expect.unreachable();
  expect(newPullRequestPage(forge, base, 'agent-toolkit/TASK-001')).toBe(page);
});

test.each([
  ['TASK-001', 1, 'agent-toolkit/TASK-001'],
  ['TASK-001', 2, 'agent-toolkit/TASK-001-2'],
  ['a b~^:?*[\\', 1, 'agent-toolkit/a-b-------'],
  ['../x.lock', 1, 'agent-toolkit/-.-x-lock'],
])('the branch of %s, try %i', (id, attempt, name) => {
  expect(branchName(id, attempt)).toBe(name);
});

test.each([
  ['https://github.com/o/r/pull/12\n', 'https://github.com/o/r/pull/12'],
  ['[{"url":"https://github.com/o/r/pull/3"}]', 'https://github.com/o/r/pull/3'],
  [
    '[{"author":{"web_url":"https://gitlab.com/me"},"web_url":"https://gitlab.com/g/r/-/merge_requests/4"}]',
    'https://gitlab.com/g/r/-/merge_requests/4',
  ],
  ['[]', undefined],
  ['https://github.com/o/r/pull/new/branch', undefined],
])('the address in %s', (output, url) => {
  expect(urlIn(output)).toBe(url);
});

test.each([
  ['git@github.com:shop/infra.git', 'https://github.com/shop/infra/commit/1a2b3c4d'],
  ['https://gitlab.com/group/sub/app', 'https://gitlab.com/group/sub/app/-/commit/1a2b3c4d'],
])('a commit of %s', (remote, page) => {
  const forge = forgeOf(remote);
  expect(forge && commitPage(forge, '1a2b3c4d')).toBe(page);
});
