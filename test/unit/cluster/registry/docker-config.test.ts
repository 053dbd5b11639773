/** Where Docker's configuration has the credentials of a registry. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  credentialSources,
  type DockerConfig,
  dockerConfigFile,
  readDockerConfig,
} from '../../../../src/cluster/registry/docker-config.ts';

const auth = (text: string) => Buffer.from(text).toString('base64');
const me = { username: 'me', password: 'hunter2' };

test.each<[string, DockerConfig, string, ReturnType<typeof credentialSources>]>([
  ['nothing', {}, 'ghcr.io', { helper: undefined, server: 'ghcr.io', stored: undefined }],
  [
    'auth',
    { auths: { 'ghcr.io': { auth: auth('me:hunter2') } } },
    'ghcr.io',
    { helper: undefined, server: 'ghcr.io', stored: me },
  ],
  [
    'a password with colons, and zero bytes after it',
    { auths: { 'ghcr.io': { auth: auth('me:a:b\0\0') } } },
    'ghcr.io',
    { helper: undefined, server: 'ghcr.io', stored: { username: 'me', password: 'a:b' } },
  ],
  ['user and password', { auths: { 'ghcr.io': me } }, 'ghcr.io', { helper: undefined, server: 'ghcr.io', stored: me }],
  [
    'an identity token goes before them',
    { auths: { 'ghcr.io': { ...me, identitytoken: 'idt' } } },
    'ghcr.io',
    { helper: undefined, server: 'ghcr.io', stored: { identityToken: 'idt' } },
  ],
  [
    'an empty entry',
    { auths: { 'ghcr.io': {} } },
    'ghcr.io',
    { helper: undefined, server: 'ghcr.io', stored: undefined },
  ],
  [
    'no base64',
    { auths: { 'ghcr.io': { auth: '%%%' } } },
    'ghcr.io',
    { helper: undefined, server: 'ghcr.io', stored: undefined },
  ],
  [
    'a key with scheme and path',
    { auths: { 'https://ghcr.io/v2/': me } },
    'ghcr.io',
    { helper: undefined, server: 'ghcr.io', stored: me },
  ],
  [
    'another port is another registry',
    { auths: { 'localhost:5000': me } },
    'localhost:5001',
    { helper: undefined, server: 'localhost:5001', stored: undefined },
  ],
  [
    'a longer name is another registry',
    { auths: { 'ghcr.io.evil.example': me } },
    'ghcr.io',
    { helper: undefined, server: 'ghcr.io', stored: undefined },
  ],
  [
    'Docker Hub',
    { auths: { 'https://index.docker.io/v1/': me } },
    'docker.io',
    { helper: undefined, server: 'https://index.docker.io/v1/', stored: me },
  ],
  [
    'the common store',
    { credsStore: 'desktop' },
    'ghcr.io',
    { helper: 'desktop', server: 'ghcr.io', stored: undefined },
  ],
  [
    "a registry's own helper goes before it",
    { credsStore: 'desktop', credHelpers: { 'ghcr.io': 'gh', 'other.io': 'x' } },
    'ghcr.io',
    { helper: 'gh', server: 'ghcr.io', stored: undefined },
  ],
  [
    'the store of Docker Hub',
    { credsStore: 'pass' },
    'docker.io',
    { helper: 'pass', server: 'https://index.docker.io/v1/', stored: undefined },
  ],
  [
    'no word of a property that all objects have',
    { auths: {}, credHelpers: {} },
    'constructor',
    { helper: undefined, server: 'constructor', stored: undefined },
  ],
])('%s', (_name, config, registry, expected) => {
  expect(credentialSources(config, registry)).toEqual(expected);
});

test.each([
  [{ DOCKER_CONFIG: '/etc/docker-client', HOME: '/home/me' }, '/etc/docker-client/config.json'],
  [{ DOCKER_CONFIG: '', HOME: '/home/me' }, '/home/me/.docker/config.json'],
  [{ HOME: '/home/me' }, '/home/me/.docker/config.json'],
])('%j', (env, file) => {
  expect(dockerConfigFile(env)).toBe(file);
});

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docker-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('no file is an empty configuration', async () => {
  expect(await readDockerConfig({ DOCKER_CONFIG: join(folder, 'none') })).toEqual({ config: {} });
});

test.each(['{"auths": {"ghcr.io": {"auth": "aHVudGVyMg=="', '[]', '{"auths": "aHVudGVyMg=="}'])(
  'a broken file is told without what it holds: %s',
  async (text) => {
    await writeFile(join(folder, 'config.json'), text);
    const { config, fault } = await readDockerConfig({ DOCKER_CONFIG: folder });
    expect(config).toEqual({});
    expect(fault).toBe(`${join(folder, 'config.json')} is not the JSON that Docker writes`);
  },
);
