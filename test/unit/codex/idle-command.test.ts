import { expect, test } from 'vitest';
import { isIdle } from '../../../src/codex/idle-command.ts';

test.each([
  'true',
  ':',
  ' true ',
  'true # make test',
  '# make test',
  'true && echo done',
  'echo "all # good"',
  "bash -lc 'true'",
  "/bin/bash -c 'echo deployed'",
  'cd app && pwd',
  'sleep 5',
  'true;',
  '/bin/true',
  'grep -q 1.5.0 app.yaml || true',
  'grep -q 1.5.0 app.yaml ; true',
  'grep -q 1.5.0 app.yaml\necho checked',
  'grep -q 1.5.0 app.yaml && echo yes || echo no',
  'kubectl get pods | echo fine',
  "bash -lc 'make test || :'",
])('%s tells nothing', (command) => {
  expect(isIdle(command)).toBe(true);
});

test.each([
  'make test',
  'true && make test',
  'echo "$(kubectl get pods)"',
  'echo `kubectl get pods`',
  'grep -q "#" app.yaml',
  'true; make test',
  'true || make test',
  'echo x | grep y',
  'trueish',
  'make test; echo "exit $?"',
  'grep -q 1.5.0 app.yaml && echo yes',
  'grep -q 1.5.0 app.yaml;',
  'a || b && make test',
  '(true; make test)',
  'make test &',
  'test -f app.yaml',
  'cat app.yaml#1',
  "printf '%s' x > app.yaml && make",
])('%s tells something', (command) => {
  expect(isIdle(command)).toBe(false);
});
