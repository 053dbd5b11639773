import { describe, expect, test } from 'vitest';
import { type ChangedFile, checkByHand } from '../../../../src/tools/rollback/by-hand.ts';
import { objectsOf } from '../../../../src/tools/rollback/manifest-objects.ts';
import { type Applier, appliersAmong } from '../../../../src/tools/rollback/pruning.ts';

const object = (kind: string, name: string, more: object = {}, apiVersion = 'v1') =>
  `${JSON.stringify({ apiVersion, kind, metadata: { name, namespace: 'shop' }, ...more })}\n`;
const gone = (path: string, before: string): ChangedFile => ({ path, before, after: undefined });
const pruning: Applier[] = [{ name: 'Kustomization flux-system/apps', path: 'apps', prunes: true }];
const keeping: Applier[] = [{ name: 'Kustomization flux-system/apps', path: 'apps', prunes: false }];

describe('commits', () => {
  const evidence = (command: string, exit = 0) =>
    `feat(TASK-001): x\n\nEvidence:\n- ${command} (exit ${exit}): as asked`;
  test.each<[string, string, RegExp | undefined]>([
    [
      'a change by hand',
      'x\n\nCluster-Change: kubectl -n shop create secret generic db',
      /not through git: kubectl -n shop/,
    ],
    ['an image', evidence('docker push registry/shop:1.5.0'), /docker push registry\/shop:1\.5\.0\. .*registry stays/],
    ['a chart', evidence('helm push shop-1.tgz oci://registry'), /registry/],
    ['an artifact', evidence('flux push artifact oci://registry/app:1'), /registry/],
    ['a build that pushes', evidence('docker buildx build --push -t r/a .'), /registry/],
    ['a build that does not', evidence('docker build -t registry/shop .'), undefined],
    ['a migration', evidence('alembic upgrade head'), /migration of the database stays/],
    ['a migration in a pod', evidence('kubectl exec deploy/web -- python manage.py migrate'), /migration/],
    ['a statement', evidence(`psql -c "ALTER TABLE orders ADD x int"`), /database stays/],
    ['a query', evidence('psql -c "select count(*) from orders"'), undefined],
    ['an infrastructure', evidence('terraform -chdir=infra apply -auto-approve'), /applied again/],
    ['a plan of it', evidence('terraform plan'), undefined],
    ['what failed', evidence('docker push registry/shop:1.5.0', 1), undefined],
    ['prose', 'x\n\nA docker push is not needed.', undefined],
  ])('%s', (_what, message, expected) => {
    const told = checkByHand([message], [], pruning);
    if (expected === undefined) expect(told).toEqual([]);
    else expect(told).toEqual([expect.stringMatching(expected)]);
  });

  test('the same command, told twice, is one thing to check', () => {
    const both = `${evidence('helm push a.tgz oci://r')}\n\nCluster-Change: helm push a.tgz oci://r`;
    expect(checkByHand([both, both], [], [])).toEqual([
      'Changed on the cluster by hand, not through git: helm push a.tgz oci://r',
    ]);
  });
});

describe('manifests', () => {
  const deployment = object('Deployment', 'web', {}, 'apps/v1');
  test.each<[string, ChangedFile[], Applier[], (string | RegExp)[]]>([
    ['Flux prunes: nothing to do', [gone('apps/web.yaml', deployment)], pruning, []],
    [
      'prune: false',
      [gone('apps/web.yaml', deployment)],
      keeping,
      [
        'Deployment shop/web (apps/web.yaml): leaves git, and may stay in the cluster: Kustomization flux-system/apps does not prune, so Flux leaves it.',
      ],
    ],
    [
      'the nearest Kustomization counts',
      [gone('apps/shop/web.yaml', deployment)],
      [...keeping, { name: 'Kustomization flux-system/shop', path: 'apps/shop', prunes: true }],
      [],
    ],
    [
      'no Kustomization is known',
      [gone('web.yaml', deployment)],
      pruning,
      [/no Kustomization of Flux in this repository/],
    ],
    [
      'an object that is not to be pruned',
      [
        gone(
          'apps/a.yaml',
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations:\n    kustomize.toolkit.fluxcd.io/prune: disabled\n',
        ),
      ],
      pruning,
      [/^ConfigMap a \(apps\/a\.yaml\): .*prune: disabled/],
    ],
    [
      'moved to another file: it is there still',
      [gone('apps/web.yaml', deployment), { path: 'apps/b.yaml', before: undefined, after: deployment }],
      keeping,
      [],
    ],
    [
      'a claim',
      [gone('apps/pvc.yaml', object('PersistentVolumeClaim', 'data'))],
      pruning,
      [/shop\/data.*data written to it/],
    ],
    ['a namespace', [gone('apps/ns.yaml', object('Namespace', 'shop'))], pruning, [/everything in it goes/]],
    [
      'a definition',
      [gone('apps/crd.yaml', object('CustomResourceDefinition', 'a.b.c', {}, 'apiextensions.k8s.io/v1'))],
      pruning,
      [/all objects of its kind/],
    ],
    ['a job', [gone('apps/job.yaml', object('Job', 'migrate', {}, 'batch/v1'))], pruning, [/it has run, or may have/]],
    [
      'a job that was changed',
      [
        {
          path: 'apps/job.yaml',
          before: object('Job', 'migrate', { spec: { a: 2 } }, 'batch/v1'),
          after: object('Job', 'migrate', { spec: { a: 1 } }, 'batch/v1'),
        },
      ],
      pruning,
      [/cannot be changed/],
    ],
    [
      'a claim that has grown',
      [
        {
          path: 'apps/pvc.yaml',
          before: object('PersistentVolumeClaim', 'data', { spec: { resources: { requests: { storage: '20Gi' } } } }),
          after: object('PersistentVolumeClaim', 'data', { spec: { resources: { requests: { storage: '10Gi' } } } }),
        },
      ],
      pruning,
      [/cannot shrink/],
    ],
    [
      'a deployment that was changed: Flux applies it as it was',
      [
        {
          path: 'apps/web.yaml',
          before: object('Deployment', 'web', { spec: { replicas: 3 } }, 'apps/v1'),
          after: object('Deployment', 'web', { spec: { replicas: 1 } }, 'apps/v1'),
        },
      ],
      keeping,
      [],
    ],
    [
      'a Kustomization that does not prune',
      [
        gone(
          'clusters/a.yaml',
          object('Kustomization', 'a', { spec: { path: './a', prune: false } }, 'kustomize.toolkit.fluxcd.io/v1'),
        ),
      ],
      [{ name: 'Kustomization flux-system/flux-system', path: 'clusters', prunes: true }],
      [/all that it applied stays/],
    ],
    [
      'what Kustomize reads',
      [
        gone(
          'apps/kustomization.yaml',
          'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: {name: x}\n',
        ),
      ],
      keeping,
      [],
    ],
    ['a broken file', [gone('apps/a.yaml', 'kind: [')], keeping, []],
    [
      'a migration',
      [gone('db/migrations/V2__orders.sql', 'alter table')],
      pruning,
      [/V2__orders\.sql: where such a migration has run/],
    ],
    ['a file like any other', [gone('docs/runbook.md', 'kind: of')], keeping, []],
  ])('%s', (_what, files, appliers, expected) => {
    expect(checkByHand([], files, appliers)).toEqual(
      expected.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))),
    );
  });

  test('many objects for one reason are one sentence', () => {
    const many = Array.from({ length: 12 }, (_, index) => object('ConfigMap', `c${index}`)).join('---\n');
    const [told, ...others] = checkByHand([], [gone('apps/many.yaml', many)], keeping);
    expect(told).toMatch(/ConfigMap shop\/c9 \(apps\/many\.yaml\) and 2 more: leaves git/);
    expect(others).toEqual([]);
  });
});

test('Kustomizations of Flux are found with their folders', () => {
  const flux = (path: string, prune?: boolean) =>
    object('Kustomization', 'k', { spec: { path, prune } }, 'kustomize.toolkit.fluxcd.io/v1');
  const text = [
    flux('./apps/', true),
    flux('./'),
    flux('.', false),
    flux('/infra', true),
    object('ConfigMap', 'a'),
  ].join('---\n');
  expect(appliersAmong(objectsOf('clusters/k.yaml', text)).map(({ path, prunes }) => [path, prunes])).toEqual([
    ['apps', true],
    ['', false],
    ['', false],
    ['infra', true],
  ]);
});
