import { describe, expect, test } from 'vitest';
import {
  affectedBy,
  followedBy,
  type Holds,
  type PushProof,
  Revisions,
} from '../../../../src/cluster/flux/push-proof.ts';
import type { KubeObject } from '../../../../src/cluster/kube-object.ts';

const commit = 'a'.repeat(40);
const known = `main@sha1:${'b'.repeat(40)}`;
const foreign = `main@sha1:${'c'.repeat(40)}`;

const proof: PushProof = {
  commit,
  remoteUrls: ['git@git.example:platform/shop.git'],
  branch: 'main',
  paths: [],
  holds: async (asked): Promise<Holds> => (asked === 'b'.repeat(40) ? 'no' : asked === commit ? 'yes' : 'unknown'),
};

const git = (name: string, ref: object, url = 'https://git.example/platform/shop', revision = foreign): KubeObject => ({
  kind: 'GitRepository',
  metadata: { namespace: 'flux-system', name },
  spec: { url, ref },
  status: { artifact: { revision } },
});

async function follow(...objects: KubeObject[]) {
  const revisions = new Revisions();
  await revisions.learn([proof], objects);
  const { sources, doubts } = followedBy([proof], objects, revisions, true);
  return { sources: [...sources.keys()].map((key) => key.replace('GitRepository flux-system/', '')), doubts };
}

describe('the sources of a push', () => {
  const other = 'http://mirror.svc/shop';
  test.each([
    ['its branch', [git('a', { branch: 'main' })], ['a']],
    ['another branch', [git('a', { branch: 'production' })], []],
    ['no branch, which is master', [git('a', {})], []],
    ['its branch as a reference', [git('a', { name: 'refs/heads/main' })], ['a']],
    ['a tag as a reference', [git('a', { name: 'refs/tags/v1' })], []],
    ['versions, which beat a branch', [git('a', { branch: 'main', semver: '1.x' })], []],
    ['one commit, which beats all', [git('a', { branch: 'main', commit })], []],
    ['another address, at a commit that is not known here', [git('a', { branch: 'main' }, other)], []],
    ['another address, at a commit that is known here', [git('a', { branch: 'main' }, other, known)], ['a']],
    [
      'another address beside its own, which counts',
      [git('a', { branch: 'main' }, other, known), git('b', { branch: 'main' })],
      ['b'],
    ],
  ])('%s', async (_name, objects, expected) => {
    const { sources, doubts } = await follow(...objects);
    expect(sources).toEqual(expected);
    expect(doubts).toHaveLength(expected.length === 0 ? 1 : 0);
  });

  test('where not all may be listed, none that is missing is a doubt', () => {
    expect(followedBy([proof], [], new Revisions(), false).doubts).toEqual([]);
  });

  test('a doubt says what the source follows instead', async () => {
    const { doubts } = await follow(git('a', { semver: '>=1.0.0' }), git('b', { branch: 'production' }));
    expect(doubts).toEqual([
      'That the cluster has the pushed commit aaaaaaaaaa cannot be proven: GitRepository flux-system/a follows the ' +
        'versions >=1.0.0, GitRepository flux-system/b follows the branch production.',
    ]);
  });
});

describe('the Kustomizations that a push changes', () => {
  const from = (name: string, path: string | undefined, source = 'shop'): KubeObject => ({
    kind: 'Kustomization',
    metadata: { namespace: 'flux-system', name },
    spec: { ...(path === undefined ? {} : { path }), sourceRef: { kind: 'GitRepository', name: source } },
  });
  const apps = from('apps', './apps/production');
  const infra = from('infra', 'infra/');
  const other = from('other', './apps/production', 'other');
  const affected = (paths: readonly string[], ...objects: KubeObject[]) => {
    const sources = new Map([['GitRepository flux-system/shop', { ...proof, paths }]]);
    return affectedBy(sources, objects).map(({ object, isHeld }) => `${object.metadata?.name}${isHeld ? '' : '?'}`);
  };

  test.each([
    ['those whose path holds it', ['apps/production/web.yaml'], ['apps']],
    ['what none holds beside it changes none more', ['apps/production/web.yaml', '.github/ci.yaml'], ['apps']],
    ['all, for a base that none holds', ['apps/base/web.yaml'], ['apps?', 'infra?']],
    ['all, where it is not known', [], ['apps?', 'infra?']],
    ['a folder of a similar name is another', ['infra-2/x.yaml', 'infra/x.yaml'], ['apps?', 'infra']],
    [
      'all, for a base that none holds beside what one does',
      ['apps/base/web.yaml', 'infra/x.yaml'],
      ['apps?', 'infra'],
    ],
    [
      'texts, items and tools are no base',
      ['tasks/active/T.md', 'bugs/B-1-x/bug_report.json', 'infra/x.yaml'],
      ['infra'],
    ],
  ])('%s', (_name, paths, expected) => {
    expect(affected(paths, apps, infra, other)).toEqual(expected);
  });

  test.each([undefined, '', '.', './'])('the path %s holds everything', (path) => {
    expect(affected(['apps/base/web.yaml'], from('root', path))).toEqual(['root']);
  });
});

test('a commit that somebody fetches meanwhile is asked for again; what is known is not', async () => {
  const asked: string[] = [];
  const later: PushProof = {
    ...proof,
    holds: async (one) => {
      asked.push(one[0] ?? '');
      return one.startsWith('c') && asked.length < 3 ? 'unknown' : 'yes';
    },
  };
  const revisions = new Revisions();
  const objects = [git('a', {}), git('b', {}, '', known)];
  await revisions.learn([later], objects);
  expect(revisions.answer(later, foreign)).toBe('unknown');
  await revisions.learn([later], objects);
  expect(revisions.answer(later, foreign)).toBe('yes');
  await revisions.learn([later], objects);
  expect(asked).toEqual(['c', 'b', 'c']);
});
