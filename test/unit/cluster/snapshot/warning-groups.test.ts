/** Recent warning events, grouped and bounded. */
import { expect, test } from 'vitest';
import type { KubeEvent } from '../../../../src/cluster/kube-object.ts';
import { warningGroups } from '../../../../src/cluster/snapshot/warning-groups.ts';

const now = Date.parse('2026-02-01T12:00:00Z');
const web = 'Deployment shop/web';
const objects = new Set([web, 'Pod shop/alone', 'DaemonSet shop/agent']);
const pods = new Map([['Pod shop/web-abc-1', web]]);
const event = (kind: string, name: string, message: string, more: Partial<KubeEvent> = {}): KubeEvent => ({
  ...{ type: 'Warning', reason: 'BackOff', message, involvedObject: { kind, namespace: 'shop', name } },
  ...{ lastTimestamp: '2026-02-01T11:50:00Z', ...more },
});

test('the same of several pods of a workload is one, counted together, without what each pod has of its own', () => {
  const uid = '0b0d8a52-0c62-4f9e-9a42-0f8f4f5c1b2a';
  const text = (pod: string) => `Back-off restarting app in pod ${pod}_shop(${uid}), probe of 10.1.2.3:8080`;
  const groups = warningGroups(
    [
      event('Pod', 'web-abc-1', text('web-abc-1'), { count: 3 }),
      event('Pod', 'web-abc-gone', text('web-abc-gone'), { series: { count: 4 } }),
    ],
    now,
    objects,
    pods,
  );
  expect(groups).toEqual([
    { object: web, reason: 'BackOff', message: 'Back-off restarting app in pod …_shop(…), probe of …', count: 7 },
  ]);
});

test.each([
  ['Pod', 'web-abc-1', web],
  ['Pod', 'web-6d5f7-x2x4z', web],
  ['ReplicaSet', 'web-6d5f7', web],
  ['Pod', 'agent-q7r8s', 'DaemonSet shop/agent'],
  ['Pod', 'alone', 'Pod shop/alone'],
  ['Pod', 'other-1', 'Pod shop/other-1'],
  ['PersistentVolumeClaim', 'web-abc', 'PersistentVolumeClaim shop/web-abc'],
])('an event about %s %s counts for %s', (kind, name, object) => {
  expect(warningGroups([event(kind, name, 'x')], now, objects, pods).map((group) => group.object)).toEqual([object]);
});

test('what is old or no warning is left out; five texts an object are enough, newest first', () => {
  const many = Array.from({ length: 8 }, (_, index) =>
    event('Pod', 'alone', `text ${index}`, { lastTimestamp: `2026-02-01T11:5${index}:00Z` }),
  );
  const others = [
    event('Pod', 'alone', 'old', { lastTimestamp: '2026-02-01T10:00:00Z' }),
    event('Pod', 'alone', 'normal', { type: 'Normal' }),
  ];
  const texts = warningGroups([...many, ...others], now, objects, pods).map(({ message }) => message);
  expect(texts).toEqual(['text 7', 'text 6', 'text 5', 'text 4', 'text 3']);
});
