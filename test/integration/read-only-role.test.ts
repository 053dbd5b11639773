/** The ClusterRole of the README allows all that a verification asks for, and nothing that none asks for. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { planChecks } from '../../src/cluster/check-plan.ts';
import { fluxKinds } from '../../src/cluster/flux/flux-kinds.ts';
import { readSuspendedFlux } from '../../src/cluster/read-suspended-flux.ts';
import { type ClusterStage, clusterStage, putShop } from '../support/cluster-stage.ts';
import { fluxControllers, gitRepository, kustomization } from '../support/flux-objects.ts';
import { type Kind, servedKinds } from '../support/kubernetes-kinds.ts';
import { pod } from '../support/kubernetes-objects.ts';
import { type Asked, askedFor, isAllowed, type PolicyRule, roleGuard } from '../support/kubernetes-role.ts';

const source = 'source.toolkit.fluxcd.io/v1';
const more: readonly Kind[] = [
  { kind: 'OCIRepository', apiVersion: source, plural: 'ocirepositories', namespaced: true },
  { kind: 'Bucket', apiVersion: source, plural: 'buckets', namespaced: true },
  { kind: 'HelmChart', apiVersion: source, plural: 'helmcharts', namespaced: true },
  { kind: 'StorageClass', apiVersion: 'storage.k8s.io/v1', plural: 'storageclasses', namespaced: false },
];
const kinds = [...servedKinds, ...more];
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const roles = [...readme.matchAll(/```yaml\n(.*?)```/gs)]
  .map(([, text = '']) => parse(text) as { kind?: string; rules: PolicyRule[] })
  .filter(({ kind }) => kind === 'ClusterRole');
const rules = roles[0]?.rules ?? [];

let asked = new Set<string>();
let refused: string[] = [];
const textOf = ({ verb, group, resource }: Asked) => `${verb} ${resource}${group === '' ? '' : `.${group}`}`;
const quietFlux = { named: [], isDue: false, isOnlyDeployer: false, proofs: [], reconcile: false, reset: false };
let stage: ClusterStage;
beforeEach(async () => {
  asked = new Set();
  refused = [];
  stage = await clusterStage({ kinds: more });
  stage.api.intercept((request) => {
    const found = askedFor(request, kinds);
    if (found !== undefined) asked.add(textOf(found));
    const answer = roleGuard((one) => isAllowed(rules, one), kinds)(request);
    if (answer !== undefined && found !== undefined) refused.push(textOf(found));
    return answer;
  });
});
afterEach(() => stage.close());

const watches = (plural: string) => () => expect([...asked]).toContain(`watch ${plural}`);

test('everything that is asked for is allowed, and the other way round', async () => {
  const { api, verify, kubeconfig } = stage;
  putShop(api, 1);
  const trouble = { ready: false, container: { state: { waiting: { reason: 'CrashLoopBackOff' } } } };
  for (const owner of ['ReplicaSet/web-abc', 'StatefulSet/db', 'DaemonSet/agent', 'Job/load']) {
    api.put(pod(`shop/${owner.split('/')[1]}-crashing`, { owner, ...trouble }));
  }
  // What waits is watched; each run is ended when it is.
  for (const [kind, plural] of [
    ['ReplicaSet', 'replicasets.apps'],
    ['StatefulSet', 'statefulsets.apps'],
    ['DaemonSet', 'daemonsets.apps'],
    ['Job', 'jobs.batch'],
    ['CronJob', 'cronjobs.batch'],
    ['PersistentVolumeClaim', 'persistentvolumeclaims'],
    ['Ingress', 'ingresses.networking.k8s.io'],
  ] as const) {
    const status = { lastScheduleTime: '2026-01-31T12:00:00Z', active: [{ name: 'slow-1' }] };
    api.put({ kind, metadata: { namespace: 'shop', name: 'slow' }, ...(kind === 'CronJob' ? { status } : {}) });
    const controller = new AbortController();
    const workloads = [`shop/${kind}/slow`];
    const verification = verify({ namespaces: ['shop'], workloads }, { signal: controller.signal });
    await vi.waitFor(watches(plural), { timeout: 30_000, interval: 5 });
    controller.abort(new Error('seen'));
    await expect(verification).rejects.toThrow('seen');
  }
  for (const controller of fluxControllers()) api.put(controller);
  for (const { kind, group, plural } of fluxKinds) {
    api.put({ kind, metadata: { namespace: 'shop', name: 'slow' } });
    const controller = new AbortController();
    const flux = { ...quietFlux, named: [`${kind}/slow`] };
    const verification = verify({ namespaces: ['shop'] }, { flux, signal: controller.signal });
    await vi.waitFor(watches(`${plural}.${group}`), { timeout: 30_000, interval: 5 });
    controller.abort(new Error('seen'));
    await expect(verification).rejects.toThrow('seen');
  }
  await verify({ namespaces: ['gone'] }, { labels: ['verification'] });
  await verify(undefined, { text: 'Raise the replicas in the `quiet` namespace.' });
  const access = { env: {}, kubeconfig, recordedContext: 'staging' };
  const { scope, target } = planChecks({ labels: [], stated: undefined, text: 'The `shop` namespace.' });
  await readSuspendedFlux({ access, scope, target, flux: [] }, new AbortController().signal);
  expect(refused).toEqual([]);
  const allowed = rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) => verbs.map((verb) => textOf({ verb, group, resource, namespace: undefined }))),
    ),
  );
  expect(allowed.toSorted()).toEqual([...asked].toSorted());
  expect(rules.flatMap(({ verbs }) => verbs).filter((verb) => !['get', 'list', 'watch'].includes(verb))).toEqual([]);
});

test('asking Flux to reconcile is all that goes beyond it, and only with patch on its last three rules', async () => {
  const { api, verify } = stage;
  putShop(api);
  for (const controller of fluxControllers()) api.put(controller);
  api.put(gitRepository('flux-system/shop', 'main@sha1:0a1b2c'));
  api.put(kustomization('flux-system/apps', 'main@sha1:0a1b2c', ['shop_web_apps_Deployment']));
  const flux = { ...quietFlux, isDue: true, reconcile: true };
  const { overall, warnings } = await verify({ namespaces: ['shop'] }, { flux, patience: { fluxMs: 2_000 } });
  expect(overall).toBe('passed');
  expect(warnings.join()).toContain('may not patch kustomizations.kustomize.toolkit.fluxcd.io in flux-system');
  const optional = rules
    .slice(-3)
    .flatMap(({ apiGroups, resources }) =>
      apiGroups.flatMap((group) => resources.map((resource) => `patch ${resource}.${group}`)),
    );
  expect(refused.length).toBeGreaterThan(0);
  for (const one of refused) expect(optional).toContain(one);
});
