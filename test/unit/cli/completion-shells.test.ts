/** The scripts of `completion` in the shells themselves; a shell that is not on PATH is skipped. `agent-toolkit complete` answers as it is told to. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completionScripts, type Shell } from '../../../src/cli/completion-scripts.ts';

/** What is asked for, and the answer. */
const answers: Readonly<Record<string, string>> = {
  pro: 'process\twork through: the criteria',
  'show ta': 'TASK-001\tRoll out: `touch evaluated` $(touch evaluated)',
  '--push=n': '--push=never',
  'health d': ':files',
  '--repo=a': ':folders',
  'scan --context kube@k': 'kube@kind\tcurrent context',
  'scan --context=arn:aws:e': '--context=arn:aws:eks:x/y',
};

/** What was typed, and what stands there when Tab was pressed. */
const lines: readonly [typed: string, completed: string][] = [
  ['agent-toolkit pro', 'agent-toolkit process'],
  ['agent-toolkit show ta', 'agent-toolkit show TASK-001'],
  ['agent-toolkit --push=n', 'agent-toolkit --push=never'],
  ['agent-toolkit health d', 'agent-toolkit health dump.yaml'],
  ['agent-toolkit --repo=a', 'agent-toolkit --repo=apps/'],
  ['agent-toolkit scan --context kube@k', 'agent-toolkit scan --context kube@kind'],
  ['agent-toolkit scan --context=arn:aws:e', 'agent-toolkit scan --context=arn:aws:eks:x/y'],
  ['agent-toolkit nothing n', 'agent-toolkit nothing n'],
];

let folder: string;
let env: NodeJS.ProcessEnv;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-'));
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'here/apps'), { recursive: true });
  writeFileSync(join(folder, 'here/dump.yaml'), '');
  const cases = Object.entries(answers).map(([asked, answer]) => `'complete -- ${asked}') echo '${answer}' ;;`);
  writeFileSync(join(folder, 'bin/agent-toolkit'), `#!/bin/sh\ncase "$*" in\n${cases.join('\n')}\nesac\n`);
  chmodSync(join(folder, 'bin/agent-toolkit'), 0o755);
  for (const [shell, script] of Object.entries(completionScripts)) writeFileSync(join(folder, shell), script);
  env = { ...process.env, HOME: folder, PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, TERM: 'dumb' };
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(shell: Shell, args: readonly string[]): string {
  return execFileSync(shell, args, { cwd: join(folder, 'here'), env, encoding: 'utf8', timeout: patience });
}

function isThere(shell: Shell): boolean {
  return spawnSync(shell, ['-c', 'exit 0'], { stdio: 'ignore' }).status === 0;
}

/** As bash does it: words end at = and : and @, and what comes behind the last of them is replaced, the @ with it. */
const inBash = `
source "$1"
for line in "\${@:2}"; do
  COMP_WORDS=()
  rest=$line
  while [[ $rest =~ ^( *)([^ =:@]+|[=:@]) ]]; do
    COMP_WORDS+=("\${BASH_REMATCH[2]}")
    rest=\${rest#"\${BASH_REMATCH[0]}"}
  done
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
  options=
  compopt() { options=$2; }
  _agent_toolkit
  last=\${COMP_WORDS[COMP_CWORD]}
  [[ \${COMP_WORDS[COMP_CWORD - 1]} == @ ]] && last=@$last
  case $options in
    default) COMPREPLY=($(compgen -f -- "$last")) ;;
    dirnames) COMPREPLY=($(compgen -d -S / -- "$last")) ;;
  esac
  echo "\${line%"$last"}\${COMPREPLY[0]-$last}"
done
`;

/** In a terminal of its own: the line is typed, Tab pressed, and what stands there printed. */
const inZsh = `
zmodload zsh/zpty
zpty shell "$0 -f -i"
zpty -w shell "PS1= RPS1=; stty -echo; autoload -Uz compinit; compinit -u -D; source $1
  setopt nobeep; show() { print -r -- \\"<<\\$BUFFER>>\\"; BUFFER= }; zle -N show; bindkey '^X' show; print REA''DY"
zpty -r -m shell said '*READY*'
for line in "\${@:2}"; do
  zpty -w -n shell "$line"$'\\t\\x18'
  zpty -r -m shell said '*<<*>>*'
  print -r -- "\${\${said##*<<}%%>>*}"
done
zpty -d shell
`;

const typed = lines.map(([line]) => line);
const completed = lines.map(([, line]) => line);
const trimmed = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.replace('\r', '').trimEnd());

/** Zsh reads all of its own completions first: seconds on a busy machine. */
const patience = 30_000;

describe.each<Shell>(['bash', 'zsh', 'fish'])('%s', (shell) => {
  test('completes what is typed, and evaluates nothing of it', { timeout: patience }, ({ skip }) => {
    if (!isThere(shell)) skip(`${shell} is not on PATH`);
    if (shell === 'bash')
      expect(trimmed(run(shell, ['-c', inBash, shell, join(folder, shell), ...typed]))).toEqual(completed);
    if (shell === 'zsh')
      expect(trimmed(run(shell, ['-f', '-c', inZsh, shell, join(folder, shell), ...typed]))).toEqual(completed);
    if (shell === 'fish') {
      // It tells what can stand in the place of the last word.
      const script =
        'source $argv[1]; for line in $argv[2..]; echo (complete -C $line | string replace -r "\\t.*" ""); end';
      const words = completed.map((line) => line.split(' ').at(-1));
      const found = run(shell, ['-c', script, join(folder, shell), ...typed])
        .split('\n')
        .slice(0, -1);
      expect(found).toEqual([...words.slice(0, -1), '']);
    }
    expect(execFileSync('ls', { cwd: join(folder, 'here'), encoding: 'utf8' })).toBe('apps\ndump.yaml\n');
  });
});

test('zsh: as a file of $fpath it completes at the first Tab already', { timeout: patience }, ({ skip }) => {
  if (!isThere('zsh')) skip('zsh is not on PATH');
  mkdirSync(join(folder, 'functions'));
  writeFileSync(join(folder, 'functions/_agent-toolkit'), completionScripts.zsh);
  writeFileSync(join(folder, 'none'), '');
  const script = inZsh.replace('autoload', `fpath+=(${join(folder, 'functions')}); autoload`);
  expect(trimmed(run('zsh', ['-f', '-c', script, 'zsh', join(folder, 'none'), 'agent-toolkit pro']))).toEqual([
    'agent-toolkit process',
  ]);
});

test('fish: what a word is for stands behind it', ({ skip }) => {
  if (!isThere('fish')) skip('fish is not on PATH');
  const script = `source ${join(folder, 'fish')}; complete -C 'agent-toolkit pro'`;
  expect(run('fish', ['-c', script])).toBe('process\twork through: the criteria\n');
});
