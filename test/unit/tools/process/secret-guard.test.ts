import { expect, test } from 'vitest';
import { secretMessage } from '../../../../src/tools/process/secret-guard.ts';

const hit = (path: string, line: number) => ({ path, line, what: 'Kubernetes Secret in clear (stringData.password)' });

test('file, line, kind, where the work is and what comes next, and nothing that the log would mask', () => {
  const message = secretMessage(
    [hit('deploy/secret.yaml', 12), hit('passwords', 123)],
    'refs/agent-toolkit/leftovers/X',
  );
  expect(message).not.toContain('***');
  expect(message).toContain('deploy/secret.yaml:12 (Kubernetes Secret in clear (stringData.password)), passwords:123');
  expect(message).toContain('git update-ref -d refs/agent-toolkit/leftovers/X');
  expect(message).toContain('sops');
  expect(message).toContain('secretsIgnore');
});

test('five of many are named', () => {
  const message = secretMessage(
    Array.from({ length: 8 }, (_, index) => hit('a.yaml', index + 1)),
    undefined,
  );
  expect(message).toContain('a.yaml:5');
  expect(message).toContain('and 3 more');
  expect(message).not.toContain('a.yaml:6');
});
