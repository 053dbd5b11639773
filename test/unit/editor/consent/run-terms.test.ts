/** What is asked before a run, and when it is asked again. */
import { expect, test } from 'vitest';
import {
  type Agreed,
  detailOf,
  newTerms,
  questionOf,
  type RunTerms,
  termLines,
  withTerms,
} from '../../../../src/editor/consent/run-terms.ts';

const terms: RunTerms = { network: true, push: 'auto', context: 'kind-shop', related: ['/manifests'], proposed: [] };
const agreed = withTerms(undefined, terms);

test.each<[string, Agreed | undefined, Partial<RunTerms>, string[]]>([
  ['the first run', undefined, {}, ['the network', 'when it pushes', 'the kube context', 'a related repository']],
  ['the same again', agreed, {}, []],
  ['the network off', agreed, { network: false }, []],
  ['the network on', { ...agreed, network: false }, {}, ['the network']],
  ['another push policy', agreed, { push: 'pullRequest' }, ['when it pushes']],
  ['no push at all', agreed, { push: 'never' }, []],
  ['another context', agreed, { context: 'prod' }, ['the kube context']],
  ['the same context, which is to be recorded anew', agreed, { server: 'https://shop:6443' }, ['the kube context']],
  ['a task without a cluster', agreed, { context: undefined }, []],
  ['a related repository less', agreed, { related: [] }, []],
  ['a proposed one', agreed, { proposed: ['/tools'] }, ['a related repository']],
  ['two more', agreed, { related: ['/manifests', '/a', '/b'] }, ['related repositories']],
  [
    'one that was shown and not agreed to',
    withTerms(agreed, { ...terms, proposed: ['/tools'] }),
    { proposed: ['/tools'] },
    [],
  ],
  ['another server', agreed, { external: 'The external server x works here.' }, ['the server']],
])('%s', (_name, known, change, wanted) => {
  expect(newTerms(known, { ...terms, ...change })).toEqual(wanted);
});

test('the question says that human actions are asked about from then on', () => {
  const line = /^Human actions: while the Task Queue is shown, .* are asked; one that is done is marked in a commit$/;
  expect(termLines({ ...terms, checksActions: true }).at(-1)).toMatch(line);
  expect(termLines(terms).join('\n')).not.toContain('Human actions');
});

test('what was agreed to stays so after a narrower run', () => {
  const after = withTerms(agreed, { network: false, push: 'never', context: undefined, related: [], proposed: [] });
  expect(newTerms(after, terms)).toEqual([]);
});

test.each([
  ['TASK-004', true, [], 'Begin work on TASK-004 in shop? It is the first run here.'],
  ['The session', true, [], 'Begin the session in shop? It is the first run here.'],
  ['TASK-004', false, ['the network'], 'Begin work on TASK-004 in shop? New since you last agreed: the network.'],
  [
    'The session',
    false,
    ['the network', 'when it pushes', 'the kube context'],
    'Begin the session in shop? New since you last agreed: the network, when it pushes and the kube context.',
  ],
])('%s, first: %s, new: %j', (name, isFirst, news, wanted) => {
  expect(questionOf(name, 'shop', isFirst, news)).toBe(wanted);
});

const end = ['', 'Namespaces: shop', '', 'You are asked again only when a run may do more than this.'];

test.each<[string, Partial<RunTerms>, string[]]>([
  [
    'all of it',
    { server: 'https://shop:6443', proposed: ['/tools'] },
    [
      'Sandbox: Codex writes in this repository, in related ones and in temporary folders only',
      'Network: on, since kubectl and flux need it',
      'Kube context: kind-shop (https://shop:6443); it is recorded in .agent-state.json; your kubeconfig is not changed',
      'Push: after each criterion of deployment and Flux tasks, else with the archive',
      'Related repositories: /manifests, /tools (proposed by .agent-config.json)',
    ],
  ],
  [
    'an external server, no cluster, nothing pushed',
    { external: 'The external server x works here.', context: undefined, push: 'never', related: [] },
    ['The external server x works here.', 'Kube context: none', 'Push: never', 'Related repositories: none'],
  ],
])('the detail: %s', (_name, change, wanted) => {
  expect(detailOf({ ...terms, ...change }, ['Namespaces: shop']).split('\n')).toEqual([...wanted, ...end]);
});
