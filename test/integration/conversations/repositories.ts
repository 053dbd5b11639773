/** Repositories as they are: odd names, line ends, links, worktrees, what git ignores, hooks that refuse. */
import { chmodSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { file, taskText } from '../../support/process-stage.ts';
import type { TemporaryRepository } from '../../support/temporary-repository.ts';
import { agent, type Conversation, done, logged, raise, stuck, tag, task, ticked, untouched } from './conversation.ts';

const unicode = 'Überschrift „größer“ machen 🚀 in docs/größe.md';
const quoted = `Fix the file "it's here".yaml \`now\` & $HOME`;

const half = 'mkdir -p deep/er && echo 1 > deep/er/f && echo 2 >> build/cache && rm app.yaml';
/** Quiet: Codex 0.169 often says nothing at all of a command whose output tells of a denial. */
const outside = ['cp app.yaml /etc/toolkit-mark 2>&-', 'cp app.yaml ~/toolkit-mark 2>&-'];

function hook(name: string, script: string) {
  return (on: TemporaryRepository) => {
    on.write(`.git/hooks/${name}`, `#!/bin/sh\n${script}\n`);
    chmodSync(join(on.root, `.git/hooks/${name}`), 0o755);
  };
}

export const repositories: readonly Conversation[] = [
  {
    name: 'a repository and files whose names have spaces and quotes',
    folder: `it's "my" repository $HOME`,
    task: taskText([quoted]),
    files: { 'a folder/it\'s "here".yaml': 'tag: 1.4.0\n' },
    model: agent({ runs: [`sed -i s/1.4.0/1.5.0/ "a folder/it's \\"here\\".yaml" && touch 'new one.yaml'`] }),
    expected: {
      status: 'complete',
      commits: [done(quoted, 'M\t"a folder/it\'s \\"here\\".yaml"', 'A\tnew one.yaml')],
      bytes: ticked(quoted),
    },
  },
  {
    name: 'unicode in the criterion, in paths and in what is claimed',
    task: taskText([unicode]),
    files: { 'docs/größe.md': 'klein\n' },
    model: agent({
      runs: ['echo groß > docs/größe.md && echo 🚀 > 日本語.txt', 'grep -q groß docs/größe.md'],
      summary: 'Größer: 日本語 🚀.',
    }),
    expected: {
      status: 'complete',
      commits: [done(unicode, 'M\tdocs/größe.md', 'A\t日本語.txt')],
      bytes: ticked(unicode, 'Größer: 日本語 🚀.'),
    },
  },
  {
    name: 'CRLF and a byte order mark in the task file',
    task: `\uFEFF${task.replaceAll('\n', '\r\n')}`,
    model: agent({ runs: [raise] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
  },
  {
    name: 'CRLF, which the agent’s editor turned into LF while it wrote prose',
    task: task.replaceAll('\n', '\r\n'),
    model: agent({ runs: [`sed -i 's/\\r$//; s/Trailing blanks stay./Fixed./' ${file}`, raise] }),
    expected: {
      status: 'complete',
      says: [`may (${file}); put back`],
      commits: [done(tag, 'M\tapp.yaml')],
      bytes: ticked(tag),
      kept: [['M\tapp.yaml', `M\t${file}`]],
    },
  },
  {
    name: 'files deleted, moved, made executable and replaced by a link',
    files: { 'old.txt': 'old\n', 'move.txt': 'move\n', 'run.sh': 'echo\n', 'linked.txt': 'text\n' },
    model: agent({
      runs: ['rm old.txt && mkdir to && mv move.txt to/ && chmod +x run.sh && ln -sf app.yaml linked.txt'],
    }),
    expected: {
      status: 'complete',
      commits: [done(tag, 'T\tlinked.txt', 'D\tmove.txt', 'D\told.txt', 'M\trun.sh', 'A\tto/move.txt')],
      bytes: ticked(tag),
    },
    also: (on) => expect(lstatSync(join(on.root, 'linked.txt')).isSymbolicLink()).toBe(true),
  },
  {
    name: 'what git ignores is not committed',
    files: { '.gitignore': 'build/\n*.log\n' },
    model: agent({ runs: ['mkdir build && echo x > build/out && echo y > a.log', raise] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
  },
  {
    name: 'what git ignored stays uncommitted when the agent changes the rules',
    files: { '.gitignore': '.env\n' },
    prepare: (on) => on.write('.env', 'password\n'),
    model: agent({ runs: ['rm .gitignore', raise] }),
    expected: {
      status: 'complete',
      commits: [done(tag, 'D\t.gitignore', 'M\tapp.yaml')],
      bytes: ticked(tag),
      left: ['?? .env'],
    },
  },
  {
    name: 'a failed try puts back what it made, and nothing else',
    files: { '.gitignore': 'build/\n' },
    prepare: (on) => on.write('build/cache', 'mine\n'),
    model: agent({ runs: [half], cites: ['make'] }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(tag, `Cited as evidence and never run: \`make\`. What was run: \`${half}\` (exit 0).`, {
        changed: true,
      }),
      kept: [
        ['D\tapp.yaml', 'A\tdeep/er/f'],
        ['D\tapp.yaml', 'A\tdeep/er/f'],
      ],
    },
  },
  {
    name: 'a hook that refuses the commit, with its words',
    prepare: hook('pre-commit', 'echo "no commits on Friday" >&2; exit 1'),
    model: agent({ runs: [raise] }),
    expected: {
      status: 'error',
      says: ['git refused the commit: no commits on Friday'],
      commits: [],
      bytes: untouched,
      kept: [['M\tapp.yaml']],
    },
  },
  {
    name: 'a hook that mends files while it commits',
    prepare: hook('pre-commit', 'sed -i "s/[ ]*$//" app.yaml && git add app.yaml'),
    model: agent({ runs: ["sed -i 's/1.4.0/1.5.0   /' app.yaml"] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
    also: (on) => expect(on.read('app.yaml')).toBe('tag: 1.5.0\nreplicas: 1\n'),
  },
  {
    name: 'pushed when it is a deployment with an upstream',
    origin: true,
    task: task.replace('[configuration]', '[deployment]'),
    model: agent({ runs: [raise] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
    also(on, { pushed }) {
      expect(pushed).toBe(true);
      expect(on.git('ls-remote', 'origin', 'refs/heads/main')).toContain(on.git('rev-parse', 'HEAD'));
    },
  },
  {
    name: 'writing outside the sandbox fails, and the agent may not call it done',
    model: agent({ runs: outside }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(
        tag,
        `${outside.map((command) => `\`${command}\` exited with 1, not with 0 as claimed. `).join('')}What was run: ` +
          `${outside.map((command) => `\`${command}\` (exit 1)`).join(', ')}.`,
      ),
    },
    also() {
      for (const folder of ['/etc', process.env['HOME'] ?? '/root']) {
        expect(() => readFileSync(join(folder, 'toolkit-mark'))).toThrow();
      }
    },
  },
  {
    name: 'a link out of the repository: what is behind it cannot be written',
    prepare: (on) => {
      symlinkSync('/etc', join(on.root, 'out'));
      on.commit({}, 'link');
    },
    model: agent({ runs: ['cp app.yaml out/toolkit-mark 2>&-; true', raise], cites: [raise] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
    also: () => expect(() => readFileSync('/etc/toolkit-mark')).toThrow(),
  },
];
