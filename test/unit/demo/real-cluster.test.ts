import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askToGoOn, findRealCluster, realWarning } from '../../../demo/real-cluster.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agent-toolkit-real-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function kubeconfig(current: string | undefined): Promise<string> {
  const names = ['staging', 'production'];
  const document = {
    ...(current === undefined ? {} : { 'current-context': current }),
    contexts: names.map((name) => ({ name, context: { cluster: `${name}-cluster` } })),
    clusters: names.map((name) => ({ name: `${name}-cluster`, cluster: { server: `https://${name}.test:6443` } })),
  };
  const file = join(folder, 'config');
  await writeFile(file, JSON.stringify(document));
  return file;
}

describe('the cluster of --real', () => {
  it('is that of the current context', async () => {
    const env = { KUBECONFIG: await kubeconfig('staging') };
    const expected = { context: 'staging', cluster: 'staging-cluster', server: 'https://staging.test:6443' };
    expect(await findRealCluster({ env })).toEqual(expected);
  });

  it('is that of the context that the user has set, whatever is current', async () => {
    const access = { env: { KUBECONFIG: await kubeconfig('staging') }, context: 'production' };
    expect(await findRealCluster(access)).toMatchObject({ context: 'production' });
  });

  it('is none without a kubeconfig, and where no context is current', async () => {
    expect(await findRealCluster({ env: { KUBECONFIG: join(folder, 'missing') } })).toBeUndefined();
    expect(await findRealCluster({ env: { KUBECONFIG: await kubeconfig(undefined) } })).toBeUndefined();
  });

  it('is refused in one sentence when the current context is not there', async () => {
    const env = { KUBECONFIG: await kubeconfig('gone') };
    await expect(findRealCluster({ env })).rejects.toThrow(/has no context "gone"\. It has: staging, production\.$/);
  });

  it('is named before anything begins, with what Codex may do to it', () => {
    const warning = realWarning({ context: 'staging', cluster: 'shop', server: 'https://shop.test:6443' });
    for (const words of ['Codex can change it', 'staging', 'shop', 'https://shop.test:6443']) {
      expect(warning).toContain(words);
    }
  });
});

describe('going on', () => {
  it.each([
    ['y', 'yes'],
    [' Yes ', 'yes'],
    ['', 'no'],
    ['n', 'no'],
    ['yeah', 'no'],
  ] as const)('after "%s" at the terminal: %s', async (typed, answer) => {
    expect(await askToGoOn({ yes: false, isTerminal: true, ask: async () => typed })).toBe(answer);
  });

  it('is not possible without a terminal, where nobody is asked', async () => {
    const ask = vi.fn(async () => 'y');
    expect(await askToGoOn({ yes: false, isTerminal: false, ask })).toBe('nobody');
    expect(ask).not.toHaveBeenCalled();
  });

  it('is what --yes says, unasked', async () => {
    const ask = vi.fn(async () => 'n');
    expect(await askToGoOn({ yes: true, isTerminal: false, ask })).toBe('yes');
    expect(ask).not.toHaveBeenCalled();
  });
});
