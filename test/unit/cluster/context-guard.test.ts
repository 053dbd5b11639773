/** Which kube context may be touched: the cases that decide it, and the kubeconfig that shows only that one. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { guardContext, writeScopedKubeconfig } from '../../../src/cluster/context-guard.ts';

let folder = '';
const path = (name: string) => join(folder, name);

/** A kubeconfig with these contexts, each with a cluster and user of its own. */
function kubeconfig(current: string | undefined, ...contexts: string[]): string {
  return JSON.stringify({
    ...(current === undefined ? {} : { 'current-context': current }),
    contexts: contexts.map((name) => ({
      name,
      context: { cluster: `${name}-cluster`, user: `${name}-user`, namespace: 'shop' },
    })),
    clusters: contexts.map((name) => ({
      name: `${name}-cluster`,
      cluster: { server: `https://${name}.example:6443`, 'certificate-authority': `certs/${name}.crt` },
    })),
    users: contexts.map((name) => ({
      name: `${name}-user`,
      user: {
        'client-certificate': 'certs/user.crt',
        'client-key': `${folder}/absolute.key`,
        token: `token-of-${name}`,
      },
    })),
  });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-guard-'));
  writeFileSync(path('two'), kubeconfig('staging', 'staging', 'production'));
  writeFileSync(path('home'), kubeconfig('home', 'home'));
  writeFileSync(path('no-current'), kubeconfig(undefined, 'staging'));
  writeFileSync(path('current-missing'), kubeconfig('gone', 'staging'));
  writeFileSync(path('empty'), '');
  writeFileSync(path('no-contexts'), 'apiVersion: v1\nkind: Config\n');
  writeFileSync(path('broken'), 'users: [{token: hunter2\n');
  writeFileSync(
    path('no-cluster'),
    JSON.stringify({ 'current-context': 'a', contexts: [{ name: 'a', context: { cluster: 'x' } }] }),
  );
  mkdirSync(path('user/.kube'), { recursive: true });
  writeFileSync(path('user/.kube/config'), kubeconfig('home', 'home'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Case {
  readonly name: string;
  readonly file?: string;
  readonly env?: () => NodeJS.ProcessEnv;
  readonly named?: string;
  readonly recorded?: string;
  readonly status: 'ok' | 'nothing' | 'blocked';
  /** The context, or words of the message. */
  readonly says: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'no kubeconfig, nothing recorded or named', status: 'nothing', says: ['No kubeconfig', '.kube'] },
  {
    name: 'KUBECONFIG names a file that is not there',
    env: () => ({ KUBECONFIG: path('absent') }),
    status: 'nothing',
    says: ['absent'],
  },
  { name: 'empty kubeconfig', file: 'empty', status: 'nothing', says: ['No kubeconfig'] },
  { name: 'kubeconfig without contexts', file: 'no-contexts', status: 'nothing', says: ['no context'] },
  {
    name: 'recorded, no kubeconfig',
    recorded: 'staging',
    status: 'blocked',
    says: ['"staging" is recorded', 'no kubeconfig', '--kubeconfig'],
  },
  { name: 'named, no kubeconfig', named: 'staging', status: 'blocked', says: ['"staging" was named', 'no kubeconfig'] },
  { name: 'the recorded context is current', file: 'two', recorded: 'staging', status: 'ok', says: ['staging'] },
  {
    name: 'another context is current',
    file: 'two',
    recorded: 'production',
    status: 'blocked',
    says: ['"production"', '"staging" is current', '--context production'],
  },
  {
    name: 'no context is current',
    file: 'no-current',
    recorded: 'staging',
    status: 'blocked',
    says: ['no context is current'],
  },
  {
    name: 'the current context does not exist',
    file: 'current-missing',
    recorded: 'gone',
    status: 'blocked',
    says: ['no context "gone"', 'staging'],
  },
  {
    name: 'nobody said that the cluster may be touched',
    file: 'two',
    status: 'blocked',
    says: ['"cluster_context": "staging"', '.agent-config.json', '--context staging'],
  },
  {
    name: 'a named context, whatever is current',
    file: 'two',
    named: 'production',
    status: 'ok',
    says: ['production'],
  },
  {
    name: 'a named context that is the recorded one, whatever is current',
    file: 'two',
    named: 'production',
    recorded: 'production',
    status: 'ok',
    says: ['production'],
  },
  {
    name: 'a named context that is not the recorded one',
    file: 'two',
    named: 'staging',
    recorded: 'production',
    status: 'blocked',
    says: ['"staging"', '"production"', '.agent-config.json'],
  },
  {
    name: 'a named context that does not exist',
    file: 'two',
    named: 'nope',
    status: 'blocked',
    says: ['no context "nope"', 'staging, production'],
  },
  {
    name: 'a context whose cluster is missing',
    file: 'no-cluster',
    named: 'a',
    status: 'blocked',
    says: ['cluster "x"'],
  },
  { name: 'a file that is named and not there', file: 'absent', status: 'blocked', says: ['absent', 'does not exist'] },
  { name: 'a file that is no YAML', file: 'broken', status: 'blocked', says: ['broken', 'not valid YAML'] },
  { name: '~/.kube/config', env: () => ({ HOME: path('user') }), recorded: 'home', status: 'ok', says: ['home'] },
  {
    name: 'KUBECONFIG before ~/.kube/config',
    env: () => ({ HOME: path('user'), KUBECONFIG: path('two') }),
    recorded: 'staging',
    status: 'ok',
    says: ['staging'],
  },
  {
    name: 'several files: the first current context wins, as in kubectl',
    env: () => ({ KUBECONFIG: ['absent', 'no-current', 'two', 'home'].map(path).join(delimiter) }),
    recorded: 'staging',
    status: 'ok',
    says: ['staging'],
  },
  {
    name: 'several files: a context of the last one',
    env: () => ({ KUBECONFIG: [path('two'), path('home')].join(delimiter) }),
    named: 'home',
    status: 'ok',
    says: ['home'],
  },
];

describe('guardContext', () => {
  test.each(cases)('$name: $status', async ({ file, env, named, recorded, status, says }) => {
    const verdict = await guardContext({
      env: env?.() ?? { HOME: path('nobody') },
      ...(file === undefined ? {} : { kubeconfig: path(file) }),
      ...(named === undefined ? {} : { context: named }),
      ...(recorded === undefined ? {} : { recordedContext: recorded }),
    });
    expect(verdict.status).toBe(status);
    const text = verdict.status === 'ok' ? verdict.context : verdict.message;
    for (const word of says) expect(text).toContain(word);
    expect(text).not.toContain('hunter2');
  });

  test('tells cluster and server of the context', async () => {
    const verdict = await guardContext({ env: {}, kubeconfig: path('two'), context: 'production' });
    expect(verdict).toEqual({
      status: 'ok',
      context: 'production',
      cluster: 'production-cluster',
      server: 'https://production.example:6443',
    });
  });
});

const server = 'https://staging.example:6443';
test.each([
  ['both as recorded', { recordedCluster: 'staging-cluster', recordedServer: server }, []],
  ['the server written otherwise', { recordedServer: 'HTTPS://Staging.Example:6443/' }, []],
  ['another cluster', { recordedCluster: 'production' }, ['"staging-cluster"', '"production"', 'cluster_name']],
  ['another server', { recordedServer: 'https://10.0.0.1:6443' }, [server, '10.0.0.1', 'cluster_server']],
  ['another port', { recordedServer: 'https://staging.example' }, [server, 'cluster_server']],
  ['another cluster, of a named context', { context: 'staging', recordedCluster: 'production' }, ['cluster_name']],
])('recorded cluster and server: %s', async (_name, access, says) => {
  const context = 'context' in access ? {} : { recordedContext: 'staging' };
  const verdict = await guardContext({ env: {}, kubeconfig: path('two'), ...context, ...access });
  expect(verdict.status).toBe(says.length === 0 ? 'ok' : 'blocked');
  for (const word of says) expect(verdict).toMatchObject({ message: expect.stringContaining(word) });
});

describe('writeScopedKubeconfig', () => {
  test('holds that context alone, as the current one, with absolute paths, for the owner only', async () => {
    const file = path('scoped');
    writeFileSync(file, 'older and open to all');
    chmodSync(file, 0o644);
    await writeScopedKubeconfig({ env: {}, kubeconfig: path('two') }, 'production', file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('staging');
    expect(parse(text)).toMatchObject({
      'current-context': 'production',
      contexts: [
        { name: 'production', context: { cluster: 'production-cluster', user: 'production-user', namespace: 'shop' } },
      ],
      clusters: [{ cluster: { 'certificate-authority': path('certs/production.crt') } }],
      users: [{ user: { 'client-certificate': path('certs/user.crt'), 'client-key': path('absolute.key') } }],
    });
  });

  test('keeps what it does not know, and makes the path of a credential plugin absolute', async () => {
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: './bin/login', args: ['--now'] };
    writeFileSync(
      path('plugin'),
      JSON.stringify({
        contexts: [{ name: 'a', context: { cluster: 'c', user: 'u' } }],
        clusters: [{ name: 'c', cluster: { server: 'https://c.example', 'tls-server-name': 'real.example' } }],
        users: [{ name: 'u', user: { exec } }],
      }),
    );
    await writeScopedKubeconfig({ env: {}, kubeconfig: path('plugin') }, 'a', path('scoped'));
    expect(parse(readFileSync(path('scoped'), 'utf8'))).toMatchObject({
      clusters: [{ cluster: { 'tls-server-name': 'real.example' } }],
      users: [{ user: { exec: { ...exec, command: path('bin/login') } } }],
    });
  });

  test('rejects a context that is not there, and leaves no file', async () => {
    await expect(writeScopedKubeconfig({ env: {}, kubeconfig: path('two') }, 'nope', path('none'))).rejects.toThrow(
      '"nope"',
    );
    expect(() => statSync(path('none'))).toThrow();
  });
});
