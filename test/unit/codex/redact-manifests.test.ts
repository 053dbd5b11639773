/** Values of Secrets whose keys do not give them away. */
import { describe, expect, test } from 'vitest';
import { redact } from '../../../src/codex/redact.ts';
import { cpuMsSince } from '../../support/cpu-time.ts';

describe('values of a Kubernetes Secret are masked', () => {
  test.each([
    [
      'a command',
      "cat > a.yaml <<'EOF'\nkind: Secret\nstringData:\n  db: hunter2\nEOF",
      "cat > a.yaml <<'EOF'\nkind: Secret\nstringData:\n  db: ***\nEOF",
    ],
    ['data before the kind', 'data:\n  db: aHVudGVyMg==\nkind: Secret', 'data:\n  db: ***\nkind: Secret'],
    [
      'a longer text',
      'kind: Secret\nstringData:\n  conf: |\n    one hunter2\n\n    two\ntype: Opaque',
      'kind: Secret\nstringData:\n  conf: |\n    ***\n\n    ***\ntype: Opaque',
    ],
    [
      'an item of a list',
      '- kind: Secret\n  data:\n    db: eA==\n  type: Opaque',
      '- kind: Secret\n  data:\n    db: ***\n  type: Opaque',
    ],
    ['a diff', '+kind: Secret\n+data:\n+  db: eA==\n+type: Opaque', '+kind: Secret\n+data:\n+  db: ***\n+type: Opaque'],
    ['JSON', '{"kind": "Secret", "data": {"db": "eA=="}}', '{"kind": "Secret", "data": {***}}'],
  ])('%s', (_case, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  test.each([
    'kind: ConfigMap\ndata:\n  mode: clear',
    'kind: Secret\nmetadata:\n  name: shop\n---\nkind: ConfigMap\ndata:\n  mode: clear',
    'kind: SecretStore\ndata:\n  mode: clear',
  ])('%j stays', (text) => {
    expect(redact(text)).toBe(text);
  });

  test('a text of a megabyte takes no time', () => {
    const start = process.cpuUsage();
    redact(`kind: Secret\n${'data: {'.repeat(70_000)}\n${'data:\n  a: b\n'.repeat(40_000)}`);
    expect(cpuMsSince(start)).toBeLessThan(2000);
  });
});
