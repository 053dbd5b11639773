import { describe, expect, test } from 'vitest';
import { isSameCommand, unwrapCommand } from '../../../src/codex/shell-command.ts';

describe('unwrapCommand', () => {
  test.each([
    ["/bin/bash -lc 'ls -l'", 'ls -l'],
    ['bash -c true', 'true'],
    [`/bin/zsh -lc "echo \\"a\\" \\$HOME"`, 'echo "a" $HOME'],
    [`/bin/bash -lc 'echo '"'"'quoted'"'"''`, "echo 'quoted'"],
    ["/bin/bash -lc 'one\ntwo'", 'one\ntwo'],
    ['kubectl get pods', 'kubectl get pods'],
    // More than one word after -c, or an open quote: nothing is guessed.
    ['bash -c echo hi', 'bash -c echo hi'],
    ["bash -c 'open", "bash -c 'open"],
  ])('%s is %s', (command, inner) => {
    expect(unwrapCommand(command)).toBe(inner);
  });
});

describe('isSameCommand', () => {
  test.each([
    ['ls -l', "/bin/bash -lc 'ls -l'", true],
    ['ls  -l ', "/bin/bash -lc 'ls -l'", true],
    ['make build', "/bin/bash -lc 'cd app && make build'", true],
    ['grep tag file', "/bin/bash -lc 'sed -i s/a/b/ file; grep tag file'", true],
    ["/bin/bash -lc 'ls -l'", "/bin/bash -lc 'ls -l'", true],
    ['ls', "/bin/bash -lc 'ls -l'", false],
    ['kubectl get pods', "/bin/bash -lc 'echo kubectl get pods'", false],
    ['', "/bin/bash -lc ''", false],
  ])('%s means %s: %s', (cited, ran, same) => {
    expect(isSameCommand(cited, ran)).toBe(same);
  });
});
