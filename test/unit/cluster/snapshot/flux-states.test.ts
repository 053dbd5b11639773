/** Flux objects as they are kept, and what they say of their trouble. */
import { expect, test } from 'vitest';
import { judgeFlux } from '../../../../src/cluster/flux/judge-flux.ts';
import { Revisions } from '../../../../src/cluster/flux/push-proof.ts';
import { type KubeObject, refOf } from '../../../../src/cluster/kube-object.ts';
import { essenceOf } from '../../../../src/cluster/snapshot/essence.ts';
import { fluxStates } from '../../../../src/cluster/snapshot/flux-states.ts';
import { gitRepository, helmRelease, kustomization, readyStatus } from '../../../support/flux-objects.ts';

const revision = `main@sha1:${'a'.repeat(40)}`;

const groups: Readonly<Record<string, string>> = {
  HelmRelease: 'helm',
  Kustomization: 'kustomize',
  GitRepository: 'source',
};

function stateOf(bare: KubeObject) {
  const object = { ...bare, apiVersion: `${groups[bare.kind ?? '']}.toolkit.fluxcd.io/v1` };
  const selected = { object, ref: refOf(object), proof: undefined, isBystander: false };
  const revisions = new Revisions();
  const judgements = judgeFlux([{ ...selected, role: 'scope' }], {
    ...{ now: 0, objects: [object], events: [], revisions },
    isPending: () => false,
  });
  const [state] = fluxStates(judgements);
  if (state === undefined) throw new Error('no state');
  return state;
}

test('what is well has its revision and no trouble', () => {
  const labels = { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' };
  const source = {
    ...gitRepository('flux-system/shop', revision),
    metadata: { name: 'shop', uid: 'u', generation: 1, labels },
  };
  expect(stateOf(source)).toMatchObject({
    ...{ kind: 'GitRepository', uid: 'u', generation: 1, verdict: 'healthy' },
    ...{ revision: 'main@sha1:aaaaaaaaaa', trouble: undefined, managers: ['Kustomization flux-system/apps'] },
  });
  const values = { lastAttemptedConfigDigest: 'sha256:1', lastAttemptedRevision: '2.0.0' };
  const release = stateOf(helmRelease('shop/web', '2.0.0', { status: values }));
  expect(release).toMatchObject({ revision: '2.0.0', attempted: '2.0.0 sha256:1', trouble: undefined });
  expect(stateOf(kustomization('flux-system/apps', revision)).attempted).toBeUndefined();
});

const unready = (status: 'False' | 'Unknown', reason: string, message: string) =>
  stateOf(helmRelease('shop/web', '2.0.0', { status: { ...readyStatus(status, reason, message) } }));
const failing = unready('False', 'UpgradeFailed', 'timed out after 5m0s: Deployment shop/web');

test.each([
  [
    'the same after another time',
    unready('False', 'UpgradeFailed', 'timed out after 4m59.8s: Deployment shop/web'),
    true,
  ],
  ['another object', unready('False', 'UpgradeFailed', 'timed out after 5m0s: Deployment shop/cart'), false],
  ['another reason', unready('False', 'InstallFailed', 'timed out after 5m0s: Deployment shop/web'), false],
  ['suspended', stateOf(helmRelease('shop/web', '2.0.0', { spec: { suspend: true } })), false],
])('trouble: %s', (_name, { trouble }, isSame) => {
  expect(trouble).toMatch(/^[0-9a-f]{16}$/);
  expect(trouble === failing.trouble).toBe(isSame);
});

test.each([
  ['at work', unready('Unknown', 'Progressing', 'Running upgrade')],
  ['at work, and not ready', unready('False', 'Progressing', 'Running upgrade')],
])('no trouble: %s', (_name, state) => {
  expect(state.verdict).toBe('progressing');
  expect(state.trouble).toBeUndefined();
});

test('a Kustomization that tries again and again has one trouble, whoever asked it to', () => {
  const ready = { type: 'Ready', status: 'False', reason: 'BuildFailed', message: 'kustomize build failed' };
  const again = { type: 'Reconciling', status: 'True', reason: 'ProgressingWithRetry', message: 'Retrying in 30s' };
  const at = '2026-02-01T12:00:00Z';
  const [alone, asked] = [{}, { lastHandledReconcileAt: at }].map((handled) => {
    const status = { conditions: [ready, again], ...handled };
    const object = kustomization('flux-system/apps', revision, [], { status });
    const annotations = 'lastHandledReconcileAt' in handled ? { 'reconcile.fluxcd.io/requestedAt': at } : {};
    return stateOf({ ...object, metadata: { ...object.metadata, annotations } } as KubeObject);
  });
  expect([alone?.verdict, asked?.verdict]).toEqual(['progressing', 'failed']);
  expect(alone?.trouble).toBeDefined();
  expect(alone?.trouble).toBe(asked?.trouble);
});

test.each([
  ['dial tcp 10.0.0.1:443: refused', 'dial tcp …: refused'],
  ['main@sha1:0123456789abcdef is bad', '… is bad'],
  ['digest sha256:0123456789ab', 'digest …'],
  ['after 1m30s, at 2026-02-01T12:00:00Z', 'after …, at …'],
  ['chart web@2.0.0 of 3 objects', 'chart web@2.0.0 of 3 objects'],
])('the essence of %s', (message, essence) => {
  expect(essenceOf(message)).toBe(essence);
});
