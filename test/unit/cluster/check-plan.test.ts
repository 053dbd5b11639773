/** Which checks a task gets. */
import { expect, test } from 'vitest';
import type { Touched } from '../../../src/cluster/changes/touched.ts';
import { planChecks, type TaskFacts } from '../../../src/cluster/check-plan.ts';
import type { StatedScope } from '../../../src/cluster/check-target.ts';

const touched = (more: Partial<Touched> = {}): Touched => ({ isPushed: true, objects: [], builds: [], ...more });
const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };
const objects = [
  web,
  { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web' },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', namespace: undefined, name: 'reader' },
];
const nothing: StatedScope = { namespaces: [], workloads: [], services: [], urls: [], commands: [] };
const facts = (more: Partial<TaskFacts> = {}): TaskFacts => ({ labels: [], stated: undefined, text: '', ...more });
const labelled = (...labels: string[]) => facts({ labels });
const stating = (scope: Partial<StatedScope>, labels: string[] = []) =>
  facts({ labels, stated: { ...nothing, ...scope } });

/** `workloads and their pods (always)`, with `- ` before what is due and not run. */
function lines(task: TaskFacts): string[] {
  return planChecks(task).checks.map(({ check, objects, because, skipped }) => {
    const what = objects.length === 0 ? '' : `: ${objects.join(', ')}`;
    return `${skipped === undefined ? '' : '- '}${check}${what} (${because})`;
  });
}

const always = ['workloads and their pods (always)', 'services and their endpoints (always)'];
const forDeployment = (label: string) => [
  `workloads and their pods (${label})`,
  `services and their endpoints (${label})`,
  `- health URLs (${label})`,
  `Flux objects (${label})`,
  `recent warning events (${label})`,
];
const forInfrastructure = (label: string) => [
  ...always,
  `- kustomize build of what changed (${label})`,
  `- lint script of the repository (${label})`,
  `- changed resources as the cluster has them (${label})`,
];

const cases: readonly [string, TaskFacts, readonly string[]][] = [
  ['nothing is known', facts(), always],
  ['a label that means nothing', labelled('chore', 'P1'), always],
  ['builds', labelled('builds'), [...always, 'images in the registry (label builds)']],
  ['registry', labelled('registry'), [...always, 'images in the registry (label registry)']],
  ['deployment', labelled('deployment'), forDeployment('label deployment')],
  ['flux', labelled('flux'), forDeployment('label flux')],
  ['both, written otherwise', labelled('Deployment', 'FLUX'), forDeployment('label Deployment, label FLUX')],
  ['infrastructure', labelled('infrastructure'), forInfrastructure('label infrastructure')],
  ['networking', labelled('networking'), forInfrastructure('label networking')],
  ['security', labelled('security'), forInfrastructure('label security')],
  [
    'verification: all',
    labelled('verification'),
    [
      ...forDeployment('label verification'),
      'images in the registry (label verification)',
      ...forInfrastructure('label verification').slice(2),
    ],
  ],
  [
    'labels add up',
    labelled('registry', 'security'),
    [...always, 'images in the registry (label registry)', ...forInfrastructure('label security').slice(2)],
  ],
  [
    'each list of verify: adds its check',
    stating({ workloads: ['shop/deployment/web'], services: ['web'], urls: ['https://shop.example.com/healthz'] }),
    [
      'workloads and their pods: shop/deployment/web (verify)',
      'services and their endpoints: web (verify)',
      'health URLs: https://shop.example.com/healthz (verify)',
    ],
  ],
  [
    'what is stated and not run is told',
    stating({ flux: ['kustomization/shop'], images: ['registry.example/web:1.5.0'], commands: ['make smoke'] }),
    [
      ...always,
      'Flux objects: kustomization/shop (verify)',
      'images in the registry: registry.example/web:1.5.0 (verify)',
      'commands: make smoke (verify)',
    ],
  ],
  [
    'verify: and labels',
    stating({ urls: ['https://a/healthz'] }, ['flux']),
    [
      ...forDeployment('label flux').slice(0, 2),
      'health URLs: https://a/healthz (verify, label flux)',
      'Flux objects (label flux)',
      '- recent warning events (label flux)',
    ],
  ],
  [
    'what the commits touched',
    facts({ touched: touched({ objects }) }),
    ['workloads and their pods: shop/Deployment/web (commits)', 'services and their endpoints: shop/web (commits)'],
  ],
  [
    'commits and labels',
    facts({ labels: ['security'], touched: touched({ objects, builds: ['apps/shop'] }) }),
    [
      'workloads and their pods: shop/Deployment/web (commits)',
      'services and their endpoints: shop/web (commits)',
      'kustomize build of what changed: apps/shop (label security)',
      '- lint script of the repository (label security)',
      'changed resources as the cluster has them: Deployment shop/web, Service shop/web, ClusterRole reader (label security)',
    ],
  ],
  [
    'verify: wins over commits, whose manifests are built all the same',
    facts({ ...stating({ services: ['web'] }, ['security']), touched: touched({ objects: [web], builds: ['apps'] }) }),
    [
      'workloads and their pods (always)',
      'services and their endpoints: web (verify)',
      'kustomize build of what changed: apps (label security)',
      '- lint script of the repository (label security)',
      'changed resources as the cluster has them: Deployment shop/web (label security)',
    ],
  ],
  [
    'what cannot be built here',
    facts({ labels: ['security'], touched: touched({ builds: ['apps'] }), barred: { builds: 'no kustomize' } }),
    [
      ...always,
      '- kustomize build of what changed: apps (label security)',
      ...forInfrastructure('label security').slice(3),
    ],
  ],
  [
    'the lint script, where commands are run',
    facts({ labels: ['security'], lint: 'make lint' }),
    [
      ...always,
      '- kustomize build of what changed (label security)',
      'lint script of the repository: make lint (label security)',
      '- changed resources as the cluster has them (label security)',
    ],
  ],
  [
    'and where they are not',
    facts({ ...stating({ commands: ['make smoke'] }), lint: 'make lint', barred: { commands: 'not trusted' } }),
    [...always, '- commands: make smoke (verify)'],
  ],
  [
    'workloads and services that the text names with a namespace',
    facts({ text: 'Run kubectl -n shop rollout status sts/db, then look at svc/db.' }),
    ['workloads and their pods: sts/db (text)', 'services and their endpoints: db (text)'],
  ],
  ['and without one, where they may be anything', facts({ text: 'Look at sts/db.' }), always],
  [
    'events, where verify: names nothing of a cluster',
    stating({ urls: ['https://a/healthz'] }, ['deployment']),
    [
      ...forDeployment('label deployment').slice(0, 2),
      'health URLs: https://a/healthz (verify, label deployment)',
      'Flux objects (label deployment)',
      '- recent warning events (label deployment)',
    ],
  ],
  ['verify: none', facts({ stated: 'none', labels: ['verification'] }), []],
];

test.each(cases)('%s', (_name, task, expected) => {
  expect(lines(task)).toEqual(expected);
});

test.each([
  ['none', facts({ stated: 'none', text: 'Look at namespace shop.' }), 'switched off'],
  ['verify', stating({ namespaces: ['shop', 'ops'] }), 'everything in shop, ops'],
  ['verify', stating({ workloads: ['deployment/web'] }), 'what it names'],
  ['verify', facts({ ...stating({ namespaces: ['ops'] }), touched: touched({ objects }) }), 'everything in ops'],
  ['commits', facts({ touched: touched({ objects }), text: 'In namespace ops, fast.' }), 'everything in shop'],
  ['commits', facts({ touched: touched({ objects: [{ ...web, namespace: undefined }] }) }), 'Deployment/web'],
  ['text', facts({ touched: touched({ objects: objects.slice(2) }), text: 'In namespace ops, fast.' }), 'ops'],
  ['text', facts({ touched: touched(), text: 'In namespace ops, fast.' }), 'ops'],
  ['text', facts({ text: 'Run kubectl -n shop get pods.' }), 'shop'],
  ['cluster', facts({ text: 'Make it faster.' }), 'the whole cluster'],
] as const)('the scope is of %s', (scope, task, words) => {
  const plan = planChecks(task);
  expect(plan.scope).toBe(scope);
  expect(plan.about).toContain(words);
});

test.each([
  ['of pushed commits must be there, and a namespace that they made', true],
  ['of others may be missing', false],
])('the target %s', (_name, isPushed) => {
  const made = { apiVersion: 'v1', kind: 'Namespace', namespace: undefined, name: 'new' };
  const release = {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    namespace: 'flux-system',
    name: 'db',
  };
  const job = { apiVersion: 'batch/v1', kind: 'Job', namespace: 'shop', name: 'migrate' };
  const all = [
    ...[...objects, made, job, { ...job, name: 'once', isFleeting: true as const }],
    { ...release, targetNamespace: 'data' },
    { apiVersion: 'serving.knative.dev/v1', kind: 'Service', namespace: 'shop', name: 'function' },
  ];
  expect(planChecks(facts({ touched: touched({ isPushed, objects: all }) })).target).toEqual({
    namespaces: isPushed ? ['new'] : [],
    candidates: [...(isPushed ? [] : ['new']), 'shop', 'flux-system', 'data'],
    words: [],
    workloads: ['shop/Deployment/web', 'shop/Job/migrate'],
    services: ['shop/web'],
    urls: [],
    mayLack: !isPushed,
  });
});
