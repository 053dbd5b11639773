/** When it is known that Flux brings nothing of what is missing. */
import { expect, test } from 'vitest';
import { whyNothingComes } from '../../../../src/cluster/flux/nothing-comes.ts';
import type { PushProof } from '../../../../src/cluster/flux/push-proof.ts';
import { emptyReading, type FluxReading } from '../../../../src/cluster/flux/read-objects.ts';
import type { Selected } from '../../../../src/cluster/flux/select.ts';
import { refOf } from '../../../../src/cluster/kube-object.ts';
import { gitRepository, helmRelease, kustomization } from '../../../support/flux-objects.ts';

const kind = { kind: 'Kustomization', apiVersion: 'kustomize.toolkit.fluxcd.io/v1', plural: 'kustomizations' };
const kustomizations = { ...kind, namespaced: true, words: ['ks'] };
const served = new Map([['Kustomization', kustomizations]]);
const proof: PushProof = {
  commit: 'a'.repeat(40),
  remoteUrls: ['git@git.example:platform/shop.git'],
  branch: 'feature',
  paths: [],
  holds: async () => 'no',
};
const task = { isOnlyDeployer: true, proofs: [proof] };
const revision = `main@sha1:${'b'.repeat(40)}`;
const other = kustomization('flux-system/other', revision);
const source = (url: string, branch?: string) =>
  gitRepository('flux-system/shop', revision, { spec: { url, ref: branch === undefined ? {} : { branch } } });
const follower: Selected = { object: other, ref: refOf(other), role: 'scope', proof, isBystander: false };
const ofArtifacts = kustomization('flux-system/built', revision, [], {
  spec: { sourceRef: { kind: 'OCIRepository', name: 'shop' } },
});
const list = (...objects: FluxReading['objects']): FluxReading => ({ ...emptyReading, objects });
const barred = { resource: kustomizations, namespace: undefined };
const unfollowed = 'pushed: no GitRepository of the cluster follows the branch feature of the repository';

test.each([
  ['no kind is served', task, new Map(), emptyReading, [], 'all: the cluster serves no kind of Flux'],
  ['nothing is there', task, served, emptyReading, [], 'all: the cluster has no Kustomization and no HelmRelease'],
  [
    'sources alone',
    task,
    served,
    list(source('git@git.example:platform/shop.git', 'main')),
    [],
    'all: the cluster has no',
  ],
  ['another branch', task, served, list(source('git@git.example:platform/shop.git', 'main'), other), [], unfollowed],
  [
    'another repository',
    task,
    served,
    list(source('https://git.example/platform/blog', 'feature'), other),
    [],
    unfollowed,
  ],
  ['releases of charts', task, served, list(helmRelease('ops/metrics', '1.0.0')), [], unfollowed],
  ['a source that follows', task, served, list(other), [follower], undefined],
  [
    'a mirror of the same name',
    task,
    served,
    list(source('https://mirror.svc/git/shop', 'feature'), other),
    [],
    undefined,
  ],
  ['a mirror at no branch by name', task, served, list(source('https://mirror.svc/git/shop'), other), [], undefined],
  ['artifacts of builds', task, served, list(ofArtifacts), [], undefined],
  ['a list that is refused', task, served, { ...emptyReading, refused: [barred] }, [], undefined],
  ['a namespace that may not be read', task, served, { ...emptyReading, forbidden: [barred] }, [], undefined],
  ['nothing was pushed', { ...task, proofs: [] }, served, list(other), [], undefined],
  [
    'nothing was pushed, nothing is there',
    { ...task, proofs: [] },
    served,
    emptyReading,
    [],
    'all: the cluster has no',
  ],
  ['others deploy too', { ...task, isOnlyDeployer: false }, new Map(), emptyReading, [], undefined],
] as const)('%s', (_name, request, kinds, reading, selected, expected) => {
  const nothing = whyNothingComes(request, kinds, reading, selected);
  const told = nothing && `${nothing.of}: ${nothing.why}`;
  if (expected === undefined) expect(told).toBeUndefined();
  else expect(told).toContain(expected);
});
