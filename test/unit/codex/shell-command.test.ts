import { describe, expect, test } from 'vitest';
import { exitOfCited, isSameCommand, unwrapCommand } from '../../../src/codex/shell-command.ts';

describe('unwrapCommand', () => {
  test.each([
    ["/bin/bash -lc 'ls -l'", 'ls -l'],
    ['bash -c true', 'true'],
    [`/bin/zsh -lc "echo \\"a\\" \\$HOME"`, 'echo "a" $HOME'],
    [`/bin/bash -lc 'echo '"'"'quoted'"'"''`, "echo 'quoted'"],
    ["/bin/bash -lc 'one\ntwo'", 'one\ntwo'],
    ['kubectl get pods', 'kubectl get pods'],
    ["bash -c 'false'||true", "bash -c 'false'||true"],
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
    ["bash -lc 'make test'", "/bin/bash -lc 'make test'", true],
    ["sh -c 'make test'", "/bin/bash -lc 'make test'", true],
    ["bash -lc 'make test'", `/bin/bash -lc "bash -lc 'make test'"`, true],
    ['one\n two', "/bin/bash -lc 'one  \n\ntwo'", true],
    ['one two', "/bin/bash -lc 'one\ntwo'", false],
    ["echo 'a  b'", `/bin/bash -lc "echo 'a b'"`, false],
    ['cd app&&make', 'cd app && make', true],
    ['echo 2>x', 'echo 2 >x', false],
    // A part is not the whole.
    ['make build', "/bin/bash -lc 'cd app && make build'", false],
    ['grep tag file', "/bin/bash -lc 'sed -i s/a/b/ file; grep tag file'", false],
    // What stands outside the quotes belongs to the outer command.
    ['false', "bash -c 'false'||true", false],
    ["/bin/bash -lc 'ls -l'", "/bin/bash -lc 'ls -l'", true],
    ['ls', "/bin/bash -lc 'ls -l'", false],
    ['kubectl get pods', "/bin/bash -lc 'echo kubectl get pods'", false],
    ['', "/bin/bash -lc ''", false],
  ])('%s means %s: %s', (cited, ran, same) => {
    expect(isSameCommand(cited, ran)).toBe(same);
  });
});

describe('exitOfCited', () => {
  const inChain = 'cd app && make test && ls';
  test.each([
    // The whole command has the exit code of the run, whatever it is.
    ['make test', 'make test', 0, 0],
    ['make test', 'make test', 2, 2],
    ['make test; ls', 'make test; ls', 0, 0],
    ['kubectl get pods | grep web', 'kubectl get  pods | grep web', 1, 1],
    // Parts of a plain chain that exited with 0 did so too.
    ['make test', inChain, 0, 0],
    ['cd app && make test', inChain, 0, 0],
    ["bash -lc 'cd app && make test'", inChain, 0, 0],
    ['make test && ls', `/bin/bash -lc '${inChain}'`, 0, 0],
    [`test "$(kubectl get x && echo 1)" = 1`, `test "$(kubectl get x && echo 1)" = 1 && ls`, 0, 0],
    ['make test >log 2>&1', 'X=1 true && make test >log 2>&1', 0, 0],
    ['! grep old app.yaml', '! grep old app.yaml && ls', 0, 0],
    ["python -c 'a\nb'", "python -c 'a\nb' && ls", 0, 0],
    // When the chain failed, nobody knows where.
    ['make test', inChain, 2, 'unclear'],
    ['cd app && ls', inChain, 0, undefined],
    ['grep old app.yaml', '! grep old app.yaml && ls', 0, undefined],
    // Anything else says nothing of its parts.
    ...[
      'make test; echo done',
      'false || make test',
      'make test || true',
      'make test | tee log',
      'make test & wait',
      'make test\necho done',
      "cat > log <<'EOF'\nmake test\nEOF",
      'cat <<EOF && make test\nEOF',
      'echo "; make test ;"',
      'echo "&& make test &&"',
      "echo ' && make test && '",
      'echo \\&& make test',
      'echo $(true && make test && true)',
      'echo `true && make test && true`',
      'if false; then\nmake test\nfi',
      'if false && make test; then true; fi',
      '(make test; true) && ls',
      '{ make test && false; } && ls',
      'true # && make test',
      'exit 0 && make test',
      "'exit' 0 && make test",
      'X=1 exec true && make test',
      'command exit && make test',
      '$EXIT && make test',
      '[[ -z a && make test && b ]]',
      "trap 'exit 0' EXIT && make test",
      "echo 'open && make test",
      'echo make test',
    ].map((ran) => ['make test', ran, 0, undefined] as const),
    ['false', 'false; echo finished', 0, undefined],
    ['', 'true && ls', 0, undefined],
  ] as const)('%j of %j, exit %j: %j', (cited, command, exitCode, expected) => {
    expect(exitOfCited(cited, { command, exitCode })).toBe(expected);
  });
});
