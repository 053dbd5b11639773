/** `verify ID --plan` on real files. */
import { afterEach, expect, test } from 'vitest';
import { runCli } from '../../../src/cli/run-cli.ts';
import { createTestHost, type TestHostOptions } from '../../support/cli-host.ts';
import { type FreshRepository, freshRepository } from '../../support/fresh-repository.ts';

let repository: FreshRepository;
afterEach(() => repository.remove());

const task = (fields: string) =>
  `---\nid: TASK-001\ntitle: Roll it out\nstatus: active\npriority: high\n${fields}---\nIn namespace shop.\n\n## Acceptance Criteria\n\n- [ ] Do it\n`;

async function plan(
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  options: TestHostOptions = {},
) {
  repository = freshRepository(files);
  const host = createTestHost({ cwd: repository.root, ...options });
  const code = await runCli(['verify', 'TASK-001', '--plan', ...args], host);
  return { code, out: host.out(), err: host.err(), calls: host.calls };
}

test('shows what is looked at, what is due and not looked at, and why; calls no tool', async () => {
  const fields = 'labels: [flux]\nverify:\n  namespaces: [shop]\n  urls: [https://shop.example.com/healthz]\n';
  const { code, out, err, calls } = await plan({ 'tasks/active/TASK-001.md': task(fields) });
  expect({ code, err, calls }).toEqual({ code: 0, err: '', calls: [] });
  expect(out).toMatchInlineSnapshot(`
    "Plan for TASK-001
      verify: states the scope: everything in shop, and what it names.
    ✔ workloads and their pods      (label flux)
    ✔ services and their endpoints  (label flux)
    ✔ health URLs                   https://shop.example.com/healthz (verify, label flux)
    ✔ Flux objects                  (label flux)
    ✔ recent warning events         (label flux)
    "
  `);
});

test('--json; what the repository states counts where the task states nothing', async () => {
  const config = JSON.stringify({ verify: { services: ['shop/web'], odd: [] } });
  const { out } = await plan({ 'tasks/active/TASK-001.md': task(''), '.agent-config.json': config }, ['--json']);
  expect(JSON.parse(out)).toEqual({
    item_id: 'TASK-001',
    scope: 'verify',
    about: 'verify: states the scope: what it names.',
    target: {
      ...{ namespaces: [], candidates: [], words: [], workloads: [], services: ['shop/web'], urls: [] },
      mayLack: false,
    },
    checks: [
      { kind: 'workloads', check: 'workloads and their pods', objects: [], because: 'always' },
      { kind: 'services', check: 'services and their endpoints', objects: ['shop/web'], because: 'verify' },
    ],
    unread: [expect.stringContaining('.agent-config.json: verify knows no "odd"')],
    warnings: [expect.stringContaining('.agent-config.json: verify knows no "odd"')],
  });
});

test('of many objects the first are shown, and how many more there are', async () => {
  const workloads = Array.from({ length: 12 }, (_, index) => `shop/deployment/web-${index}`);
  const { out } = await plan({ 'tasks/active/TASK-001.md': task(`verify:\n  workloads: [${workloads.join(', ')}]\n`) });
  expect(out.replace(/\s+/g, ' ')).toContain('shop/deployment/web-9 and 2 more (verify)');
});

test('an unknown task is wrong input', async () => {
  const { code, err } = await plan({ 'tasks/active/TASK-002.md': task('').replace('TASK-001', 'TASK-002') });
  expect(code).toBe(2);
  expect(err).toContain('TASK-001');
});
