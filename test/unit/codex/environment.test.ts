import { describe, expect, test } from 'vitest';
import { codexEnvironment, commandEnvironment, picked } from '../../../src/codex/environment.ts';

const user = {
  ...{ PATH: '/bin', HOME: '/home/me', LANG: 'C', LC_ALL: 'C', XDG_RUNTIME_DIR: '/run/user/1', TMPDIR: '/tmp' },
  ...{ HTTPS_PROXY: 'http://proxy:3128', no_proxy: 'localhost', SSL_CERT_FILE: '/etc/ca.pem' },
  ...{ CODEX_HOME: '/home/me/.codex', CODEX_API_KEY: 'c', OPENAI_API_KEY: 'o', AZURE_KEY: 'z' },
  ...{ GITHUB_TOKEN: 'g', AWS_SECRET_ACCESS_KEY: 'a', SSH_AUTH_SOCK: '/ssh', KUBECONFIG: '/prod', PATHOLOGY: 'x' },
};
const forCommands = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'HTTPS_PROXY', 'no_proxy', 'SSL_CERT_FILE'];

test('commands get what every command needs, and no key or token', () => {
  expect(Object.keys(commandEnvironment(user)).toSorted()).toEqual(forCommands.toSorted());
});

test.each([
  ['http://me:secret@proxy:3128', false],
  ['me:secret@proxy:3128', false],
  ['http://proxy:3128/@', true],
  ['socks5h://proxy', true],
])('a proxy that asks for a password is not for commands: %s', (value, passed) => {
  expect('HTTPS_PROXY' in commandEnvironment({ HTTPS_PROXY: value })).toBe(passed);
  expect(codexEnvironment({ HTTPS_PROXY: value }, { provider: undefined, named: [] })).toEqual({ HTTPS_PROXY: value });
});

describe('Codex itself', () => {
  const names = (provider: string | undefined, named: string[]) =>
    Object.keys(codexEnvironment(user, { provider, named })).toSorted();
  const own = [...forCommands, 'XDG_RUNTIME_DIR', 'CODEX_HOME', 'CODEX_API_KEY', 'OPENAI_API_KEY'];

  test('gets its own variables besides', () => expect(names(undefined, [])).toEqual(own.toSorted()));
  test('gets the key of its model provider', () => {
    expect(names('azure', ['AZURE_KEY'])).toEqual([...own, 'AZURE_KEY'].toSorted());
  });
  test('gets AWS credentials where it signs its requests with them', () => {
    expect(names('amazon-bedrock', [])).toEqual([...own, 'AWS_SECRET_ACCESS_KEY'].toSorted());
  });
});

test('a name that is not set is not there, and one that is empty is', () => {
  expect(picked({ A: '', B: undefined }, ['A', 'B', 'C'])).toEqual({ A: '' });
});
