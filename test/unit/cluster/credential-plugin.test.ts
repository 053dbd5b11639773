/** What is made of what a credential plugin prints, and how it is told what it is for. */
import { expect, test } from 'vitest';
import { runCredentialPlugin } from '../../../src/cluster/credential-plugin.ts';

const signal = new AbortController().signal;
const cluster = { server: 'https://staging.example:6443' };
const apiVersion = 'client.authentication.k8s.io/v1';

function run(script: string, more: object = {}) {
  const plugin = { apiVersion, command: process.execPath, args: ['-e', script], ...more };
  return runCredentialPlugin(plugin, cluster, 20_000, signal);
}

test('gets the credential, whatever the plugin says beside it', async () => {
  const status = { token: 'abc', expirationTimestamp: '2026-01-31T12:00:00Z' };
  const text = JSON.stringify({ apiVersion, kind: 'ExecCredential', status });
  expect(await run(`console.error('opening a browser'); console.log(${JSON.stringify(text)})`)).toEqual(status);
});

test.each([
  ['its variables', 'process.env.REGION', { env: [{ name: 'REGION', value: 'eu' }] }, 'eu'],
  ['its interface', 'JSON.parse(process.env.KUBERNETES_EXEC_INFO).apiVersion', {}, apiVersion],
  ['that nobody is there', 'String(JSON.parse(process.env.KUBERNETES_EXEC_INFO).spec.interactive)', {}, 'false'],
  [
    'the cluster, where it wants it',
    'JSON.parse(process.env.KUBERNETES_EXEC_INFO).spec.cluster.server',
    { provideClusterInfo: true },
    cluster.server,
  ],
])('is told %s', async (_name, expression, more, token) => {
  expect(await run(`console.log(JSON.stringify({ status: { token: ${expression} } }))`, more)).toEqual({ token });
});

test.each([
  ['prints something else', 'console.log("hello")', {}, 'printed no ExecCredential'],
  ['prints an empty one', 'console.log("{}")', {}, 'printed no ExecCredential'],
  [
    'prints without end',
    'const go = () => process.stdout.write("x".repeat(100_000), go); go()',
    {},
    'printed more than a credential',
  ],
  ['fails', 'console.error("log in\\nagain"); process.exit(3)', {}, 'ended with exit code 3: log in'],
  [
    'is not there',
    '',
    { command: 'no-such-plugin', installHint: 'Install it.\nPlease.' },
    'could not be started: spawn no-such-plugin ENOENT. Install it.',
  ],
  ['has no command', '', { command: '' }, 'has no command'],
])('one that %s', async (_name, script, more, message) => {
  await expect(run(script, more)).rejects.toThrow(message);
});
