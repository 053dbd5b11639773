/**
 * What the agent does to git itself. The sandbox keeps it out of the git folder; where the user's own configuration of Codex
 * lets it in, that is noticed: the run stops, nothing is committed, pushed or put back.
 */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Settings } from '../../../src/tools/settings.ts';
import { file } from '../../support/process-stage.ts';
import type { TemporaryRepository } from '../../support/temporary-repository.ts';
import {
  agent,
  type Conversation,
  done,
  logged,
  mark,
  raise,
  stuck,
  tag,
  task,
  ticked,
  untouched,
} from './conversation.ts';

const deployment = task.replace('[configuration]', '[deployment]');
const left = ['M app.yaml'];

/** The git folder is writable for the agent. */
function unlocked(on: TemporaryRepository, { codexConfig }: Settings): Partial<Settings> {
  const roots = JSON.stringify([join(on.root, '.git')]);
  return { codexConfig: [...codexConfig, `sandbox_workspace_write.writable_roots=${roots}`] };
}

/** Changes this besides the work, with the git folder open. */
function besides(name: string, command: string, told: string, more: Partial<Conversation> = {}): Conversation {
  return {
    name,
    task: deployment,
    origin: true,
    settings: unlocked,
    model: agent({ runs: [command, raise], cites: [raise] }),
    expected: { status: 'error', says: ['changed while the criterion ran', told], commits: [], bytes: untouched, left },
    also: nothingPushed,
    ...more,
  };
}

function nothingPushed(on: TemporaryRepository): void {
  expect(on.git('ls-remote', on.origin ?? '.', 'refs/heads/main')).toContain(on.git('rev-parse', 'HEAD'));
}

/** Writes a program that leaves the mark. */
const escaping = (path: string) =>
  `printf '#!/bin/sh\\ntouch "$(git rev-parse --show-toplevel)/${mark}"\\n' > ${path} && chmod +x ${path}`;

function withHooks(on: TemporaryRepository): void {
  on.commit({ '.githooks/pre-commit': '#!/bin/sh\n' });
  chmodSync(join(on.root, '.githooks/pre-commit'), 0o755);
  on.git('commit', '--quiet', '--all', '--message', 'mode');
  on.git('config', 'core.hooksPath', '.githooks');
}

/** Changed hooks of the work tree: kept, put back, and none of them was run for that. */
function hookOfWorkTree(name: string, hook: string, change: 'A' | 'M'): Conversation {
  return {
    name,
    prepare: withHooks,
    model: agent({ runs: [escaping(`.githooks/${hook}`), raise] }),
    expected: {
      status: 'error',
      says: [`.githooks/${hook}`],
      commits: [],
      bytes: untouched,
      kept: [[`${change}\t.githooks/${hook}`, 'M\tapp.yaml']],
    },
  };
}

export const gitSetup: readonly Conversation[] = [
  {
    name: 'committing itself: the sandbox refuses, and the engine commits',
    model: agent({
      runs: [raise, 'git commit -qam mine', 'git checkout -qb mine', 'git config a.b c'],
      cites: [raise],
    }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
    also: (on) => expect(on.git('branch', '--format=%(refname:short)')).toBe('main'),
  },
  {
    name: 'a commit of its own that failed is no proof',
    model: agent({ runs: ['git commit -q --allow-empty -m mine 2> /dev/null'] }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(
        tag,
        '`git commit -q --allow-empty -m mine 2> /dev/null` exited with 128, not with 0 as claimed. What was run: ' +
          '`git commit -q --allow-empty -m mine 2> /dev/null` (exit 128).',
      ),
    },
  },
  {
    name: 'committing itself, where it can: nothing is put back on top of it',
    task: deployment,
    origin: true,
    settings: unlocked,
    model: agent({ runs: [`${raise} && git commit -qam mine`, 'echo half > half.txt'] }),
    expected: {
      status: 'error',
      says: ['HEAD moved while the criterion ran'],
      commits: [['mine', 'M\tapp.yaml']],
      bytes: untouched,
      kept: [['M\tapp.yaml', 'A\thalf.txt']],
      left: ['?? half.txt'],
    },
    also: (on) => expect(on.git('ls-remote', 'origin', 'refs/heads/main')).not.toContain(on.git('rev-parse', 'HEAD')),
  },
  {
    name: 'committing itself with a tick of its own',
    settings: unlocked,
    model: agent({ runs: [`sed -i 's/\\[ \\]/[x]/' ${file} && git commit -qam mine`] }),
    expected: {
      status: 'error',
      says: ['HEAD moved while the criterion ran'],
      commits: [['mine', `M\t${file}`]],
      bytes: (before) => before.replace('- [ ]', '- [x]'),
      kept: [[`M\t${file}`]],
    },
  },
  {
    name: 'switching the branch',
    settings: unlocked,
    model: agent({ runs: ['git checkout -qb mine', raise], cites: [raise] }),
    expected: {
      status: 'error',
      says: ['HEAD moved while the criterion ran, from main at', 'to mine at'],
      commits: [],
      bytes: untouched,
      kept: [['M\tapp.yaml']],
      left,
    },
  },
  {
    name: 'staging: the index is the user’s',
    settings: unlocked,
    model: agent({ runs: [`${raise} && echo x > x.txt && git add -A`] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml', 'A\tx.txt')], bytes: ticked(tag) },
  },
  hookOfWorkTree('changing a hook of the work tree: it is not run', 'pre-commit', 'M'),
  hookOfWorkTree('a new hook there that any git command would run', 'post-index-change', 'A'),
  hookOfWorkTree('a new hook there that keeping the work would run', 'reference-transaction', 'A'),
  besides('a hook in the git folder', escaping('.git/hooks/pre-commit'), 'git/hooks/pre-commit'),
  besides('another remote', 'git remote set-url origin https://ann:hunter2@example.org/x', 'remote.origin.url', {
    also(on, { message }) {
      nothingPushed(on);
      expect(message).not.toContain('hunter2');
    },
  }),
  besides(
    'an address that is rewritten, its login in the key',
    'git config url.https://ann:hunter2@example.org/.insteadOf /',
    'url.https://example.org/.insteadof',
    {
      also: (_, { message }) => expect(message).not.toContain('hunter2'),
    },
  ),
  besides('the upstream of the branch', 'git config branch.main.merge refs/heads/other', 'branch.main.merge'),
  besides(
    'a program that git would start to look for changes',
    `${escaping('.git/mon')} && git config core.fsmonitor .git/mon`,
    'core.fsmonitor',
  ),
  besides(
    'a filter that git would run for the files',
    `git config filter.x.clean 'touch ${mark}; cat' && echo '* filter=x' > .git/info/attributes`,
    'filter.x.clean',
    {
      expected: {
        status: 'error',
        says: ['filter.x.clean', '.git/info/attributes'],
        commits: [],
        bytes: untouched,
        left,
      },
      also: (on) => expect(on.git('config', 'filter.x.clean')).toContain(mark),
    },
  ),
  besides('what git ignores', "echo '*.yaml' >> .git/info/exclude", '.git/info/exclude'),
  {
    name: 'a file of the work tree that the configuration includes, which the sandbox lets it write',
    prepare(on) {
      on.commit({ '.gitconfig': '[alias]\n\tst = status\n' });
      on.git('config', 'include.path', '../.gitconfig');
    },
    model: agent({ runs: ["printf '[core]\\n\\thooksPath = .\\n' >> .gitconfig", raise], cites: [raise] }),
    expected: {
      status: 'error',
      says: ['core.hookspath'],
      commits: [],
      bytes: untouched,
      left: ['M .gitconfig', ' M app.yaml'],
    },
  },
  {
    name: 'a filter in such a file, and a loop in which the engine looks at the work tree meanwhile',
    prepare(on) {
      on.commit({ '.gitconfig': '[alias]\n\tst = status\n' });
      on.git('config', 'include.path', '../.gitconfig');
    },
    model: agent({
      runs: [
        `printf '[filter "x"]\\n\\tclean = "touch ${mark}; cat"\\n' >> .gitconfig && echo '* filter=x' > .gitattributes`,
        ...Array.from({ length: 8 }, () => 'grep -q nothing app.yaml'),
      ],
    }),
    expected: {
      status: 'error',
      says: ['filter.x.clean'],
      commits: [],
      bytes: untouched,
      left: ['M .gitconfig', '?? .gitattributes'],
    },
  },
  {
    name: 'notes of editors in the configuration are no change of it',
    settings: unlocked,
    model: agent({ runs: ['git config branch.main.vscode-merge-base origin/main', raise], cites: [raise] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
  },
  {
    name: 'a check that changes a hook before any work is done',
    prepare: withHooks,
    files: { '.gitignore': '.githooks/commit-msg\n' },
    task: task.replace(`- [ ] ${tag}`, `- [ ] ${tag}\n  check: \`${escaping('.githooks/commit-msg')}\``),
    model: agent({ runs: [raise] }),
    expected: { status: 'error', says: ['.githooks/commit-msg'], commits: [], bytes: untouched },
  },
  {
    name: 'a check that changes a hook: nothing is committed',
    prepare: withHooks,
    files: { '.gitignore': '.githooks/commit-msg\n' },
    task: task.replace(
      `- [ ] ${tag}`,
      `- [ ] ${tag}\n  check: \`grep -q 1.5.0 app.yaml && ${escaping('.githooks/commit-msg')}\``,
    ),
    model: agent({ runs: [raise] }),
    expected: {
      status: 'error',
      says: ['.githooks/commit-msg'],
      commits: [],
      bytes: untouched,
      kept: [['M\tapp.yaml']],
    },
  },
];
