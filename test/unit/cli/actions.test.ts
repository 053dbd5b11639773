/** `actions` on real files and a real repository. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../../../src/cli/run-cli.ts';
import { createTestHost } from '../../support/cli-host.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

const task =
  '---\nid: TASK-006\ntitle: Serve it\nstatus: active\npriority: high\n---\n## Acceptance Criteria\n- [ ] Do it\n';
const report = (title: string, more: object) => JSON.stringify({ title, status: 'pending', ...more });

let server: Server;
let url = '';
let repository: TemporaryRepository;
beforeEach(async () => {
  server = createServer(
    (request, response) => void response.writeHead(request.url?.startsWith('/there') ? 200 : 404).end(),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  repository = temporaryRepository({
    'tasks/active/TASK-006.md': task,
    'human-actions/ACTION-001-a/action_report.json': report('Order the certificate', { urgency: 'critical' }),
    'human-actions/ACTION-002-b/action_report.json': report('Open the door', {
      ...{ status: 'in_progress', blocking_items: ['TASK-006'], until: { url: `${url}/there?key=secret` } },
    }),
    'human-actions/ACTION-003-c/action_report.json': report('Close the door', { until: { url: `${url}/gone` } }),
    'human-actions/ACTION-004-d/action_report.json': report('Paint the door', { until: 'it is dry' }),
  });
});
afterEach(() => {
  server.close();
  repository.remove();
});

async function actions(...args: readonly string[]) {
  const host = createTestHost({ cwd: repository.root });
  const code = await runCli(['actions', ...args], host);
  return { code, out: host.out().replaceAll(url, 'http://here'), err: host.err() };
}

const third = 'human-actions/ACTION-003-c/action_report.json';
const fault =
  'until holds "it is dry". Write a mapping with one of resource, secret, dns, url, command, for example dns: shop.example.com. The action does not clear itself before that is mended.';

test('the list asks nobody and changes nothing', async () => {
  expect(await actions()).toEqual({
    code: 0,
    err: '',
    out: [
      '4 human actions wait for a person',
      '',
      '  ACTION-001  critical  Order the certificate',
      '    human-actions/ACTION-001-a/action_report.json',
      '',
      '  ACTION-002  high  Open the door',
      '    status in_progress',
      '    holds back TASK-006',
      '    clears itself when http://here/there answers',
      '    human-actions/ACTION-002-b/action_report.json',
      '',
      '  ACTION-003  medium  Close the door',
      '    clears itself when http://here/gone answers',
      `    ${third}`,
      '',
      '  ACTION-004  medium  Paint the door',
      `    does not clear itself: ${fault}`,
      '    human-actions/ACTION-004-d/action_report.json',
      '',
      'agent-toolkit actions --check asks whether they are done by now.',
      '',
    ].join('\n'),
  });
  expect(repository.git('rev-list', '--count', 'HEAD')).toBe('1');
});

test('--check marks what is done, and says of the others why not yet', async () => {
  const { code, out } = await actions('--check');
  expect(code).toBe(0);
  expect(out.split('\n').slice(0, 6)).toEqual([
    `✔ ACTION-002 done  Open the door (${repository.git('rev-parse', '--short=8', 'HEAD')})`,
    '    http://here/there?key=*** answered HTTP 200',
    '    It held back TASK-006.',
    '',
    '3 human actions wait for a person',
    '',
  ]);
  expect(out).toContain('    not yet: http://here/gone: HTTP 404, not HTTP 2xx or 3xx\n');
  expect(out).not.toContain('--check');
  expect(repository.git('log', '-1', '--format=%s')).toBe('Complete ACTION-002: Open the door');
});

test('--check --json', async () => {
  const { out } = await actions('--check', '--json');
  expect(JSON.parse(out)).toEqual({
    checked: true,
    actions: [
      expect.objectContaining({ action_id: 'ACTION-001', urgency: 'critical', blocking_items: [] }),
      {
        ...{ action_id: 'ACTION-003', title: 'Close the door', file: third, status: 'pending', urgency: 'medium' },
        ...{ effective_urgency: 'medium', blocking_items: [], until: ['http://here/gone answers'] },
        why: 'http://here/gone: HTTP 404, not HTTP 2xx or 3xx',
      },
      expect.objectContaining({ action_id: 'ACTION-004', why: fault }),
    ],
    settled: [
      {
        ...{ action_id: 'ACTION-002', title: 'Open the door', blocking_items: ['TASK-006'] },
        ...{ file: 'human-actions/ACTION-002-b/action_report.json', sha: repository.git('rev-parse', 'HEAD') },
        evidence: 'http://here/there?key=*** answered HTTP 200',
      },
    ],
    waiting: [
      { action_id: 'ACTION-003', title: 'Close the door', file: third, why: expect.stringContaining('HTTP 404') },
      expect.objectContaining({ action_id: 'ACTION-004', why: fault }),
    ],
    warnings: [],
  });
});

test('where none states until, --check says that nobody was asked', async () => {
  for (const name of ['ACTION-002-b', 'ACTION-003-c', 'ACTION-004-d'])
    repository.git('rm', '-r', '--quiet', `human-actions/${name}`);
  expect((await actions('--check')).out).toContain(
    '_report.json\n\nNone of them states until, so none clears itself: nobody was asked.\n',
  );
});

test('without human actions, and outside a repository', async () => {
  repository.git('rm', '-r', '--quiet', 'human-actions');
  expect((await actions('--check')).out).toBe('Nothing waits for a person.\n');
  const host = createTestHost({ cwd: '/' });
  expect(await runCli(['actions'], host)).toBe(2);
  expect(host.err()).toContain('is not in a git repository');
});
