import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { offerContext } from '../../src/cli/context-question.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import { createTestHost } from '../support/cli-host.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const kubeconfig = `apiVersion: v1
kind: Config
current-context: kind-shop
contexts: [{name: kind-shop, context: {cluster: shop, user: me}}]
clusters: [{name: shop, cluster: {server: "https://127.0.0.1:6443"}}]
users: [{name: me, user: {}}]
`;

let repository: TemporaryRepository;
beforeEach(() => {
  repository = temporaryRepository();
  repository.write('.git/kubeconfig', kubeconfig);
});
afterEach(() => repository.remove());

/** What is asked, and what is recorded then. */
async function offer(answer: string, options: { terminal?: boolean; kubeconfig?: string; context?: string } = {}) {
  const { terminal = true, context } = options;
  const file = `${repository.root}/${options.kubeconfig ?? '.git/kubeconfig'}`;
  const stdin = Object.assign(new PassThrough(), terminal ? { isTTY: true } : {});
  const host = { ...createTestHost({ terminal }), stdin };
  const settings = { ...defaultSettings, kubeconfig: file, ...(context === undefined ? {} : { context }) };
  stdin.end(answer);
  await offerContext(host, { repoPath: repository.root, json: false, jsonl: false, settings });
  await wait(0);
  const recorded = repository.git('status', '--porcelain') === '' ? undefined : repository.read('.agent-state.json');
  return { asked: host.err().split('[y/N]').length - 1, text: host.err(), recorded };
}

describe('no context is recorded for the repository', () => {
  test.each(['y\n', 'Yes\n', ' YES \n'])('the answer %j records the current one', async (answer) => {
    const { text, recorded } = await offer(answer);
    expect(text).toContain('Use kind-shop (https://127.0.0.1:6443) for it from now on?');
    expect(JSON.parse(recorded ?? '')).toEqual({ cluster_context: 'kind-shop' });
  });

  test.each(['n\n', '\n', '', 'yikes\n'])('the answer %j records nothing', async (answer) => {
    expect(await offer(answer)).toMatchObject({ asked: 1, recorded: undefined });
  });

  test('once recorded, it is not asked again; other keys of the file stay', async () => {
    repository.write('.agent-state.json', '{"session_id": "s"}');
    expect(JSON.parse((await offer('y\n')).recorded ?? '')).toEqual({ session_id: 's', cluster_context: 'kind-shop' });
    expect((await offer('y\n')).asked).toBe(0);
  });
});

describe('nobody is asked', () => {
  test('where there is no terminal', async () => {
    expect(await offer('y\n', { terminal: false })).toMatchObject({ asked: 0, recorded: undefined });
  });

  test('when the run names a context', async () => {
    expect(await offer('y\n', { context: 'kind-shop' })).toMatchObject({ asked: 0, recorded: undefined });
  });

  test('when the team’s file records one', async () => {
    repository.commit({ '.agent-config.json': '{"cluster_context": "other"}' });
    expect(await offer('y\n')).toMatchObject({ asked: 0, recorded: undefined });
  });

  test('when there is no usable kubeconfig', async () => {
    repository.write('.git/broken', 'contexts: [');
    expect(await offer('y\n', { kubeconfig: '.git/broken' })).toMatchObject({ asked: 0 });
    expect(await offer('y\n', { kubeconfig: '.git/none' })).toMatchObject({ asked: 0 });
  });
});
