/** The demo's parts on real git and real HTTP: what the scripted commands do, and what the simulated cluster makes of commits. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { type SimulatedCluster, startCluster } from '../../demo/cluster.ts';
import { makeOrigin, makeRepository } from '../../demo/demo-repository.ts';
import { registryImages } from '../../demo/images.ts';
import { scriptedWork } from '../../demo/replies.ts';
import { conditionOf, type Deployment } from '../../src/cluster/kube-object.ts';
import { undeclaredField } from '../support/kubernetes-openapi.ts';

const run = promisify(execFile);
const ends: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-demo-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

describe('the scripted commands', () => {
  it('reach each criterion on the demo repository, which did not hold before', async () => {
    const root = join(temporaryFolder(), 'shop-gitops');
    cpSync(join(import.meta.dirname, '..', '..', 'demo', 'repository'), root, { recursive: true });
    const shell = (command: string) =>
      run('bash', ['-c', command], { cwd: root }).then(
        () => 0,
        (error: { code: number }) => error.code,
      );
    await run('git', ['init', '--quiet'], { cwd: root });
    for (const { criterion, commands, proof } of scriptedWork) {
      expect(await shell(proof), `${criterion}, before: ${proof}`).not.toBe(0);
      for (const command of commands) expect(await shell(command), command).toBe(0);
      expect(await shell(proof), `${criterion}, after: ${proof}`).toBe(0);
    }
    // The simulated cluster knows every field that is used, before and after: the gate has nothing to remark.
    const { stdout } = await run('git', ['ls-files', '--others', 'apps/*.yaml', 'infrastructure/*.yaml'], {
      cwd: root,
    });
    const objects = stdout
      .trim()
      .split('\n')
      .map((file) => parse(readFileSync(join(root, file), 'utf8')) as { apiVersion: string; kind: string });
    expect(objects.map(({ kind }) => kind)).toContain('Deployment');
    expect(objects.map((object) => undeclaredField(object.apiVersion, object.kind, object)).filter(Boolean)).toEqual(
      [],
    );
  });
});

describe('the simulated cluster', () => {
  async function startShop(): Promise<{
    cluster: SimulatedCluster;
    change(from: RegExp, to: string, app: string): Promise<void>;
  }> {
    const folder = temporaryFolder();
    const origin = join(folder, 'origin.git');
    const root = join(folder, 'shop-gitops');
    await makeOrigin(origin);
    const kubeconfig = join(folder, 'kubeconfig.json');
    const where = { origin, branch: 'main', entry: 'clusters/demo', contextName: 'demo', kubeconfig };
    const cluster = await startCluster({ ...where, images: registryImages, startMs: 100 });
    ends.push(() => cluster.close());
    await makeRepository({ root, origin, healthUrl: cluster.healthUrl, context: 'demo' });
    return {
      cluster,
      async change(from, to, app) {
        const file = join(root, 'apps', app, 'deployment.yaml');
        writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
        await run('git', ['-C', root, 'commit', '--quiet', '--all', '--message', 'change']);
        await run('git', ['-C', root, 'push', '--quiet']);
      },
    };
  }

  const status = (cluster: SimulatedCluster, name: string) =>
    (cluster.api.get({ kind: 'Deployment', namespace: 'shop', name }) as Deployment | undefined)?.status;
  const images = (cluster: SimulatedCluster, app: string) =>
    cluster.api
      .list('Pod', 'shop')
      .filter(({ metadata }) => metadata.labels?.['app'] === app)
      .map(({ spec }) => (spec as { containers: { image: string }[] }).containers[0]?.image.split('/').at(-1));
  const soon = { timeout: 20_000, interval: 50 };

  it('follows the branch: what is pushed is rolled out, also while a rollout is under way', async () => {
    const { cluster, change } = await startShop();
    await vi.waitFor(
      () => expect(status(cluster, 'frontend')).toMatchObject({ replicas: 2, availableReplicas: 2 }),
      soon,
    );
    expect((await fetch(`${cluster.healthUrl}/frontend/healthz`)).status).toBe(200);

    await change(/1\.4\.2/, '1.5.0', 'frontend');
    await vi.waitFor(() => expect(images(cluster, 'frontend')).toContain('frontend:1.5.0'), soon);
    await change(/replicas: 2/, 'replicas: 3', 'frontend');
    const settled = { observedGeneration: 3, replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 };
    await vi.waitFor(() => expect(status(cluster, 'frontend')).toMatchObject(settled), soon);
    expect(images(cluster, 'frontend')).toEqual(['frontend:1.5.0', 'frontend:1.5.0', 'frontend:1.5.0']);
    const [slice] = cluster.api
      .list('EndpointSlice', 'shop')
      .filter(({ metadata }) => metadata.name === 'frontend-slice');
    expect(slice).toMatchObject({ endpoints: { length: 3 }, ports: [{ name: 'http' }] });
  });

  it('says which revision is applied', async () => {
    const { cluster } = await startShop();
    const apps = { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' };
    await vi.waitFor(() => expect(cluster.api.get(apps)).toBeDefined(), soon);
    expect(cluster.api.get(apps)?.status).toMatchObject({
      lastAppliedRevision: expect.stringMatching(/^main@sha1:[0-9a-f]{40}$/),
      conditions: [{ type: 'Ready', status: 'True' }],
    });
  });

  it('cannot pull what the registry does not have: the old pods go on, and the rollout fails at its deadline', async () => {
    const { cluster, change } = await startShop();
    await vi.waitFor(() => expect(status(cluster, 'catalogue')).toMatchObject({ availableReplicas: 1 }), soon);
    await change(/progressDeadlineSeconds: 10/, 'progressDeadlineSeconds: 1', 'catalogue');
    await change(/2\.0\.3/, '2.1.0', 'catalogue');
    const progressing = () => {
      const found = cluster.api.get({ kind: 'Deployment', namespace: 'shop', name: 'catalogue' });
      return found && conditionOf(found, 'Progressing')?.reason;
    };
    await vi.waitFor(() => expect(progressing()).toBe('ProgressDeadlineExceeded'), soon);
    expect(images(cluster, 'catalogue').sort()).toEqual(['catalogue:2.0.3', 'catalogue:2.1.0']);
    expect((await fetch(`${cluster.healthUrl}/catalogue/healthz`)).status).toBe(200);
  });

  it('keeps what runs when manifests cannot be built, and says so', async () => {
    const { cluster, change } = await startShop();
    await vi.waitFor(() => expect(status(cluster, 'cart')).toMatchObject({ availableReplicas: 2 }), soon);
    await change(/^kind: Deployment/m, 'kind: [Deployment', 'cart');
    const apps = { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' };
    await vi.waitFor(() => {
      const found = cluster.api.get(apps);
      expect(found && conditionOf(found, 'Ready')).toMatchObject({ status: 'False', reason: 'BuildFailed' });
    }, soon);
    expect(status(cluster, 'cart')).toMatchObject({ availableReplicas: 2 });
  });
});
