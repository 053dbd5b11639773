import { expect, test } from 'vitest';
import type { FluxJudgement } from '../../../../src/cluster/flux/judge-flux.ts';
import { rootsOf } from '../../../../src/cluster/flux/roots.ts';
import { failed, type Health, healthy, progressing } from '../../../../src/cluster/health/health.ts';
import type { KubeObject } from '../../../../src/cluster/kube-object.ts';

const waiting = progressing('DependencyNotReady', 'waits');
const broken = failed('BuildFailed', 'does not build');

function judged(kind: string, name: string, health: Health, object: Omit<KubeObject, 'kind'> = {}): FluxJudgement {
  const ref = { kind, namespace: 'flux-system', name };
  const whole = { kind, metadata: { namespace: 'flux-system', name }, ...object };
  const rest = {
    role: 'scope',
    proof: undefined,
    isBystander: false,
    evidence: '',
    isOfPush: true,
    behind: undefined,
  } as const;
  return { ref, object: whole, health, ...rest };
}
const needs = (...names: string[]) => ({ spec: { dependsOn: names.map((name) => ({ name })) } });
const kustomization = (name: string, health: Health, ...dependencies: string[]) =>
  judged('Kustomization', name, health, needs(...dependencies));
const applies = (...ids: string[]) => ({ status: { inventory: { entries: ids.map((id) => ({ id })) } } });
const release = 'flux-system_web_helm.toolkit.fluxcd.io_HelmRelease';

const roots = (...judgements: FluxJudgement[]) =>
  [...rootsOf(judgements, ({ health }) => health.verdict !== 'healthy')].map(
    ([one, root]) => `${one.ref.name} waits for ${root.ref.name}`,
  );

test.each<[string, FluxJudgement[], string[]]>([
  [
    'a chain: all wait for its root',
    [kustomization('c', waiting, 'b'), kustomization('b', waiting, 'a'), kustomization('a', broken)],
    ['c waits for a', 'b waits for a'],
  ],
  ['what fails by itself does', [kustomization('b', broken, 'a'), kustomization('a', broken)], []],
  ['a dependency that is well keeps nobody', [kustomization('b', waiting, 'a'), kustomization('a', healthy('ok'))], []],
  [
    'a circle has no root, so that each of it is told',
    [kustomization('a', waiting, 'b'), kustomization('b', waiting, 'a'), kustomization('c', waiting, 'c')],
    [],
  ],
  [
    'a source',
    [
      judged('Kustomization', 'a', progressing('ArtifactFailed', 'no artifact'), {
        spec: { sourceRef: { kind: 'GitRepository', name: 'shop' } },
      }),
      judged('GitRepository', 'shop', failed('GitOperationFailed', 'no answer')),
    ],
    ['a waits for shop'],
  ],
  [
    'a health check that fails by a HelmRelease',
    [
      judged('Kustomization', 'a', failed('HealthCheckFailed', 'not ready'), applies(release)),
      judged('HelmRelease', 'web', failed('UpgradeFailed', 'no')),
    ],
    ['a waits for web'],
  ],
  [
    'a HelmRelease whose Kustomization is behind, and not the other way round',
    [
      {
        ...judged('Kustomization', 'a', progressing('OldRevision', 'old'), applies(release)),
        isOfPush: false,
      },
      {
        ...judged('HelmRelease', 'web', progressing('UpgradeFailed', 'before')),
        behind: { kind: 'Kustomization', namespace: 'flux-system', name: 'a' },
      },
    ],
    ['web waits for a'],
  ],
])('%s', (_name, judgements, expected) => {
  expect(roots(...judgements)).toEqual(expected);
});
