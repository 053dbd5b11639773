/** Which lists a plan needs, and which of them are watched. */
import { expect, test } from 'vitest';
import type { ClusterConnection } from '../../../src/cluster/connection.ts';
import { Feed, type Place } from '../../../src/cluster/feed.ts';
import { inOrderOfNeed, narrowFeeds, placesOf } from '../../../src/cluster/feeds.ts';
import { planOf } from '../../../src/cluster/plan.ts';
import { pod } from '../../support/kubernetes-objects.ts';

const none = { namespaces: [], workloads: [], services: [], urls: [] };
const plan = (namespaces: string[], workloads: string[] = []) => planOf({ ...none, namespaces, workloads });
const texts = (places: readonly Place[]) =>
  places.map(({ resource, namespace, name }) => `${namespace ?? '*'}/${resource.plural}${name ? `/${name}` : ''}`);
const always = (space: string) =>
  [
    ...['pods', 'deployments', 'services', 'endpointslices', 'statefulsets', 'daemonsets'],
    ...['jobs', 'cronjobs', 'persistentvolumeclaims', 'ingresses'],
  ].map((plural) => `${space}/${plural}`);

test.each([
  ['the whole cluster', plan([]), undefined, always('*')],
  ['two namespaces', plan(['a', 'b']), ['a', 'b'], always('a').flatMap((text) => [text, text.replace('a/', 'b/')])],
  ['a named workload of another kind', plan(['a'], ['rs/db']), ['a'], [...always('a'), 'a/replicasets/db']],
  ['one with a namespace', plan([], ['a/rs/j', 'a/rs/j']), ['a'], [...always('a'), 'a/replicasets/j']],
  ['one of a kind that is listed anyway', plan(['a'], ['deploy/web']), ['a'], always('a')],
])('places: %s', (_name, wanted, area, expected) => {
  expect(texts(placesOf(wanted, area)).toSorted()).toEqual(expected.toSorted());
});

test.each([
  ['one namespace: its own lists', plan(['a']), ['a'], always('a')],
  ['more than can be watched: still the whole cluster', plan(['a', 'b']), ['a', 'b'], always('*')],
  [
    'one namespace with many names',
    plan(['a'], ['rs/x', 'rs/y']),
    ['a'],
    [...always('a'), 'a/replicasets/x', 'a/replicasets/y'],
  ],
])('narrowed: %s', async (_name, wanted, area, expected) => {
  const snapshot = async () => ({ objects: [pod('a/one'), pod('c/other')], resourceVersion: '7' });
  const connection = { snapshot } as unknown as ClusterConnection;
  const whole = placesOf(wanted, undefined).map((place) => new Feed(connection, place));
  for (const feed of whole) await feed.list(new AbortController().signal);
  const narrowed = narrowFeeds(whole, wanted, area);
  expect(texts(narrowed.map(({ place }) => place)).toSorted()).toEqual(expected.toSorted());
  for (const feed of narrowed) expect([...feed.objects].map(({ metadata }) => metadata?.namespace)).toEqual(['a']);
});

test('what is waited for is watched first, pods and what they serve before what is named, and that before the rest', () => {
  const wanted = plan(['a'], ['cronjob/report']);
  const feeds = placesOf(wanted, ['a']).map((place) => new Feed({} as ClusterConnection, place));
  const order = (...waiting: string[]) =>
    inOrderOfNeed(feeds, wanted, new Set(waiting)).map(({ place }) => place.resource.plural);
  expect(order().slice(0, 5)).toEqual(['pods', 'deployments', 'services', 'endpointslices', 'cronjobs']);
  expect(order('Job', 'CronJob', 'Deployment').slice(0, 6)).toEqual([
    ...['deployments', 'cronjobs', 'jobs'],
    ...['pods', 'services', 'endpointslices'],
  ]);
});
