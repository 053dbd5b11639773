/** Images in registries over real HTTPS, through run_tests. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultPatience } from '../../src/cluster/request.ts';
import { contract, type ToolResult } from '../../src/tools/contract.ts';
import { runTests } from '../../src/tools/run-tests.ts';
import { defaultSettings, type Settings } from '../../src/tools/settings.ts';
import type { ToolContext } from '../../src/tools/toolbox.ts';
import { makeCertificate } from '../support/certificate.ts';
import { startKubernetesApi } from '../support/kubernetes-api.ts';
import { deployment, pod, podWithoutImage } from '../support/kubernetes-objects.ts';
import { type OciRegistry, type OciRegistryOptions, startOciRegistry } from '../support/oci-registry.ts';
import { sampled } from '../support/sample.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';
import { trustAuthority } from '../support/trusted-authority.ts';

const patience = {
  ...defaultPatience,
  podsMs: 4_000,
  quickMs: 300,
  urlMs: 4_000,
  pauseMs: [50, 100],
  retryMs: 50,
} as const;
const authority = makeCertificate({ hosts: [] });
const secret = 'hunter2-and-more';
const login = { username: 'me', password: secret } as const;

let stopTrusting: () => void;
beforeAll(() => {
  stopTrusting = trustAuthority(authority);
});
afterAll(() => stopTrusting());

const cleanUps: (() => void | Promise<void>)[] = [];
let on: TemporaryRepository;
beforeEach(() => {
  on = temporaryRepository({ 'README.md': '# Shop\n' });
  cleanUps.push(on.remove);
  // No configuration of Docker's but the one that a test writes.
  vi.stubEnv('DOCKER_CONFIG', join(on.root, '.git/docker'));
  vi.stubEnv('KUBECONFIG', join(on.root, '.git/none'));
});
// Behind the set-up, which what is skipped is cleaned of as well.
sampled(1 / 4);
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function startRegistry(options: OciRegistryOptions = {}): Promise<OciRegistry> {
  const registry = await startOciRegistry({ authority, ...options });
  cleanUps.push(registry.close);
  return registry;
}

async function writeDockerConfig(config: object): Promise<void> {
  await mkdir(join(on.root, '.git/docker'), { recursive: true });
  await writeFile(join(on.root, '.git/docker/config.json'), JSON.stringify(config));
}

interface Scene {
  readonly settings?: Partial<Settings>;
  readonly config?: object;
  /** More of `verify:`, such as `, namespaces: [shop]`. */
  readonly more?: string;
  readonly labels?: string;
  readonly signal?: AbortSignal;
  /** Longest wait for one answer; milliseconds. */
  readonly urlMs?: number;
}

function writeTask(images: readonly string[], { config, more = '', labels = '[builds]' }: Scene): void {
  const front = ['id: TASK-001', 'title: Publish the shop', 'status: active', 'priority: high', `labels: ${labels}`];
  const verify = `verify: { images: [${images.map((image) => `"${image}"`).join(', ')}]${more} }`;
  const body = ['## Acceptance Criteria', '', '- [x] Pushed', ''];
  on.write('tasks/active/TASK-001.md', ['---', ...front, verify, '---', '', ...body].join('\n'));
  on.write('.agent-config.json', JSON.stringify(config ?? {}));
}

async function verify(images: readonly string[], scene: Scene = {}): Promise<ToolResult<'run_tests'>> {
  writeTask(images, scene);
  const context: ToolContext = {
    signal: scene.signal ?? new AbortController().signal,
    progress: () => {},
    log: () => {},
  };
  const input = { work_item_id: 'TASK-001', repo_path: on.root };
  const { urlMs = patience.urlMs, settings = {} } = scene;
  const result = await runTests(input, { ...defaultSettings, ...settings }, context, { ...patience, urlMs });
  expect(JSON.stringify(result)).not.toContain(secret);
  return contract.run_tests.result.parse(result);
}

const row = (result: ToolResult<'run_tests'>, object: string) => result.checks.find((check) => check.object === object);

describe('an image that is there', () => {
  test('passes with its digest, its size and its platform, and without a cluster', async () => {
    const registry = await startRegistry();
    const { digest } = registry.push('shop/web', '1.5.0', { layers: [12_000_000, 300_000] });
    const image = `${registry.host}/shop/web:1.5.0`;
    const result = await verify([image]);
    expect(result).toMatchObject({ passed: true, overall_status: 'passed', warnings: [], context: null });
    expect(result.message).toBe('Verified: 1 of 1 image in the registry.');
    expect(row(result, registry.host)).toMatchObject({
      name: 'Registry',
      asked: `GET ${registry.url}/v2/`,
      actual: 'answers (HTTP 200)',
      status: 'pass',
      evidence: 'answers (HTTP 200); its catalogue has 1 repository',
    });
    expect(row(result, image)).toMatchObject({
      name: 'Image',
      asked: `GET ${registry.url}/v2/shop/web/manifests/1.5.0`,
      actual: `${digest}, linux/amd64 12.3 MB`,
      status: 'pass',
      evidence: `${digest}, linux/amd64 12.3 MB; listed in the catalogue`,
    });
    expect(registry.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('an index has the size of each platform', async () => {
    const registry = await startRegistry();
    const amd = registry.push('shop/web', undefined, { layers: [2_000_000] });
    const arm = registry.push('shop/web', undefined, {
      platform: 'linux/arm64/v8',
      layers: [1_000_000],
      isDockers: true,
    });
    registry.pushIndex('shop/web', 'latest', { 'linux/amd64': amd, 'linux/arm64/v8': arm });
    const result = await verify([`${registry.host}/shop/web`]);
    expect(result.passed).toBe(true);
    expect(row(result, `${registry.host}/shop/web`)?.actual).toMatch(
      /^sha256:\w+, linux\/amd64 2\.0 MB, linux\/arm64\/v8 1\.0 MB$/,
    );
  });

  test('a digest that is pinned, with a tag and without', async () => {
    const registry = await startRegistry();
    const { digest } = registry.push('shop/web', '1.5.0');
    const images = [`${registry.host}/shop/web:1.5.0@${digest}`, `${registry.host}/shop/web@${digest}`];
    const result = await verify(images);
    expect(result.passed).toBe(true);
    expect(images.map((image) => row(result, image)?.expected)).toEqual([digest, digest]);
    expect(result.message).toBe('Verified: 2 of 2 images in the registry.');
  });

  test.each([[{ hasCatalogue: false }], [{ login: { ...login, by: 'token', isPublic: true } }]] as const)(
    'a catalogue that is not served is no failure: %j',
    async (options) => {
      const registry = await startRegistry(options);
      registry.push('shop/web', '1');
      if ('login' in options) {
        registry.intercept(({ path }) => (path.startsWith('/v2/_catalog') ? { status: 403 } : undefined));
      }
      const result = await verify([`${registry.host}/shop/web:1`]);
      expect(result).toMatchObject({ passed: true, warnings: [] });
      expect(row(result, registry.host)?.evidence).toContain('its catalogue is not open');
    },
  );

  test('many images are asked for a few at a time', async () => {
    const registry = await startRegistry();
    const images = Array.from({ length: 30 }, (_, index) => `${registry.host}/shop/app-${index}:1`);
    for (let index = 0; index < 30; index++) registry.push(`shop/app-${index}`, '1');
    expect((await verify(images)).message).toBe('Verified: 30 of 30 images in the registry.');
    expect(registry.mostAtOnce).toBeLessThanOrEqual(8);
  });
});

describe('an image that is none to deploy', () => {
  test('a tag that is not there: the nearest of all pages are named', async () => {
    const registry = await startRegistry({ pageSize: 2 });
    for (const tag of ['1.0.0', '1.1.0', '1.4.0', '2.0.0', '1.5.1']) registry.push('shop/web', tag);
    const image = `${registry.host}/shop/web:1.5.0`;
    const result = await verify([image]);
    expect(result).toMatchObject({ passed: false, overall_status: 'failed', success: false });
    expect(result.failures).toEqual([
      {
        check: 'Image',
        object: image,
        reason: 'NotFound',
        message: expect.stringContaining('HTTP 404 MANIFEST_UNKNOWN'),
        cause: `${registry.host}/shop/web has no tag 1.5.0. Nearest: 1.5.1, 1.4.0, 1.1.0.`,
        remedy: 'Correct the tag, or build and push the image.',
        scope: 'task',
      },
    ]);
    expect(result.message).toContain('has no tag 1.5.0. Nearest: 1.5.1');
    expect(row(result, image)).toMatchObject({ status: 'fail' });
  });

  test('a repository that is not there: those of a like name are', async () => {
    const registry = await startRegistry({ pageSize: 1 });
    registry.push('shop/web', '1');
    registry.push('ops/proxy', '1');
    const [failure] = (await verify([`${registry.host}/shop/wbe:1`])).failures;
    expect(failure).toMatchObject({ reason: 'NotFound', scope: 'task' });
    expect(failure?.cause).toContain(
      `has no shop/wbe, or not for you. Repositories with a like name: shop/web, ops/proxy.`,
    );
  });

  test('a tag that was pushed again no longer has the digest that is pinned', async () => {
    const registry = await startRegistry();
    const { digest } = registry.push('shop/web', '1.5.0');
    const now = registry.push('shop/web', '1.5.0', { layers: [7] });
    const result = await verify([`${registry.host}/shop/web:1.5.0@${digest}`]);
    expect(result.failures).toMatchObject([
      { reason: 'DigestDiffers', message: `it is ${now.digest}, and ${digest} is pinned`, scope: 'task' },
    ]);
  });

  test('content that is not that of its digest, by tag and by digest', async () => {
    const registry = await startRegistry();
    const { digest } = registry.push('shop/web', '1');
    registry.intercept(({ path }) =>
      path.includes('/manifests/')
        ? { status: 200, headers: { 'docker-content-digest': digest }, body: '{"config":{},"layers":[]}' }
        : undefined,
    );
    const result = await verify([`${registry.host}/shop/web:1`, `${registry.host}/shop/web@${digest}`]);
    expect(result.failures.map(({ reason }) => reason)).toEqual(['DigestDiffers', 'DigestDiffers']);
    expect(result.failures[0]?.message).toContain(`the registry calls it ${digest}, and its content is sha256:`);
  });

  test.each<[string, (registry: OciRegistry) => void, string, string]>([
    ['no layers', (registry) => registry.push('shop/web', '1', { layers: [] }), 'Empty', 'no content'],
    ['an index of nothing', (registry) => registry.pushIndex('shop/web', '1', {}), 'Empty', 'names no image'],
    [
      'an index with an empty platform',
      (registry) => {
        const full = registry.push('shop/web', undefined);
        const empty = registry.push('shop/web', undefined, { platform: 'linux/arm64', layers: [] });
        registry.pushIndex('shop/web', '1', { 'linux/amd64': full, 'linux/arm64': empty });
      },
      'Empty',
      'its image for linux/arm64 has no content',
    ],
    [
      'an index whose manifest is gone',
      (registry) => {
        const lost = registry.push('shop/web', undefined);
        registry.pushIndex('shop/web', '1', { 'linux/amd64': lost });
        registry.lose(lost.digest);
      },
      'Broken',
      'its manifest for linux/amd64 is missing',
    ],
    [
      'a tag whose manifest is gone',
      (registry) => registry.lose(registry.push('shop/web', '1').digest),
      'Broken',
      'MANIFEST_UNKNOWN',
    ],
    [
      'a configuration that is gone',
      (registry) => {
        registry.push('shop/web', '1');
        registry.intercept(({ path }) => (path.includes('/blobs/') ? { status: 404 } : undefined));
      },
      'Broken',
      'its configuration is missing',
    ],
    [
      'the first format of Docker',
      (registry) =>
        registry.pushManifest(
          'shop/web',
          '1',
          'application/vnd.docker.distribution.manifest.v1+prettyjws',
          '{"fsLayers":[]}',
        ),
      'UnknownFormat',
      'holds no sizes',
    ],
  ])('%s', async (_name, push, reason, message) => {
    const registry = await startRegistry();
    push(registry);
    const result = await verify([`${registry.host}/shop/web:1`]);
    expect(result.failures).toMatchObject([{ reason, scope: 'task' }]);
    expect(result.failures[0]?.message).toContain(message);
  });

  test('what is no name of an image blocks, and is not the task’s failure; the others are looked at', async () => {
    const registry = await startRegistry();
    registry.push('shop/web', '1');
    const result = await verify(['https://shop.example/web', `${registry.host}/shop/web:1`]);
    expect(result.overall_status).toBe('blocked');
    expect(result.failures).toMatchObject([
      { object: 'https://shop.example/web', reason: 'InvalidImageName', scope: 'external' },
    ]);
    expect(row(result, `${registry.host}/shop/web:1`)?.status).toBe('pass');
  });
});

describe('logins', () => {
  const auths = (registry: OciRegistry, entry: object) => writeDockerConfig({ auths: { [registry.host]: entry } });
  const auth = Buffer.from(`me:${secret}`).toString('base64');

  test('a token for everybody', async () => {
    const registry = await startRegistry({ login: { ...login, by: 'token', isPublic: true } });
    registry.push('shop/web', '1');
    expect(await verify([`${registry.host}/shop/web:1`])).toMatchObject({ passed: true, warnings: [] });
    const asked = registry.requests.filter(({ path }) => path.startsWith('/token'));
    expect(asked.map(({ path }) => path)).toContain('/token?service=tests&scope=repository%3Ashop%2Fweb%3Apull');
    expect(asked.every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  test.each([
    ['auth', { auth }],
    ['user and password', login],
  ])('a token for %s of the Docker configuration', async (_name, entry) => {
    const registry = await startRegistry({ login: { ...login, by: 'token' } });
    registry.push('shop/web', '1');
    await auths(registry, entry);
    expect((await verify([`${registry.host}/shop/web:1`])).passed).toBe(true);
    // The password goes to the token service alone.
    const withPassword = registry.requests.filter(({ authorization }) => authorization?.startsWith('Basic '));
    expect(withPassword.every(({ path }) => path.startsWith('/token'))).toBe(true);
  });

  test('an identity token is changed for one', async () => {
    const registry = await startRegistry({ login: { ...login, by: 'token', identityToken: secret } });
    registry.push('shop/web', '1');
    await auths(registry, { identitytoken: secret });
    expect((await verify([`${registry.host}/shop/web:1`])).passed).toBe(true);
    expect(registry.requests.find(({ method }) => method === 'POST')?.body).toContain('grant_type=refresh_token');
  });

  test('Basic', async () => {
    const registry = await startRegistry({ login: { ...login, by: 'basic' } });
    registry.push('shop/web', '1');
    await auths(registry, { auth });
    expect((await verify([`${registry.host}/shop/web:1`])).passed).toBe(true);
  });

  test('a credential helper', async () => {
    const registry = await startRegistry({ login: { ...login, by: 'token' } });
    registry.push('shop/web', '1');
    const helper = join(on.root, '.git/docker-credential-vault');
    await writeFile(helper, `#!/bin/sh\necho '{"Username":"me","Secret":"${secret}"}'\n`);
    await chmod(helper, 0o755);
    vi.stubEnv('PATH', `${join(on.root, '.git')}:${process.env['PATH']}`);
    await writeDockerConfig({ credHelpers: { [registry.host]: 'vault' } });
    expect(await verify([`${registry.host}/shop/web:1`])).toMatchObject({ passed: true, warnings: [] });
  });

  test('a helper that is missing is told, and why the image could not be looked at', async () => {
    const registry = await startRegistry({ login: { ...login, by: 'token' } });
    await writeDockerConfig({ credsStore: 'not-there' });
    const result = await verify([`${registry.host}/shop/web:1`]);
    expect(result).toMatchObject({ overall_status: 'blocked', passed: false });
    expect(result.failures).toMatchObject([{ reason: 'unauthorized', scope: 'external' }]);
    expect(result.failures[0]?.message).toContain('docker-credential-not-there is not on PATH');
    expect(result.warnings).toContain(
      'No login to registries could be read: the credential helper docker-credential-not-there is not on PATH.',
    );
    expect(result.message).toContain(`Log in (docker login ${registry.host})`);
  });

  test('a configuration that cannot be read is told by its path; what needs no login passes', async () => {
    const registry = await startRegistry({ login: { ...login, by: 'token', isPublic: true } });
    registry.push('shop/web', '1');
    await writeDockerConfig({ auths: secret });
    const file = join(on.root, '.git/docker/config.json');
    expect(await verify([`${registry.host}/shop/web:1`])).toMatchObject({
      passed: true,
      warnings: [`No login to registries could be read: ${file} is not the JSON that Docker writes.`],
    });
  });

  test.each(['token', 'basic'] as const)(
    'credentials that are refused (%s): blocked, and no failure of the task',
    async (by) => {
      const registry = await startRegistry({ login: { by, username: 'me', password: 'another' } });
      registry.push('shop/web', '1');
      await auths(registry, { auth });
      const result = await verify([`${registry.host}/shop/web:1`]);
      expect(result).toMatchObject({ overall_status: 'blocked' });
      expect(result.failures).toMatchObject([{ reason: 'unauthorized', scope: 'external' }]);
      expect(result.failures[0]?.cause).toContain("refuses the credentials of Docker's configuration");
    },
  );

  test('a token that runs out is renewed', async () => {
    const registry = await startRegistry({ login: { ...login, by: 'token' } });
    registry.push('shop/web', '1');
    await auths(registry, { auth });
    let ranOut = false;
    registry.intercept(({ path }) => {
      if (path.includes('/blobs/') && !ranOut) {
        ranOut = true;
        registry.expireTokens();
      }
      return undefined;
    });
    const image = `${registry.host}/shop/web:1`;
    const result = await verify([image]);
    expect(ranOut).toBe(true);
    expect(row(result, image)?.actual).toContain('linux/amd64');
  });

  test('a token service over plain http gets nothing', async () => {
    const registry = await startRegistry({ login: { ...login, by: 'token' } });
    const thief = await startRegistry({ isPlain: true, login: { ...login, by: 'token' } });
    await auths(registry, { auth });
    registry.intercept(({ path }) =>
      path.includes('/manifests/')
        ? { status: 401, headers: { 'www-authenticate': `Bearer realm="${thief.url}/token",service="x"` } }
        : undefined,
    );
    const result = await verify([`${registry.host}/shop/web:1`], { settings: { registriesOverHttp: [thief.host] } });
    expect(result).toMatchObject({ overall_status: 'blocked' });
    expect(result.failures[0]?.message).toContain('which is not used');
    expect(thief.requests).toEqual([]);
  });

  test('credentials of a registry over http go to no other host', async () => {
    const registry = await startRegistry({ isPlain: true, login: { ...login, by: 'token' } });
    const other = await startRegistry({
      hosts: ['localhost', '127.0.0.1'],
      login: { ...login, by: 'token', isPublic: true },
    });
    await auths(registry, { auth });
    const realm = other.url.replace('localhost', '127.0.0.1');
    registry.intercept(({ path }) =>
      path.includes('/manifests/')
        ? { status: 401, headers: { 'www-authenticate': `Bearer realm="${realm}/token",service="x"` } }
        : undefined,
    );
    await verify([`${registry.host}/shop/web:1`], { settings: { registriesOverHttp: [registry.host] } });
    expect(other.requests.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });
});

describe('redirects', () => {
  test('of a manifest lead to another host without the login', async () => {
    const registry = await startRegistry({ login: { ...login, by: 'basic' } });
    const store = await startRegistry();
    registry.push('shop/web', '1');
    store.push('shop/web', '1');
    await writeDockerConfig({ auths: { [registry.host]: login } });
    registry.intercept(({ path, authorization }) =>
      path.includes('/manifests/') && authorization !== undefined
        ? { status: 307, headers: { location: `${store.url}${path}?signature=${secret}` } }
        : undefined,
    );
    expect((await verify([`${registry.host}/shop/web:1`])).passed).toBe(true);
    const followed = store.requests.filter(({ path }) => path.includes('/manifests/'));
    expect(followed).toHaveLength(1);
    expect(followed[0]?.authorization).toBeUndefined();
  });

  test('to a host that asks for a login do not get it', async () => {
    const registry = await startRegistry();
    const thief = await startRegistry({ login: { ...login, by: 'basic' } });
    await writeDockerConfig({ auths: { [registry.host]: login } });
    registry.intercept(({ path }) =>
      path.includes('/manifests/') ? { status: 307, headers: { location: `${thief.url}${path}` } } : undefined,
    );
    expect(await verify([`${registry.host}/shop/web:1`])).toMatchObject({ overall_status: 'blocked' });
    expect(thief.requests.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });

  test.each([
    ['to plain http', (plain: string) => `${plain}/v2/`, 'not followed'],
    ['round and round', (_plain: string, path: string) => path, 'more than 5 redirects'],
    ['to nowhere', () => 'https://', 'redirects to nowhere'],
  ])('%s are refused', async (_name, target, message) => {
    const registry = await startRegistry();
    const plain = await startRegistry({ isPlain: true });
    registry.intercept(({ path }) =>
      path.includes('/manifests/') ? { status: 302, headers: { location: target(plain.url, path) } } : undefined,
    );
    const result = await verify([`${registry.host}/shop/web:1`]);
    expect(result).toMatchObject({ overall_status: 'blocked', failures: [{ reason: 'refused', scope: 'external' }] });
    expect(result.failures[0]?.message).toContain(message);
    expect(plain.requests).toEqual([]);
  });
});

describe('what passes by itself', () => {
  test.each<[string, ReturnType<Parameters<OciRegistry['intercept']>[0]>]>([
    ['429', { status: 429, headers: { 'retry-after': '0' } }],
    ['503', { status: 503 }],
    ['a connection that breaks off', 'cut'],
  ])('%s is tried once more, and told', async (_name, answer) => {
    const registry = await startRegistry();
    registry.push('shop/web', '1');
    let first = true;
    registry.intercept(({ path }) => {
      const now = first && path.includes('/manifests/');
      if (now) first = false;
      return now ? answer : undefined;
    });
    const result = await verify([`${registry.host}/shop/web:1`]);
    expect(result.passed).toBe(true);
    expect(result.warnings).toEqual([
      expect.stringMatching(/^Tried once more after a failure that passes by itself: /),
    ]);
  });

  test('a registry that asks for a long pause is not asked again', async () => {
    const registry = await startRegistry();
    registry.intercept(({ path }) =>
      path.includes('/manifests/') ? { status: 429, headers: { 'retry-after': '3600' } } : undefined,
    );
    const result = await verify([`${registry.host}/shop/web:1`]);
    expect(result).toMatchObject({ overall_status: 'blocked', failures: [{ reason: 'throttled', scope: 'external' }] });
    expect(result.failures[0]?.message).toContain('it asks to wait 3600 s');
    expect(registry.requests.filter(({ path }) => path.includes('/manifests/'))).toHaveLength(1);
  });

  test('one that stays is blocked after the second attempt', async () => {
    const registry = await startRegistry();
    registry.intercept(({ path }) => (path.includes('/manifests/') ? { status: 500 } : undefined));
    const result = await verify([`${registry.host}/shop/web:1`]);
    expect(result).toMatchObject({ overall_status: 'blocked', failures: [{ reason: 'server', scope: 'external' }] });
    expect(registry.requests.filter(({ path }) => path.includes('/manifests/'))).toHaveLength(2);
  });
});

describe('a registry that does not answer', () => {
  const answers: readonly [string, string, (registry: OciRegistry) => void | Promise<void>, string][] = [
    ['an error', 'server', (registry) => void registry.intercept(() => ({ status: 502 })), 'an error of its own'],
    [
      'no registry',
      'notFound',
      (registry) => void registry.intercept(() => ({ status: 404 })),
      'no registry of the OCI',
    ],
    ['nobody there', 'unreachable', (registry) => registry.close(), 'cannot be reached'],
    ['silence', 'timeout', (registry) => void registry.intercept(() => 'silence'), 'overloaded or out of reach'],
  ];
  test.each(answers)('%s: blocked, and the cluster is not looked at', async (_name, reason, break_, cause) => {
    const api = await startKubernetesApi();
    cleanUps.push(api.close);
    const kubeconfig = join(on.root, '.git/kubeconfig');
    await api.kubeconfig('staging', kubeconfig);
    const registry = await startOciRegistry({ authority });
    if (reason !== 'unreachable') cleanUps.push(registry.close);
    await break_(registry);
    const result = await verify([`${registry.host}/shop/web:1`], {
      settings: { kubeconfig },
      config: { cluster_context: 'staging' },
      more: ', namespaces: [shop]',
      ...(reason === 'timeout' ? { urlMs: 300 } : {}),
    });
    expect(result).toMatchObject({ success: false, overall_status: 'blocked' });
    expect(result.failures).toMatchObject([{ check: 'Registry', object: registry.host, reason, scope: 'external' }]);
    expect(result.failures[0]?.cause).toContain(cause);
    expect(result.message).toBe(`Not verified: ${result.failures[0]?.cause} ${result.failures[0]?.remedy}`);
    expect(row(result, registry.host)?.status).toBe('fail');
    expect(api.requests).toEqual([]);
  });

  test('several are all named, and the images of one that answers are not asked for', async () => {
    const [registry, one, other] = [await startRegistry(), await startRegistry(), await startRegistry()];
    for (const broken of [one, other]) broken.intercept(() => ({ status: 404 }));
    const result = await verify([registry, one, other].map(({ host }) => `${host}/shop/web:1`));
    expect(result.overall_status).toBe('blocked');
    expect(result.failures.map(({ object }) => object)).toEqual([one.host, other.host]);
    expect(result.message).toMatch(/ \(and 1 more\)$/);
    expect(row(result, registry.host)?.status).toBe('pass');
    expect(registry.requests.map(({ path }) => path)).toEqual(['/v2/']);
  });

  const hosts = ['localhost'];
  const past = { from: new Date('2020-01-01'), until: new Date('2020-02-01') };
  const unknown = makeCertificate({ hosts: [] });
  test.each([
    ['expired', { hosts, ...past }, 'has expired', 'Renew it'],
    ['another name', { hosts: ['other.example'] }, 'for another host name', 'Use the name'],
    ['unknown issuer', { hosts, authority: unknown }, 'an authority that is not known here', 'NODE_EXTRA_CA_CERTS'],
  ])('a certificate that does not hold: %s', async (_name, options, cause, remedy) => {
    const registry = await startRegistry(options);
    const result = await verify([`${registry.host}/shop/web:1`]);
    expect(result).toMatchObject({ overall_status: 'blocked', failures: [{ reason: 'tls', scope: 'external' }] });
    expect(result.failures[0]?.cause).toContain(cause);
    expect(result.failures[0]?.remedy).toContain(remedy);
    expect(registry.requests).toEqual([]);
  });
});

describe('plain http', () => {
  test('is spoken where the user names the host', async () => {
    const registry = await startRegistry({ isPlain: true, login: { ...login, by: 'token' } });
    registry.push('shop/web', '1');
    await writeDockerConfig({ auths: { [registry.host]: login } });
    const result = await verify([`${registry.host}/shop/web:1`], { settings: { registriesOverHttp: [registry.host] } });
    expect(result.passed).toBe(true);
    expect(row(result, registry.host)?.asked).toBe(`GET http://${registry.host}/v2/`);
  });

  test('is not spoken otherwise, whatever the repository says; the remedy names the setting', async () => {
    const registry = await startRegistry({ isPlain: true });
    registry.push('shop/web', '1');
    const config = { registriesOverHttp: [registry.host], verify: { registriesOverHttp: [registry.host] } };
    const result = await verify([`${registry.host}/shop/web:1`], { config });
    expect(result).toMatchObject({ overall_status: 'blocked', failures: [{ reason: 'tls' }] });
    expect(result.failures[0]?.cause).toBe(`${registry.host} does not speak TLS on this port.`);
    expect(result.failures[0]?.remedy).toContain(`"registriesOverHttp": ["${registry.host}"]`);
    expect(registry.requests).toEqual([]);
  });
});

describe('beside the cluster', () => {
  async function stage() {
    const api = await startKubernetesApi();
    cleanUps.push(api.close);
    const kubeconfig = join(on.root, '.git/kubeconfig');
    await api.kubeconfig('staging', kubeconfig);
    api.put(deployment('shop/web'));
    api.put(pod('shop/web-1'));
    const scene = { settings: { kubeconfig }, config: { cluster_context: 'staging' }, more: ', namespaces: [shop]' };
    return { api, scene, registry: await startRegistry() };
  }

  test('both pass', async () => {
    const { scene, registry } = await stage();
    registry.push('shop/web', '1');
    const result = await verify([`${registry.host}/shop/web:1`], scene);
    expect(result).toMatchObject({ passed: true, context: 'staging' });
    expect(result.message).toMatch(/1 of 1 pods healthy.* 1 of 1 image in the registry\.$/);
  });

  test('an image that is not there fails a healthy cluster', async () => {
    const { scene, registry } = await stage();
    registry.push('shop/web', '1');
    const result = await verify([`${registry.host}/shop/web:2`], scene);
    expect(result).toMatchObject({ overall_status: 'failed', summary: { pods_healthy: 1 } });
    expect(result.failures).toHaveLength(1);
  });

  test('pods whose image is not there follow from it', async () => {
    const { api, scene, registry } = await stage();
    registry.push('shop/web', '1');
    const image = `${registry.host}/shop/web:2`;
    api.put(podWithoutImage('shop/web-2', { image }));
    const result = await verify([image], scene);
    expect(result.causes).toMatchObject([{ object: image, reason: 'NotFound', explains: ['Pod shop/web-2'] }]);
  });

  test('a cluster that may not be looked at stays blocked', async () => {
    const { scene, registry } = await stage();
    registry.push('shop/web', '1');
    const config = { cluster_context: 'production' };
    const result = await verify([`${registry.host}/shop/web:2`], { ...scene, config });
    expect(result.overall_status).toBe('blocked');
    expect(result.failures).toMatchObject([{ check: 'Kube context' }]);
  });
});

describe('images that nobody states', () => {
  /** A name of this machine that does not say so. */
  const name = '127.1';

  async function stage(options: OciRegistryOptions = {}) {
    const api = await startKubernetesApi();
    cleanUps.push(api.close);
    const kubeconfig = join(on.root, '.git/kubeconfig');
    await api.kubeconfig('staging', kubeconfig);
    const scene = { settings: { kubeconfig }, config: { cluster_context: 'staging' }, more: ', namespaces: [shop]' };
    const registry = await startRegistry({ name, hosts: ['127.0.0.1'], ...options });
    return { api, scene, registry };
  }

  test('are those of the pods in scope, where a label asks for images', async () => {
    const { api, scene, registry } = await stage();
    const { digest } = registry.push('shop/web', '1.5.0');
    const image = `${registry.host}/shop/web:1.5.0`;
    const init = `${registry.host}/shop/web:1.4.0@${digest}`;
    api.put(pod('shop/web-1', { image, spec: { initContainers: [{ name: 'init', image: init }] } }));
    api.put(pod('shop/web-2', { image }));
    api.put(pod('ops/other', { image: `${registry.host}/ops/other:1` }));
    const result = await verify([], scene);
    expect(result).toMatchObject({ passed: true, warnings: [] });
    expect(result.message).toMatch(/ 2 of 2 images in the registry\.$/);
    expect(row(result, image)).toMatchObject({ name: 'Image', status: 'pass' });
    // The kubelet pulls by digest, wherever the tag points.
    expect(row(result, init)).toMatchObject({ name: 'Image', status: 'pass', expected: digest });
    expect(registry.requests.some(({ path }) => path.includes('/ops/'))).toBe(false);
  });

  test('a tag that is not there fails, and explains the pods', async () => {
    const { api, scene, registry } = await stage();
    registry.push('shop/web', '1.5.0');
    const image = `${registry.host}/shop/web:1.5.1`;
    api.put(podWithoutImage('shop/web-1', { image }));
    api.put(podWithoutImage('shop/web-2', { image }));
    const result = await verify([], scene);
    expect(result.overall_status).toBe('failed');
    expect(result.causes).toMatchObject([{ object: image, explains: ['Pod shop/web-1', 'Pod shop/web-2'] }]);
    expect(result.causes[0]?.cause).toContain('Nearest: 1.5.0');
  });

  test('a tag that is not there any more is a warning where all pods that use it are ready', async () => {
    const { api, scene, registry } = await stage();
    registry.push('shop/web', '1.5.0');
    const image = `${registry.host}/shop/web:1.4.0`;
    api.put(pod('shop/web-1', { image }));
    const result = await verify([], scene);
    expect(result).toMatchObject({ overall_status: 'passed', failures: [] });
    expect(row(result, image)?.status).toBe('warn');
    expect(result.warnings.join()).toContain(`The image ${image} runs from what its nodes have, and no other node`);
    api.put(podWithoutImage('shop/web-2', { image }));
    const again = await verify([], scene);
    expect(again.causes).toMatchObject([{ object: image, explains: ['Pod shop/web-2'] }]);
  });

  test('what cannot be looked up from here is skipped, and told', async () => {
    const { api, scene, registry } = await stage({ login: { ...login, by: 'basic' } });
    const gone = await startOciRegistry({ name, isPlain: true });
    await gone.close();
    const images = {
      login: `${registry.host}/shop/web:1`,
      down: `${gone.host}/shop/web:1`,
      local: 'localhost:5000/shop/web:1',
      loaded: `${registry.host}/shop/loaded:1`,
    };
    for (const [app, image] of Object.entries(images)) api.put(pod(`shop/${app}`, { image }));
    const loaded = { name: 'app', image: images.loaded, imagePullPolicy: 'Never' };
    api.put(pod('shop/loaded', { image: images.loaded, spec: { containers: [loaded] } }));
    const result = await verify([], scene);
    expect(result).toMatchObject({ passed: true, failures: [] });
    const told = (image: string) =>
      result.warnings.find((text) => text.startsWith(`The image ${image} was not looked up`));
    expect(told(images.login)).toContain("Docker's configuration has no credentials");
    expect(told(images.down)).toContain('ECONNREFUSED');
    expect(told(images.local)).toContain('is the node itself for the cluster');
    expect(told(images.loaded)).toContain('its pull policy is Never');
    expect(Object.values(images).map((image) => row(result, image)?.status)).toEqual(Array(4).fill('skipped'));
  });

  test('are left alone without such a label', async () => {
    const { api, scene, registry } = await stage();
    api.put(pod('shop/web-1', { image: `${registry.host}/shop/web:1` }));
    const result = await verify([], { ...scene, labels: '[deployment]' });
    expect(result.passed).toBe(true);
    expect(registry.requests).toEqual([]);
  });
});

test('an answer without end is not read to its end', async () => {
  const registry = await startRegistry();
  const body = Buffer.alloc(5 * 1024 * 1024, ' ');
  registry.intercept(({ path }) => (path.includes('/manifests/') ? { status: 200, body } : undefined));
  const result = await verify([`${registry.host}/shop/web:1`]);
  expect(result.failures).toMatchObject([{ reason: 'refused', scope: 'external' }]);
  expect(result.failures[0]?.message).toContain('an answer of more than 4194304 bytes');
});

test('an abort ends it', async () => {
  const registry = await startRegistry();
  const controller = new AbortController();
  registry.intercept(({ path }) => {
    if (!path.includes('/manifests/')) return undefined;
    controller.abort();
    return 'silence';
  });
  const aborted = verify([`${registry.host}/shop/web:1`], { signal: controller.signal });
  await expect(aborted).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});

test('the command line: a private authority by NODE_EXTRA_CA_CERTS, plain http by the flag', async () => {
  const registry = await startRegistry();
  const plain = await startRegistry({ isPlain: true });
  registry.push('shop/web', '1');
  plain.push('shop/web', '1');
  writeTask([`${registry.host}/shop/web:1`, `${plain.host}/shop/web:1`], {});
  const certificate = join(on.root, '.git/authority.pem');
  await writeFile(certificate, authority.cert);
  const args = ['src/cli/main.ts', 'verify', 'TASK-001', `--repo=${on.root}`, '--json'];
  const child = spawn(process.execPath, [...args, `--registry-over-http=${plain.host}`], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate, XDG_CONFIG_HOME: join(on.root, '.git/config') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(JSON.parse(out)).toMatchObject({ passed: true, message: 'Verified: 2 of 2 images in the registry.' });
  expect(code).toBe(0);
});
