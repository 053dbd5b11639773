/** Which checks a task gets. */
import { expect, test } from 'vitest';
import { planChecks, type StatedScope, type TaskFacts } from '../../../src/cluster/check-plan.ts';

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
  `- Flux objects (${label})`,
  `- recent warning events (${label})`,
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
  ['builds', labelled('builds'), [...always, '- images in the registry (label builds)']],
  ['registry', labelled('registry'), [...always, '- images in the registry (label registry)']],
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
      '- images in the registry (label verification)',
      ...forInfrastructure('label verification').slice(2),
    ],
  ],
  [
    'labels add up',
    labelled('registry', 'security'),
    [...always, '- images in the registry (label registry)', ...forInfrastructure('label security').slice(2)],
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
      '- Flux objects: kustomization/shop (verify)',
      '- images in the registry: registry.example/web:1.5.0 (verify)',
      '- commands: make smoke (verify)',
    ],
  ],
  [
    'verify: and labels',
    stating({ urls: ['https://a/healthz'] }, ['flux']),
    [
      ...forDeployment('label flux').slice(0, 2),
      'health URLs: https://a/healthz (verify, label flux)',
      ...forDeployment('label flux').slice(3),
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
  ['text', facts({ text: 'Run kubectl -n shop get pods.' }), 'shop'],
  ['cluster', facts({ text: 'Make it faster.' }), 'the whole cluster'],
] as const)('the scope is of %s', (scope, task, words) => {
  const plan = planChecks(task);
  expect(plan.scope).toBe(scope);
  expect(plan.about).toContain(words);
});
