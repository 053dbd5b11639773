import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  cacheVariables,
  commandVariables,
  copyHelmRepositories,
} from '../../../../src/tools/process/command-variables.ts';
import { defaultSettings } from '../../../../src/tools/settings.ts';

test('every cache lies in the scratch folder', () => {
  for (const path of Object.values(cacheVariables('/scratch'))) expect(path).toMatch(/^\/scratch\/[^/]/);
});

test('what a setting names is passed on, also in the place of a cache; the kubeconfig is the run’s own', () => {
  process.env['AGENT_TEST_NAMED'] = 'value';
  process.env['GOMODCACHE'] = '/home/me/go/pkg/mod';
  onTestFinished(() => {
    delete process.env['AGENT_TEST_NAMED'];
    delete process.env['GOMODCACHE'];
  });
  const settings = { ...defaultSettings, passEnvironment: ['AGENT_TEST_NAMED', 'GOMODCACHE', 'AGENT_TEST_UNSET'] };
  const variables = commandVariables({ scratchFolder: '/scratch', settings }, '/run/kubeconfig');
  expect(variables).toEqual({
    ...cacheVariables('/scratch'),
    AGENT_TEST_NAMED: 'value',
    GOMODCACHE: '/home/me/go/pkg/mod',
    KUBECONFIG: '/run/kubeconfig',
  });
});

test('helm gets a copy of the repositories that the user has added', async () => {
  const home = await mkdtemp(join(tmpdir(), 'agent-toolkit-'));
  onTestFinished(() => rm(home, { recursive: true }));
  await mkdir(join(home, 'helm'));
  await mkdir(join(home, 'scratch'));
  await writeFile(join(home, 'helm/repositories.yaml'), 'repositories: []\n');
  const { HELM_REPOSITORY_CONFIG: copy = '' } = cacheVariables(join(home, 'scratch'));
  await copyHelmRepositories(join(home, 'scratch'), { HELM_REPOSITORY_CONFIG: join(home, 'none.yaml') });
  await expect(readFile(copy)).rejects.toThrow('ENOENT');
  await copyHelmRepositories(join(home, 'scratch'), { XDG_CONFIG_HOME: home });
  expect(await readFile(copy, 'utf8')).toBe('repositories: []\n');
});
