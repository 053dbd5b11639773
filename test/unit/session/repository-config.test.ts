import { afterEach, expect, test } from 'vitest';
import { readRepositoryConfig } from '../../../src/session/repository-config.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

let on: TemporaryRepository | undefined;
afterEach(() => on?.remove());

function open(files: Record<string, string>): TemporaryRepository {
  on = temporaryRepository({ 'README.md': 'x\n', ...files });
  return on;
}

test('nothing recorded', async () => {
  expect(await readRepositoryConfig(open({}).root)).toEqual({ warnings: [] });
});

test('the state file serves where the configuration says nothing', async () => {
  const { root } = open({ '.agent-state.json': '{"cluster_context":"minikube"}', '.agent-config.json': '{}' });
  expect(await readRepositoryConfig(root)).toEqual({ clusterContext: 'minikube', warnings: [] });
});

test("the team's file wins, and may scope verification", async () => {
  const { root } = open({
    '.agent-state.json': '{"cluster_context":"minikube"}',
    '.agent-config.json':
      '{"cluster_context":"staging","cluster_name":"shop","cluster_server":"https://shop.example","verify":{"urls":["http://127.0.0.1/healthz"]}}',
  });
  expect(await readRepositoryConfig(root)).toEqual({
    clusterContext: 'staging',
    clusterName: 'shop',
    clusterServer: 'https://shop.example',
    verify: { urls: ['http://127.0.0.1/healthz'] },
    warnings: [],
  });
});

test('only the team proposes related repositories; what it proposes is read as it stands', async () => {
  const { root } = open({
    '.agent-config.json': '{"cluster_context":"staging","related_repos":["../shop",5]}',
    '.agent-state.json': '{"related_repos":["../other"]}',
  });
  expect(await readRepositoryConfig(root)).toEqual({
    clusterContext: 'staging',
    relatedRepos: ['../shop', 5],
    warnings: [],
  });
});

test.each(['{ not json', '{"cluster_context": 5}', '[]'])('an unusable file is a warning: %s', async (text) => {
  const { root } = open({ '.agent-config.json': text, '.agent-state.json': '{"cluster_context":"minikube"}' });
  const config = await readRepositoryConfig(root);
  expect(config.clusterContext).toBe('minikube');
  expect(config.warnings).toEqual([expect.stringContaining('.agent-config.json is not usable')]);
});

test('a state without a recorded context says nothing', async () => {
  const { root } = open({ '.agent-state.json': '{"cluster_context":null}' });
  expect(await readRepositoryConfig(root)).toEqual({ warnings: [] });
});
