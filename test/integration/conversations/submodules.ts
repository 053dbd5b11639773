/** Repositories inside the work tree: what no commit of the outer one can hold is not ticked, is kept, and is told. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Settings } from '../../../src/tools/settings.ts';
import { addSubmodule } from '../../support/submodule.ts';
import type { TemporaryRepository } from '../../support/temporary-repository.ts';
import { agent, type Conversation, done, raise, tag, task, ticked, untouched } from './conversation.ts';

const edit = "sed -i 's/replicas: .*/replicas: 9/' charts/values.yaml";
const values = (on: TemporaryRepository) => on.read('charts/values.yaml');
/** The latest commit that the submodule's remote has. */
const newest = 'git -C charts checkout -q --detach origin/main';

/** The git folders of submodules are writable for the agent. */
function unlocked(on: TemporaryRepository, { codexConfig }: Settings): Partial<Settings> {
  const roots = JSON.stringify([join(on.root, '.git')]);
  return { codexConfig: [...codexConfig, `sandbox_workspace_write.writable_roots=${roots}`] };
}

/** A clone of the user's own, which git does not know of. */
function withClone(on: TemporaryRepository): void {
  addSubmodule(on);
  on.git('clone', '--quiet', '../charts-remote', 'tools');
}

const prepare = (on: TemporaryRepository) => void addSubmodule(on);
const stopped = { status: 'error', commits: [], bytes: untouched } as const;

export const submodules: readonly Conversation[] = [
  {
    name: 'a submodule that nobody touches',
    prepare,
    model: agent({ runs: ['cat charts/values.yaml', raise], cites: [raise] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
  },
  {
    name: 'a change inside a submodule: kept, put back, not ticked',
    prepare,
    model: agent({ runs: [edit, 'touch charts/new.yaml', raise] }),
    expected: {
      ...stopped,
      says: ['changed files of charts', 'charts/new.yaml, charts/values.yaml', 'commit and push it there'],
      kept: [['M\tapp.yaml', 'A\tcharts/new.yaml', 'M\tcharts/values.yaml']],
    },
    also(on) {
      expect(on.git('-C', 'charts', 'status', '--porcelain')).toBe('');
      expect(
        on.git('show', 'refs/agent-toolkit/leftovers/TASK-001-*:charts/values.yaml'.replace('*', stampOf(on))),
      ).toBe('replicas: 9');
      on.git('fsck', '--no-dangling');
    },
  },
  {
    name: 'a submodule with edits of the user: they stay',
    prepare(on) {
      addSubmodule(on);
      on.write('charts/mine.yaml', 'mine\n');
      on.write('charts/values.yaml', 'replicas: 4\n');
    },
    model: agent({ runs: [edit, 'rm charts/.gitignore'] }),
    expected: {
      ...stopped,
      says: ['changed files of charts'],
      kept: [['D\tcharts/.gitignore', 'M\tcharts/values.yaml']],
      left: ['M charts'],
    },
    also(on) {
      // Clean before: back. The user's own: as it is now, both versions in the ref.
      expect(on.git('-C', 'charts', 'status', '--porcelain')).toBe('M values.yaml\n?? mine.yaml');
      expect(values(on)).toBe('replicas: 9\n');
      expect(on.git('show', `refs/agent-toolkit/leftovers/TASK-001-${stampOf(on)}^:charts/values.yaml`)).toBe(
        'replicas: 4',
      );
    },
  },
  {
    name: 'true only with the user’s uncommitted edit in a submodule',
    prepare(on) {
      addSubmodule(on);
      on.write('charts/values.yaml', 'replicas: 9\n');
    },
    model: agent({ runs: ['grep 9 charts/values.yaml'], says: 'already_done' }),
    expected: {
      ...stopped,
      says: ['is true with your uncommitted edits (charts/values.yaml)'],
      left: ['M charts'],
    },
  },
  {
    name: 'a submodule at another commit that its remote has: that is the change, and it is committed',
    prepare,
    settings: unlocked,
    model: agent({ runs: [newest] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tcharts')], bytes: ticked(tag) },
    also: (on) => expect(values(on)).toBe('replicas: 2\n'),
  },
  {
    name: 'a submodule at a commit of the agent’s own, which nobody else could check out',
    prepare,
    settings: unlocked,
    model: agent({ runs: [`${edit} && git -C charts commit -qam mine`] }),
    expected: {
      ...stopped,
      says: ['moved charts from', 'at none of its remotes'],
      kept: [['M\tcharts']],
      left: ['M charts'],
    },
  },
  {
    name: 'another commit and changes on top of it',
    prepare,
    settings: unlocked,
    model: agent({ runs: [newest, edit] }),
    expected: {
      ...stopped,
      says: ['changed files of charts'],
      kept: [['M\tcharts/values.yaml']],
      left: ['M charts'],
    },
    also: (on) => expect(values(on)).toBe('replicas: 9\n'),
  },
  {
    name: 'another commit, and the try fails: there is no second one on top of it',
    prepare,
    settings: unlocked,
    model: agent({ runs: [newest, raise], cites: ['make test'] }),
    expected: {
      ...stopped,
      says: ['Cited as evidence and never run', 'git submodule update --init charts'],
      kept: [['M\tapp.yaml', 'M\tcharts']],
      left: ['M charts'],
    },
  },
  {
    name: 'a submodule that is taken away, with its entry',
    prepare,
    model: agent({ runs: ['rm -r charts .gitmodules'] }),
    expected: { status: 'complete', commits: [done(tag, 'D\t.gitmodules', 'D\tcharts')], bytes: ticked(tag) },
  },
  {
    name: 'a submodule whose files are made plain ones: git would see none of their changes',
    prepare,
    model: agent({ runs: [`rm charts/.git && ${edit}`] }),
    expected: {
      ...stopped,
      says: ['took the git folder of charts away'],
    },
    also: (on) => expect(values(on)).toBe('replicas: 9\n'),
  },
  {
    name: 'a submodule that is taken away with edits of the user: their contents are named',
    prepare(on) {
      addSubmodule(on);
      on.write('charts/mine.yaml', 'mine\n');
    },
    model: agent({ runs: ['rm -r charts'] }),
    expected: {
      ...stopped,
      says: ['removed charts', 'mine.yaml', 'git submodule update --init charts'],
      kept: [['D\tcharts']],
    },
    also(on, { message }) {
      const tree = /git archive ([0-9a-f]+)/.exec(message)?.[1] ?? '';
      expect(on.git('show', `${tree}:mine.yaml`)).toBe('mine');
    },
  },
  {
    name: 'a submodule that is not checked out: git would not see what is written there',
    prepare(on) {
      addSubmodule(on);
      on.git('submodule', '--quiet', 'deinit', '--force', 'charts');
    },
    model: agent({ runs: ['echo x > charts/values.yaml', raise] }),
    expected: {
      ...stopped,
      says: ['wrote into charts', 'git submodule update --init'],
      kept: [['M\tapp.yaml']],
    },
    also: (on) => expect(values(on)).toBe('x\n'),
  },
  {
    name: 'a change in a clone of the user’s own that git does not know of',
    prepare: withClone,
    model: agent({ runs: ['echo x > tools/values.yaml', raise] }),
    expected: {
      ...stopped,
      says: ['changed files of tools'],
      kept: [['M\tapp.yaml', 'M\ttools/values.yaml']],
      left: ['?? tools/'],
    },
    also: (on) => expect(on.read('tools/values.yaml')).toBe('replicas: 2\n'),
  },
  {
    name: 'a program in the configuration of such a clone, where the agent can write: it is never run',
    prepare: withClone,
    model: agent({
      runs: [
        "printf '#!/bin/sh\\ntouch .git/mark ../.git/mark\\n' > mon.sh && chmod +x mon.sh",
        'git -C tools config core.fsmonitor ../mon.sh && git -C tools config filter.x.clean ../mon.sh',
        "echo '* filter=x' > tools/.gitattributes && echo x >> tools/values.yaml",
      ],
    }),
    expected: {
      ...stopped,
      says: ['changed files of tools'],
      kept: [['A\tmon.sh', 'A\ttools/.gitattributes', 'M\ttools/values.yaml']],
      left: ['?? tools/'],
    },
    also: (on) => expect(existsSync(join(on.root, 'tools/.git/mark'))).toBe(false),
  },
  {
    name: 'a git folder of its own in the place of a submodule’s: nothing that it names is run',
    prepare,
    model: agent({
      runs: [
        "printf '#!/bin/sh\\ntouch ../.git/mark .git/mark\\n' > mon.sh && chmod +x mon.sh",
        'git clone -q ../charts-remote evil && git -C evil config core.fsmonitor ../mon.sh',
        `rm charts/.git && mv evil/.git charts/.git && rm -r evil && ${edit}`,
      ],
    }),
    expected: {
      ...stopped,
      says: ['took the git folder of charts away, or put another one there'],
      kept: [['M\tcharts', 'A\tmon.sh']],
      left: ['M charts', '?? mon.sh'],
    },
  },
  {
    name: 'a repository that it makes inside this one',
    model: agent({
      runs: ['git init -q nested && cd nested && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m x'],
    }),
    expected: {
      ...stopped,
      says: ['a git repository inside this one (nested)'],
      kept: [['A\tnested']],
      left: ['?? nested/'],
    },
  },
  {
    name: 'a repository without a commit that it makes inside this one',
    model: agent({ runs: ['git init -q nested && echo x > nested/x.txt', raise] }),
    expected: {
      ...stopped,
      says: ['a git repository inside this one (nested)'],
      kept: [['M\tapp.yaml']],
      left: ['?? nested/'],
    },
    also: (on) => expect(readFileSync(join(on.root, 'nested/x.txt'), 'utf8')).toBe('x\n'),
  },
  {
    name: 'a change in a repository of the user’s own that has no commit yet',
    prepare(on) {
      on.git('init', '--quiet', 'nested');
      on.write('nested/x.txt', '1\n');
    },
    model: agent({ runs: ['echo 2 > nested/x.txt', raise] }),
    expected: {
      ...stopped,
      says: ['changed files of nested'],
      kept: [['M\tapp.yaml', 'M\tnested/x.txt']],
      left: ['?? nested/'],
    },
    also: (on) => expect(on.read('nested/x.txt')).toBe('2\n'),
  },
  {
    name: 'a check that changes a submodule',
    prepare,
    task: task.replace(
      `- [ ] ${tag}`,
      `- [ ] ${tag}\n  check: \`grep -q 1.5.0 app.yaml && echo 9 >> charts/values.yaml\``,
    ),
    model: agent({ runs: [raise] }),
    expected: {
      ...stopped,
      says: ['changed files of charts'],
      kept: [['M\tapp.yaml', 'M\tcharts/values.yaml']],
    },
  },
];

function stampOf(on: TemporaryRepository): string {
  return on
    .git('for-each-ref', '--format=%(refname:lstrip=3)', 'refs/agent-toolkit/leftovers')
    .slice('TASK-001-'.length);
}
