import { expect, test } from 'vitest';
import { readPushReply } from '../../../src/git/push-reply.ts';

const ref = 'abc:refs/heads/main';
const line = (end: string) => `To github.com:o/r.git\n!\t${ref}\t${end}\nDone\n`;
const failed = "error: failed to push some refs to 'github.com:o/r.git'\n";
const hint = 'hint: Updates were rejected because the remote contains work that you do not\n';

test.each<[string, number, string, string, string, string]>([
  ['pushed', 0, `To o\n \t${ref}\ta..b\nDone\n`, '', 'pushed', ''],
  ['nothing new', 0, `To o\n=\t${ref}\t[up to date]\nDone\n`, 'Everything up-to-date\n', 'pushed', ''],
  ['known to be behind', 1, line('[rejected] (non-fast-forward)'), failed + hint, 'behind', 'non-fast-forward'],
  ['behind', 1, line('[rejected] (fetch first)'), failed + hint, 'behind', 'fetch first'],
  ['a tag that exists', 1, line('[rejected] (already exists)'), failed, 'other', 'already exists'],
  [
    'others in this moment',
    1,
    line('[remote rejected] (failed to update ref)'),
    `remote: error: cannot lock ref 'refs/heads/main': is at ${'a'.repeat(40)} but expected ${'b'.repeat(40)}        \n${failed}`,
    'behind',
    'cannot lock ref',
  ],
  [
    'others in this moment, at GitHub',
    1,
    line(
      `[remote rejected] (cannot lock ref 'refs/heads/main': is at ${'a'.repeat(40)} but expected ${'b'.repeat(40)})`,
    ),
    failed,
    'behind',
    'cannot lock ref',
  ],
  ['a newer git on the other side', 1, line('[remote rejected] (incorrect old value provided)'), failed, 'behind', ''],
  [
    'a branch in the place of a folder',
    1,
    line('[remote rejected] (failed to update ref)'),
    `remote: error: cannot lock ref 'refs/heads/a/b': 'refs/heads/a' exists; cannot create 'refs/heads/a/b'\n${failed}`,
    'other',
    'cannot create',
  ],
  [
    'a hook',
    1,
    line('[remote rejected] (pre-receive hook declined)'),
    `remote: no pushes at night\n${failed}`,
    'hook',
    'no pushes at night',
  ],
  ['a silent hook', 1, line('[remote rejected] (hook declined)'), failed, 'hook', 'hook declined'],
  [
    'a protected branch at GitHub',
    1,
    line('[remote rejected] (protected branch hook declined)'),
    `remote: error: GH006: Protected branch update failed for refs/heads/main.\n${failed}`,
    'protected',
    'GH006',
  ],
  [
    'rules at GitHub',
    1,
    line('[remote rejected] (push declined due to repository rule violations)'),
    `remote: error: GH013: Repository rule violations found for refs/heads/main.\n${failed}`,
    'protected',
    'GH013',
  ],
  [
    'a protected branch at GitLab',
    1,
    line('[remote rejected] (pre-receive hook declined)'),
    `remote: GitLab: You are not allowed to push code to protected branches on this project.\n${failed}`,
    'protected',
    'not allowed',
  ],
  ['pre-push', 1, '', `lint fails\n${failed}`, 'local_hook', 'lint fails'],
  ['pre-push on standard output', 1, 'tests fail\n', failed, 'local_hook', 'tests fail'],
  ['pre-push without a word', 1, '', failed, 'local_hook', 'exit code 1'],
  [
    'no such host',
    128,
    '',
    "fatal: unable to access 'https://x/': Could not resolve host: x\n",
    'unreachable',
    'resolve',
  ],
  [
    'nobody listens',
    128,
    '',
    "fatal: unable to access 'http://x/': Failed to connect to x port 9\n",
    'unreachable',
    '',
  ],
  [
    'no key',
    128,
    '',
    'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\n',
    'permission',
    'publickey',
  ],
  [
    'no login',
    128,
    '',
    "fatal: could not read Username for 'https://github.com': terminal prompts disabled\n",
    'permission',
    '',
  ],
  [
    'no right',
    128,
    '',
    "fatal: unable to access 'https://x/': The requested URL returned error: 403\n",
    'permission',
    '',
  ],
  [
    'no repository',
    128,
    '',
    "fatal: '/x.git' does not appear to be a git repository\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n",
    'other',
    'does not appear',
  ],
])('%s', (_, code, stdout, stderr, kind, words) => {
  const reply = readPushReply({ code, stdout, stderr });
  expect(reply.kind).toBe(kind);
  const told = reply.kind === 'pushed' ? '' : reply.words;
  expect(told).toContain(words);
  expect(told).not.toMatch(/hint:|failed to push some refs/);
});
