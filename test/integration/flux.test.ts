/** Flux in a verification, over the real HTTPS API and real git: revision proof, reconcile, health of its objects. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../src/cluster/kube-object.ts';
import type { ToolResult } from '../../src/tools/contract.ts';
import { playFlux } from '../support/flux-controller.ts';
import { fluxControllers, gitRepository, helmRelease, kustomization, readyStatus } from '../support/flux-objects.ts';
import { type FluxStage, fluxStage } from '../support/flux-stage.ts';
import type { Kind } from '../support/kubernetes-kinds.ts';
import { roleGuard } from '../support/kubernetes-role.ts';
import { failure } from '../support/kubernetes-status.ts';
import { sampled } from '../support/sample.ts';
import { secondClone } from '../support/two-clones.ts';

sampled(1 / 4);

const web = ['shop_web_apps_Deployment'];

/** A source, the Kustomization of the infrastructure, and the one of the apps that depends on it. */
function putFlux({ api }: FluxStage, revision: string): void {
  api.put(gitRepository('flux-system/shop', revision));
  api.put(kustomization('flux-system/infra', revision, [], { spec: { path: './infra' } }));
  api.put(kustomization('flux-system/apps', revision, web, { spec: { dependsOn: [{ name: 'infra' }] } }));
}

const rows = ({ checks }: ToolResult<'run_tests'>, status: string) =>
  checks.filter((check) => check.status === status).map(({ object, actual }) => `${object}: ${actual}`);
const short = (commit: string) => commit.replace(/^.*:/, '').slice(0, 10);

describe('a push', () => {
  test('that lands: the source is asked, then the Kustomizations in their order, and only then all is judged', async () => {
    const at = await fluxStage();
    putFlux(at, at.before);
    const flux = playFlux(at.api, { revision: at.head });
    const result = await at.verifyPush();
    expect(result).toMatchObject({ overall_status: 'passed', passed: true, failures: [], warnings: [] });
    expect(flux.asked).toEqual([
      'GitRepository flux-system/shop',
      'Kustomization flux-system/infra',
      'Kustomization flux-system/apps',
    ]);
    expect(new Set(flux.requests).size).toBe(3);
    for (const at of flux.requests) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
    expect(rows(result, 'pass')).toContain(`Kustomization flux-system/apps: applied main@sha1:${short(at.pushed)}`);
    expect(result.message).toContain('2 of 2 Flux objects ready, 2 of them at the pushed commit');
    const patches = at.api.requests.filter(({ method }) => method === 'PATCH').length;
    const podsAt = at.api.requests.findIndex(({ path }) => path.endsWith('/pods'));
    expect(patches).toBe(3);
    expect(at.api.requests.slice(podsAt).every(({ method }) => method === 'GET')).toBe(true);
  });

  test('that stays on the old revision never passes, although everything is Ready; which revision is where is told', async () => {
    const at = await fluxStage({ patience: { fluxMs: 600 } });
    putFlux(at, at.before);
    playFlux(at.api, { revision: () => at.before });
    const result = await at.verifyPush();
    expect(result).toMatchObject({ overall_status: 'blocked', passed: false, success: false });
    expect(result.failures).toMatchObject([
      { object: 'GitRepository flux-system/shop', reason: 'OldRevision', scope: 'external' },
    ]);
    const [told] = result.failures;
    expect(told?.message).toContain(`has main@sha1:${short(at.before)}; the pushed commit is ${short(at.pushed)}`);
    expect(result.message).toContain(
      'GitRepository flux-system/shop: Flux has not fetched or not applied the pushed commit in time: ' +
        `has main@sha1:${short(at.before)}; the pushed commit is ${short(at.pushed)}.`,
    );
    expect(rows(result, 'fail')).toContain(
      'Kustomization flux-system/apps: waits for GitRepository flux-system/shop (OldRevision)',
    );
    // The workloads are judged all the same.
    expect(rows(result, 'pass').join()).toContain('Deployment shop/web');
  });

  test('that the source has and the Kustomization has not applied', async () => {
    const at = await fluxStage({ patience: { fluxMs: 600 } });
    at.api.put(gitRepository('flux-system/shop', at.head()));
    at.api.put(kustomization('flux-system/apps', at.before, web));
    const result = await at.verifyPush({ reconcile: false });
    expect(result.overall_status).toBe('blocked');
    expect(result.failures).toMatchObject([{ object: 'Kustomization flux-system/apps', reason: 'OldRevision' }]);
    expect(result.failures[0]?.message).toContain(
      `applied main@sha1:${short(at.before)}; GitRepository flux-system/shop has main@sha1:${short(at.pushed)}`,
    );
  });

  test('on top of which others push: a descendant passes', async () => {
    const at = await fluxStage();
    const other = await secondClone(at.on);
    other.theyPush({ 'apps/web.yaml': 'tag: 3\n' }, 'image automation');
    at.on.git('pull', '--quiet', '--rebase');
    expect(at.head()).not.toContain(at.pushed);
    putFlux(at, at.before);
    playFlux(at.api, { revision: at.head });
    expect(await at.verifyPush()).toMatchObject({ overall_status: 'passed', failures: [] });
  });

  test('on top of which others push what was not fetched: no proof, and nothing is fetched for it', async () => {
    const at = await fluxStage({ patience: { fluxMs: 600 } });
    const other = await secondClone(at.on);
    other.theyPush({ 'apps/web.yaml': 'tag: 3\n' }, 'image automation');
    const theirs = other.git('rev-parse', 'HEAD');
    putFlux(at, `main@sha1:${theirs}`);
    const result = await at.verifyPush({ reconcile: false });
    expect(result.overall_status).toBe('blocked');
    expect(result.failures[0]).toMatchObject({ object: 'GitRepository flux-system/shop', reason: 'RevisionUnknown' });
    expect(result.failures[0]?.message).toContain('this repository does not have that commit, so it is no proof');
    expect(() => at.on.git('cat-file', '-e', theirs)).toThrow();
  });

  test('that mends what did not build before it', async () => {
    const at = await fluxStage();
    putFlux(at, at.before);
    const broken = readyStatus('False', 'BuildFailed', 'kustomize build failed: no such file');
    at.api.put(kustomization('flux-system/apps', at.before, web, { status: { ...broken } }));
    playFlux(at.api, { revision: at.head });
    expect(await at.verifyPush()).toMatchObject({ overall_status: 'passed', failures: [] });
  });

  test('that does not build fails by the task, at once', async () => {
    const at = await fluxStage({ patience: { fluxMs: 60_000 } });
    putFlux(at, at.before);
    const message = "kustomize build failed: accumulating resources: 'gone.yaml' not found";
    playFlux(at.api, {
      revision: at.head,
      outcome: ({ metadata }, revision) =>
        metadata.name !== 'apps'
          ? undefined
          : {
              lastAttemptedRevision: revision,
              conditions: [{ type: 'Ready', status: 'False', reason: 'BuildFailed', message }],
            },
    });
    const result = await at.verifyPush();
    expect(result.overall_status).toBe('failed');
    expect(result.failures).toMatchObject([
      { object: 'Kustomization flux-system/apps', reason: 'BuildFailed', message, scope: 'task' },
    ]);
    expect(result.failures[0]?.remedy).toContain('kustomize build');
  });

  test('to a base that no path holds: all of the source have to show it, and what fails elsewhere is not the task’s', async () => {
    const at = await fluxStage({ path: 'base/web.yaml' });
    const other = kustomization('flux-system/monitoring', at.before, [], { spec: { path: './monitoring' } });
    const broken = { conditions: [{ type: 'Ready', status: 'False', reason: 'BuildFailed', message: 'no such file' }] };
    putFlux(at, at.before);
    at.api.put(other);
    const flux = playFlux(at.api, {
      revision: at.head,
      outcome: ({ metadata }, revision) =>
        metadata.name === 'monitoring' ? { ...broken, lastAttemptedRevision: revision } : undefined,
    });
    const result = await at.verifyPush();
    expect(flux.asked).toHaveLength(4);
    expect(result.overall_status).toBe('blocked');
    expect(result.failures).toMatchObject([
      { object: 'Kustomization flux-system/monitoring', reason: 'BuildFailed', scope: 'external' },
    ]);
  });

  test('to a base and to what one path holds: all of the source have to show it', async () => {
    const at = await fluxStage({ path: 'base/web.yaml', verify: '{ flux: [kustomization/monitoring] }' });
    at.on.commit({ 'monitoring/rules.yaml': 'rules: 2\n' }, 'feat(TASK-001): Rules');
    at.on.git('push', '--quiet');
    putFlux(at, at.before);
    at.api.put(gitRepository('flux-system/shop', at.head()));
    at.api.put(kustomization('flux-system/infra', at.head(), [], { spec: { path: './infra' } }));
    at.api.put(kustomization('flux-system/monitoring', at.head(), [], { spec: { path: './monitoring' } }));
    const result = await at.verifyPush({ reconcile: false });
    expect(result.overall_status).toBe('blocked');
    expect(result.failures).toMatchObject([{ object: 'Kustomization flux-system/apps', reason: 'OldRevision' }]);
  });

  test.each([
    [{}, [expect.stringContaining('Kustomization flux-system/apps does not wait for the rollout')]],
    [{ wait: true }, []],
  ])(
    'where only a URL is stated and the Kustomization has %j: the old version may have answered',
    async (spec, told) => {
      const server = createServer((_request, response) => void response.end('well'));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      const at = await fluxStage({ verify: `{ urls: ["${url}"] }` });
      at.api.put(gitRepository('flux-system/shop', at.head()));
      at.api.put(kustomization('flux-system/apps', at.head(), web, { spec }));
      const { overall_status, warnings } = await at.verifyPush({ reconcile: false });
      server.closeAllConnections();
      server.close();
      expect(overall_status).toBe('passed');
      expect(warnings).toEqual(told);
    },
  );

  test('whose source follows a tag cannot be proven: a warning', async () => {
    const at = await fluxStage();
    const tagged = 'v1.4.0@sha1:1111111111111111111111111111111111111111';
    at.api.put(gitRepository('flux-system/shop', tagged, { spec: { ref: { tag: 'v1.4.0' } } }));
    at.api.put(kustomization('flux-system/apps', tagged, web));
    playFlux(at.api, { revision: () => tagged });
    const result = await at.verifyPush();
    expect(result).toMatchObject({ overall_status: 'passed', failures: [] });
    const commit = short(at.pushed);
    expect(result.warnings).toEqual([
      `That the cluster has the pushed commit ${commit} cannot be proven: GitRepository flux-system/shop follows the tag v1.4.0.`,
    ]);
  });

  test('whose manifests come from an OCI artifact cannot be proven: a warning', async () => {
    // The version of a group that has other kinds in a newer one.
    const apiVersion = 'source.toolkit.fluxcd.io/v1beta2';
    const kinds = [{ kind: 'OCIRepository', apiVersion, plural: 'ocirepositories', namespaced: true }];
    const at = await fluxStage({ server: { kinds } });
    const digest = 'latest@sha256:2222222222222222222222222222222222222222222222222222222222222222';
    const spec = { url: 'oci://registry.example/shop', ref: { tag: 'latest' } };
    at.api.put({ ...gitRepository('flux-system/shop', digest, { spec }), kind: 'OCIRepository' });
    const sourceRef = { kind: 'OCIRepository', name: 'shop' };
    at.api.put(kustomization('flux-system/apps', digest, web, { spec: { sourceRef } }));
    const result = await at.verifyPush({ reconcile: false });
    expect(result).toMatchObject({ overall_status: 'passed', failures: [] });
    expect(rows(result, 'pass').join()).toContain('OCIRepository flux-system/shop: stored latest@sha256:2222222222');
    expect(result.warnings).toEqual([
      expect.stringContaining('no GitRepository follows the branch main'),
      'That it has what was pushed cannot be proven: Kustomization flux-system/apps takes its manifests from ' +
        'OCIRepository flux-system/shop, whose revisions name no commit.',
    ]);
  });

  test('to a repository that the cluster knows by another address is proven by its commits', async () => {
    const at = await fluxStage();
    const spec = { url: 'http://git.internal.svc/platform/mirror' };
    at.api.put(gitRepository('flux-system/shop', at.before, { spec }));
    at.api.put(kustomization('flux-system/apps', at.before, web));
    const flux = playFlux(at.api, { revision: at.head });
    const result = await at.verifyPush();
    expect(result).toMatchObject({ overall_status: 'passed', warnings: [] });
    expect(flux.asked).toHaveLength(2);
  });
});

describe('the API server', () => {
  test('restarts while Flux is waited for: waited for as well', async () => {
    const at = await fluxStage();
    putFlux(at, at.before);
    playFlux(at.api, { revision: at.head });
    const before = at.api.intercept(({ method }) => {
      if (method !== 'PATCH') return undefined;
      before();
      const stop = at.api.intercept(() => failure(503, 'restarting'));
      setTimeout(stop, 300);
      return failure(503, 'restarting');
    });
    expect(await at.verifyPush()).toMatchObject({ overall_status: 'passed', failures: [] });
  });

  test('goes away for good: blocked by that alone, since nobody knows what has become of what waited', async () => {
    const at = await fluxStage({ patience: { fluxMs: 500, podsMs: 500 } });
    putFlux(at, at.before);
    at.api.intercept(({ method }) => {
      if (method !== 'PATCH') return undefined;
      at.api.intercept(() => failure(401, 'Unauthorized'));
      return failure(401, 'Unauthorized');
    });
    const result = await at.verifyPush({ timeout: 5 });
    expect(result.overall_status).toBe('blocked');
    expect(result.failures).toMatchObject([{ object: 'Kubernetes API', reason: 'unauthorized', scope: 'external' }]);
  });
});

describe('reconcile', () => {
  test('is not asked for by a verification alone, and only read', async () => {
    const at = await fluxStage();
    putFlux(at, at.before);
    const flux = playFlux(at.api, { revision: at.head });
    expect(await at.verify()).toMatchObject({ overall_status: 'passed' });
    expect(flux.asked).toEqual([]);
    expect(at.api.requests.every(({ method }) => method === 'GET')).toBe(true);
    expect(await at.verify({ reconcile: true })).toMatchObject({ overall_status: 'passed' });
    expect(flux.asked).toHaveLength(3);
  });

  test('that is forbidden: the missing permission is told, and Flux is waited for', async () => {
    const at = await fluxStage();
    at.api.put(gitRepository('flux-system/shop', at.before));
    at.api.put(kustomization('flux-system/apps', at.before, web));
    at.api.intercept(({ method }) => {
      if (method !== 'PATCH') return undefined;
      // The interval is over by the time that the second one is refused.
      at.api.put(gitRepository('flux-system/shop', at.head()));
      at.api.put(kustomization('flux-system/apps', at.head(), web));
      return failure(403, 'gitrepositories.source.toolkit.fluxcd.io is forbidden');
    });
    const result = await at.verifyPush();
    expect(result).toMatchObject({ overall_status: 'passed', failures: [] });
    expect(result.warnings).toEqual([
      'GitRepository flux-system/shop was not asked to reconcile, and its own interval (1m) is waited for: the user of ' +
        'the kubeconfig may not patch gitrepositories.source.toolkit.fluxcd.io in flux-system.',
      'Kustomization flux-system/apps was not asked to reconcile, and its own interval (10m) is waited for: the user of ' +
        'the kubeconfig may not patch kustomizations.kustomize.toolkit.fluxcd.io in flux-system.',
    ]);
  });

  test('of something suspended is refused, and suspended is no pass', async () => {
    const at = await fluxStage({ patience: { fluxMs: 60_000 } });
    at.api.put(gitRepository('flux-system/shop', at.before));
    at.api.put(kustomization('flux-system/apps', at.before, web, { spec: { suspend: true } }));
    const flux = playFlux(at.api, { revision: at.head });
    const suspended = { object: 'Kustomization flux-system/apps', reason: 'Suspended' };
    expect(await at.verify()).toMatchObject({ overall_status: 'failed', failures: [suspended] });
    // What was pushed did not arrive, which is nothing that the task did.
    const result = await at.verifyPush();
    expect(result).toMatchObject({ overall_status: 'blocked', failures: [{ ...suspended, scope: 'external' }] });
    expect(result.failures[0]?.remedy).toContain('flux resume kustomization apps -n flux-system');
    expect(flux.asked).toEqual(['GitRepository flux-system/shop']);
    expect(result.warnings).toEqual([
      'Kustomization flux-system/apps is suspended, so it was not asked to reconcile. Resume it: flux resume.',
    ]);
  });

  test('that no controller answers to is no pass', async () => {
    const at = await fluxStage({ patience: { fluxMs: 500 } });
    putFlux(at, at.before);
    const result = await at.verify({ reconcile: true });
    expect(result.overall_status).toBe('blocked');
    expect(result.failures).toMatchObject([{ object: 'GitRepository flux-system/shop', reason: 'ReconcilePending' }]);
  });

  test('with reset: a HelmRelease that used up its retries tries once more, one that is well is left alone', async () => {
    const at = await fluxStage();
    at.api.put(helmRelease('shop/web', '1.0.0'));
    const stalled = { type: 'Stalled', status: 'True', reason: 'RetriesExceeded', message: 'Failed to upgrade' };
    const broken = { observedGeneration: 1, conditions: [stalled] };
    at.api.put(helmRelease('shop/broken', '1.0.0', { status: broken }));
    const flux = playFlux(at.api, { revision: at.head });
    const before = await at.verify({ reconcile: true });
    expect(before.failures).toMatchObject([{ object: 'HelmRelease shop/broken', reason: 'RetriesExceeded' }]);
    expect(flux.asked).toEqual([]);
    expect(await at.verify({ reset: true })).toMatchObject({ overall_status: 'passed' });
    expect(flux.asked).toEqual(['HelmRelease shop/broken']);
    const { annotations } = at.api.get({ kind: 'HelmRelease', namespace: 'shop', name: 'broken' })?.metadata ?? {};
    const [at1, at2, at3] = ['requestedAt', 'resetAt', 'forceAt'].map(
      (key) => annotations?.[`reconcile.fluxcd.io/${key}`],
    );
    expect(at1).toBe(flux.requests[0]);
    expect([at2, at3]).toEqual([at1, at1]);
  });
});

describe('what belongs to a task', () => {
  test('a dependency that fails is told once, at its root; what waits for it says so', async () => {
    const at = await fluxStage({ patience: { fluxMs: 60_000 } });
    const revision = at.head();
    const waiting = readyStatus('False', 'DependencyNotReady', "dependency 'flux-system/infra' is not ready");
    const crash = readyStatus('False', 'HealthCheckFailed', 'health check failed: Deployment/db/postgres not ready');
    at.api.put(gitRepository('flux-system/shop', revision));
    at.api.put(kustomization('flux-system/infra', revision, [], { status: { ...crash } }));
    const middle = { spec: { dependsOn: [{ name: 'infra' }] }, status: { ...waiting } };
    at.api.put(kustomization('flux-system/platform', revision, [], middle));
    const last = { spec: { dependsOn: [{ name: 'platform' }] }, status: { ...waiting } };
    at.api.put(kustomization('flux-system/apps', revision, web, last));
    const result = await at.verify();
    expect(result.failures).toMatchObject([
      { object: 'Kustomization flux-system/infra', reason: 'HealthCheckFailed', scope: 'external' },
    ]);
    expect(result.overall_status).toBe('blocked');
    expect(rows(result, 'fail')).toEqual([
      'Kustomization flux-system/apps: waits for Kustomization flux-system/infra (HealthCheckFailed)',
      'Kustomization flux-system/infra: health check failed: Deployment/db/postgres not ready',
    ]);
  });

  test('a HelmRelease that fails shows the warnings of its namespace beside its own words', async () => {
    const at = await fluxStage();
    const conditions = [
      { type: 'Ready', status: 'False', reason: 'UpgradeFailed', message: 'upgrade retries exhausted' },
    ];
    at.api.put(helmRelease('shop/web', '1.1.0', { status: { conditions } }));
    at.api.put({
      kind: 'Event',
      metadata: { namespace: 'shop', name: 'one' },
      type: 'Warning',
      reason: 'FailedScheduling',
      message: 'Insufficient memory',
      involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-2' },
      lastTimestamp: new Date().toISOString(),
    } as object);
    const result = await at.verify();
    expect(result.overall_status).toBe('failed');
    expect(result.failures).toMatchObject([{ object: 'HelmRelease shop/web', reason: 'UpgradeFailed', scope: 'task' }]);
    expect(result.failures[0]?.message).toBe(
      'upgrade retries exhausted; recent events: Pod shop/web-2: FailedScheduling: Insufficient memory',
    );
  });

  test('a HelmRelease that a pushed Kustomization applies is judged by its new generation, wherever it is', async () => {
    const at = await fluxStage({ patience: { fluxMs: 600 } });
    const ids = [...web, 'monitoring_loki_helm.toolkit.fluxcd.io_HelmRelease'];
    at.api.put(gitRepository('flux-system/shop', at.head()));
    at.api.put(kustomization('flux-system/apps', at.head(), ids));
    at.api.put(helmRelease('monitoring/loki', '1.0.0'));
    at.api.put(helmRelease('monitoring/loki', '1.1.0', { status: { lastAttemptedRevision: '1.0.0' } }));
    const late = await at.verifyPush({ reconcile: false });
    expect(late.failures).toMatchObject([{ object: 'HelmRelease monitoring/loki', reason: 'NotObserved' }]);
    at.api.put(helmRelease('monitoring/loki', '1.1.0', { status: { observedGeneration: 2 } }));
    expect(await at.verifyPush({ reconcile: false })).toMatchObject({ overall_status: 'passed' });
  });

  test('a chart from the pushed repository: its HelmChart has to have seen the push, and a version is no proof of it', async () => {
    const apiVersion = 'source.toolkit.fluxcd.io/v1';
    const kinds = [{ kind: 'HelmChart', apiVersion, plural: 'helmcharts', namespaced: true }];
    const at = await fluxStage({ path: 'charts/web/values.yaml', server: { kinds }, patience: { fluxMs: 600 } });
    const sourceRef = { kind: 'GitRepository', name: 'shop', namespace: 'flux-system' };
    const chart = (observed: string): KubeObject => ({
      ...{ kind: 'HelmChart', apiVersion, metadata: { namespace: 'flux-system', name: 'shop-web' } },
      spec: { chart: './charts/web', sourceRef: { kind: 'GitRepository', name: 'shop' } },
      status: {
        ...readyStatus('True', 'ChartPackageSucceeded', "packaged 'web' chart with version '1.0.0'"),
        ...{ artifact: { revision: '1.0.0' }, observedSourceArtifactRevision: observed },
      },
    });
    at.api.put(gitRepository('flux-system/shop', at.head()));
    at.api.put(
      helmRelease('shop/web', '1.0.0', {
        spec: { chart: { spec: { chart: './charts/web', sourceRef } } },
        status: { helmChart: 'flux-system/shop-web' },
      }),
    );
    at.api.put(chart(at.before));
    const late = await at.verifyPush({ reconcile: false });
    expect(late).toMatchObject({ overall_status: 'blocked', failures: [{ object: 'HelmChart flux-system/shop-web' }] });
    at.api.put(chart(at.head()));
    const { overall_status, warnings } = await at.verifyPush({ reconcile: false });
    expect(overall_status).toBe('passed');
    expect(warnings).toEqual([expect.stringContaining('HelmChart flux-system/shop-web')]);
    expect(warnings[0]).toContain('only when its version (1.0.0) is another');
  });

  test('a HelmRelease that a pushed Kustomization applies where it may not be read: blocked with the permission', async () => {
    const at = await fluxStage();
    const guard = ({ resource, namespace }: { readonly resource: string; readonly namespace?: string | undefined }) =>
      resource !== 'helmreleases' || namespace === 'shop' || namespace === 'flux-system';
    at.api.intercept(roleGuard(guard));
    at.api.put(gitRepository('flux-system/shop', at.head()));
    const ids = [...web, 'monitoring_loki_helm.toolkit.fluxcd.io_HelmRelease'];
    at.api.put(kustomization('flux-system/apps', at.head(), ids));
    at.api.put(helmRelease('monitoring/loki', '1.0.0', { status: { observedGeneration: 0 } }));
    const result = await at.verifyPush({ reconcile: false });
    expect(result.overall_status).toBe('blocked');
    expect(result.failures).toMatchObject([{ check: 'Permission', reason: 'Forbidden' }]);
    expect(result.failures[0]?.message).toContain('list helmreleases in monitoring');
  });

  test('what verify.flux names is judged whatever the labels, and has to exist', async () => {
    const named = '{ flux: [kustomization/apps, flux-system/ks/gone, helmrelease/none, a/b/c/d] }';
    const at = await fluxStage({ labels: '[configuration]', verify: named });
    putFlux(at, at.before);
    const result = await at.verify();
    expect(result.overall_status).toBe('failed');
    expect(result.failures.map(({ object, reason }) => `${object} ${reason}`)).toEqual([
      'flux-system/ks/gone NotFound',
      'helmrelease/none NotFound',
      'a/b/c/d Unusable',
    ]);
    expect(rows(result, 'pass').filter((row) => /Kustomization|GitRepository/.test(row))).toHaveLength(2);
    expect(result.warnings).toContainEqual(expect.stringContaining('"a/b/c/d" of the scope was skipped'));
    // Neither the workloads of the whole cluster nor of a namespace: nothing but Flux was named.
    expect(at.api.requests.some(({ path }) => path.endsWith('/pods'))).toBe(false);
  });

  test('in the versions of older clusters', async () => {
    const without = ['GitRepository', 'HelmRepository', 'Kustomization', 'HelmRelease'];
    const older = (apiVersion: string, kind: string, plural: string): Kind => ({
      kind,
      apiVersion,
      plural,
      namespaced: true,
    });
    const kinds = [
      older('source.toolkit.fluxcd.io/v1beta2', 'GitRepository', 'gitrepositories'),
      older('kustomize.toolkit.fluxcd.io/v1beta2', 'Kustomization', 'kustomizations'),
      older('helm.toolkit.fluxcd.io/v2beta1', 'HelmRelease', 'helmreleases'),
    ];
    const at = await fluxStage({ server: { without, kinds } });
    putFlux(at, at.before.replace('@sha1:', '/'));
    const status = { history: undefined, lastAppliedRevision: '1.0.0' };
    at.api.put(helmRelease('shop/web', '1.0.0', { status }));
    const flux = playFlux(at.api, { revision: () => at.head().replace('@sha1:', '/') });
    const result = await at.verifyPush();
    expect(result).toMatchObject({ overall_status: 'passed', failures: [] });
    expect(flux.asked).toHaveLength(3);
    expect(rows(result, 'pass')).toContain('HelmRelease shop/web: chart 1.0.0');
  });
});

describe('Flux itself', () => {
  const without = ['GitRepository', 'HelmRepository', 'Kustomization', 'HelmRelease'];

  test('is not installed: told as skipped, and the workloads pass', async () => {
    const at = await fluxStage({ server: { without }, controllers: 'none' });
    const result = await at.verify();
    expect(result).toMatchObject({ overall_status: 'passed' });
    expect(rows(result, 'skipped')).toContain(
      'Flux objects: the cluster serves no kind of Flux, so it is not installed',
    );
    expect(result.warnings).toEqual(['Flux was skipped: the cluster serves no kind of Flux, so it is not installed.']);
    // Not only at the end.
    expect(at.progress).toContain('Flux objects: the cluster serves no kind of Flux, so it is not installed');
  });

  test('is not installed, and verify.flux names an object: blocked', async () => {
    const at = await fluxStage({ server: { without }, controllers: 'none', verify: '{ flux: [kustomization/apps] }' });
    const result = await at.verify();
    expect(result.overall_status).toBe('blocked');
    expect(result.failures).toMatchObject([{ object: 'kustomization/apps', reason: 'NotServed', scope: 'external' }]);
    expect(result.message).toContain('Flux, or this part of it, is not installed on the cluster.');
  });

  test('has no object that belongs to the task: told as skipped, and its controllers do not matter', async () => {
    const at = await fluxStage({ controllers: 'none' });
    at.api.put(kustomization('flux-system/other', at.before, ['other_web_apps_Deployment']));
    const result = await at.verify();
    expect(result).toMatchObject({ overall_status: 'passed', warnings: [] });
    expect(rows(result, 'skipped')).toContain('Flux objects: none applies anything of the scope');
    expect(at.progress).toContain('Flux objects: none applies anything of the scope');
  });

  test('is down: blocked, naming which controllers, and nothing else is looked at', async () => {
    const at = await fluxStage({ controllers: 'none' });
    putFlux(at, at.before);
    const [source, kustomize] = fluxControllers();
    for (const one of [source, { ...kustomize, status: { replicas: 1, readyReplicas: 0 } }])
      at.api.put(one as KubeObject);
    const result = await at.verify();
    expect(result).toMatchObject({
      overall_status: 'blocked',
      failures: [{ reason: 'ControllersDown', scope: 'external' }],
    });
    expect(result.message).toBe(
      "Flux' controllers are not up, so what its objects say cannot be believed: " +
        'Deployment flux-system/kustomize-controller has 0 of 1 replicas ready.',
    );
    expect(at.api.requests.some(({ path }) => path.endsWith('/pods'))).toBe(false);
  });

  test('may not be read: told with the missing permission, and the workloads are judged', async () => {
    const at = await fluxStage();
    putFlux(at, at.before);
    at.api.intercept(({ path }) => (/toolkit\.fluxcd\.io\/v\d.*\//.test(path) ? failure(403, 'forbidden') : undefined));
    const result = await at.verify();
    expect(result.overall_status).toBe('passed');
    const kinds = 'kustomizations, helmreleases, gitrepositories, helmrepositories';
    expect(result.warnings).toEqual([
      `Skipped: the user of the kubeconfig may not list ${kinds} in shop.`,
      `Skipped: the user of the kubeconfig may not list ${kinds} in flux-system.`,
    ]);
  });
});
