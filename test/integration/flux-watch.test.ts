/** Flux' objects are watched while they are waited for, over real HTTPS, through what an API server does meanwhile. */
import { describe, expect, test, vi } from 'vitest';
import { gitRepository, helmRelease, kustomization, readyStatus } from '../support/flux-objects.ts';
import { type FluxStage, fluxStage } from '../support/flux-stage.ts';
import type { ApiRequest } from '../support/kubernetes-api.ts';
import { deployment } from '../support/kubernetes-objects.ts';
import { roleGuard } from '../support/kubernetes-role.ts';

const web = ['shop_web_apps_Deployment'];
const isWatch = ({ query }: ApiRequest) => query.get('watch') === 'true';
const requests = ({ api }: FluxStage, plural: string) => api.requests.filter(({ path }) => path.endsWith(`/${plural}`));
const watches = (at: FluxStage, plural: string) => requests(at, plural).filter(isWatch).length;
const lists = (at: FluxStage, plural: string) => requests(at, plural).filter((one) => !isWatch(one)).length;
const watched = (at: FluxStage, ...plurals: readonly string[]) =>
  vi.waitFor(() => expect(plurals.filter((plural) => watches(at, plural) === 0)).toEqual([]), 20_000);

/** Long pauses: only what is told by a watch is seen in time. */
const patience = { fluxMs: 60_000, podsMs: 60_000, pauseMs: [30, 30_000] } as const;

function putFlux({ api }: FluxStage, source: string, applied: string): void {
  api.put(gitRepository('flux-system/shop', source));
  api.put(kustomization('flux-system/apps', applied, web));
}

describe('a push that lands', () => {
  test('is seen by watch: no list is read twice', async () => {
    const at = await fluxStage({ patience });
    putFlux(at, at.before, at.before);
    const result = at.verifyPush({ reconcile: false });
    await watched(at, 'gitrepositories', 'kustomizations');
    putFlux(at, at.head(), at.before);
    putFlux(at, at.head(), at.head());
    expect(await result).toMatchObject({ overall_status: 'passed', warnings: [] });
    for (const plural of ['gitrepositories', 'kustomizations']) expect(lists(at, plural)).toBe(1);
    expect(at.api.mostConnections).toBeLessThanOrEqual(8);
  });

  test.each([
    ['the API server forgets the version of the watches', async (at: FluxStage) => at.api.expire()],
    ['the API server restarts', ({ api }: FluxStage) => api.stop().then(api.start)],
  ])('while %s', async (_name, happen) => {
    const at = await fluxStage({ patience: { ...patience, pauseMs: [30, 300] } });
    putFlux(at, at.before, at.before);
    const result = at.verifyPush({ reconcile: false });
    await watched(at, 'gitrepositories', 'kustomizations');
    const before = watches(at, 'kustomizations');
    await happen(at);
    putFlux(at, at.head(), at.head());
    expect(await result).toMatchObject({ overall_status: 'passed', failures: [] });
    expect(before).toBe(1);
  });

  test('where Flux may be listed and not watched: it is read again and again, told once', async () => {
    const at = await fluxStage({ patience: { ...patience, pauseMs: [30, 300] } });
    at.api.intercept(roleGuard(({ verb }) => verb !== 'watch'));
    putFlux(at, at.before, at.before);
    const result = at.verifyPush({ reconcile: false });
    await vi.waitFor(() => expect(lists(at, 'kustomizations')).toBeGreaterThan(2), 20_000);
    putFlux(at, at.head(), at.head());
    const { overall_status, warnings } = await result;
    expect(overall_status).toBe('passed');
    expect(warnings).toEqual([expect.stringContaining('looked at again and again')]);
  });
});

test('a HelmRelease that may not be watched is read anew when its Kustomization shows the push', async () => {
  const at = await fluxStage({ patience });
  at.api.intercept(roleGuard(({ verb, resource }) => verb !== 'watch' || resource !== 'helmreleases'));
  const ids = [...web, 'shop_web_helm.toolkit.fluxcd.io_HelmRelease'];
  at.api.put(gitRepository('flux-system/shop', at.before));
  at.api.put(kustomization('flux-system/apps', at.before, ids));
  at.api.put(helmRelease('shop/web', '1.0.0'));
  const result = at.verifyPush({ reconcile: false });
  await watched(at, 'gitrepositories', 'kustomizations');
  await vi.waitFor(() => expect(lists(at, 'helmreleases')).toBeGreaterThan(1), 20_000);
  at.api.put(gitRepository('flux-system/shop', at.head()));
  at.api.put(helmRelease('shop/web', '1.1.0', { status: { lastAttemptedRevision: '1.0.0' } }));
  at.api.put(kustomization('flux-system/apps', at.head(), ids));
  const before = lists(at, 'helmreleases');
  await vi.waitFor(() => expect(lists(at, 'helmreleases')).toBeGreaterThan(before), 20_000);
  const stalled = { type: 'Stalled', status: 'True', reason: 'RetriesExceeded', message: 'no such chart' };
  at.api.put(helmRelease('shop/web', '1.1.0', { status: { observedGeneration: 2, conditions: [stalled] } }));
  expect(await result).toMatchObject({ overall_status: 'failed', failures: [{ reason: 'RetriesExceeded' }] });
});

test('beside the workloads Flux takes two of the watches, and what finds none gets one when it is done', async () => {
  const at = await fluxStage({ patience: { ...patience, pauseMs: [30, 300] } });
  at.api.put(gitRepository('flux-system/shop', at.before));
  const working = readyStatus('Unknown', 'Progressing', 'reconciliation in progress');
  at.api.put(kustomization('flux-system/apps', at.before, web, { status: { ...working } }));
  at.api.put(deployment('shop/web', { replicas: 1, ready: 0 }));
  const result = at.verify();
  await watched(at, 'kustomizations', 'deployments', 'pods');
  await vi.waitFor(() => expect(lists(at, 'endpointslices') + lists(at, 'services')).toBeGreaterThan(2), 20_000);
  const all = () => at.api.requests.filter(isWatch).map(({ path }) => path.split('/').at(-1));
  expect(new Set(all()).size).toBe(5);
  expect(all().filter((plural) => /kustomizations|repositories|releases/.test(plural ?? ''))).toHaveLength(2);
  at.api.put(kustomization('flux-system/apps', at.before, web));
  await vi.waitFor(() => expect(new Set(all()).size).toBe(7), 20_000);
  at.api.put(deployment('shop/web', { replicas: 1 }));
  expect(await result).toMatchObject({ overall_status: 'passed', failures: [] });
  expect(at.api.mostConnections).toBeLessThanOrEqual(8);
});
