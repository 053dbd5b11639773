/** Which warning events are told, and how they are grouped. */
import { describe, expect, test } from 'vitest';
import {
  eventFindings,
  groupText,
  isAboutScope,
  recentWarnings,
  withEvents,
} from '../../../../src/cluster/events/warning-events.ts';
import type { KubeEvent } from '../../../../src/cluster/kube-object.ts';
import { planOf } from '../../../../src/cluster/plan.ts';
import { emptySummary, type Verification } from '../../../../src/cluster/verification.ts';

const now = Date.parse('2026-01-02T10:00:00Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const pod = { kind: 'Pod', namespace: 'shop', name: 'web-1' };
const event = (more: Partial<KubeEvent> = {}): KubeEvent => ({
  ...{ type: 'Warning', reason: 'BackOff', message: 'Back-off', involvedObject: pod, lastTimestamp: ago(1) },
  ...more,
});
const texts = (...events: KubeEvent[]) => recentWarnings(events, now).map(groupText);

describe('groups', () => {
  test.each<[string, KubeEvent[], string[]]>([
    ['one', [event()], ['BackOff: Back-off']],
    ['its own count', [event({ count: 12 })], ['BackOff ×12: Back-off']],
    [
      'several of one reason, the words of the last',
      [event({ count: 2, lastTimestamp: ago(5), message: 'old' }), event({ count: 3 })],
      ['BackOff ×5: Back-off'],
    ],
    [
      'other reasons, the newest first',
      [event({ lastTimestamp: ago(9) }), event({ reason: 'Failed', message: 'no' })],
      ['Failed: no', 'BackOff: Back-off'],
    ],
    [
      'other objects',
      [event(), event({ involvedObject: { ...pod, name: 'web-2' } })],
      ['BackOff: Back-off', 'BackOff: Back-off'],
    ],
    ['too old', [event({ lastTimestamp: ago(16) })], []],
    ['normal', [event({ type: 'Normal' })], []],
    [
      'of events.k8s.io/v1',
      [
        {
          type: 'Warning',
          reason: 'Unhealthy',
          note: 'probe\nfailed',
          regarding: pod,
          eventTime: ago(60),
          series: { count: 4, lastObservedTime: ago(2) },
        },
      ],
      ['Unhealthy ×4: probe failed'],
    ],
    [
      'old fields of the new group',
      [
        {
          type: 'Warning',
          reason: 'X',
          note: 'y',
          regarding: pod,
          deprecatedLastTimestamp: ago(2),
          deprecatedCount: 3,
        },
      ],
      ['X ×3: y'],
    ],
    ['without time: nobody knows that it is recent', [event({ lastTimestamp: null })], []],
    ['without words', [event({ message: '' })], ['BackOff']],
  ])('%s', (_name, events, expected) => {
    expect(texts(...events)).toEqual(expected);
  });
});

const nothing = { namespaces: [], workloads: [], services: [], urls: [] };

test.each([
  ['its namespace', { namespaces: ['shop'] }, true],
  ['another namespace', { namespaces: ['ops'] }, false],
  ['a workload, whose pod it is', { workloads: ['shop/deployment/web'] }, true],
  ['one of another namespace', { workloads: ['ops/deployment/web'] }, false],
  ['one with another name', { workloads: ['shop/deployment/we'] }, false],
  ['no scope at all', {}, true],
])('a scope of %s', (_name, scope, expected) => {
  expect(isAboutScope(planOf({ ...nothing, ...scope }), pod)).toBe(expected);
});

test('rows and warnings, of many only the newest; none is a row that passes', () => {
  const many = Array.from({ length: 23 }, (_, index) =>
    event({ involvedObject: { ...pod, name: `web-${index}` }, lastTimestamp: ago(index / 10) }),
  );
  const { checks, failures, warnings } = eventFindings(recentWarnings(many, now), 'shop', 5);
  expect(failures).toEqual([]);
  expect(checks).toHaveLength(21);
  expect(checks[0]).toMatchObject({
    name: 'Events',
    object: 'Pod shop/web-0',
    status: 'warn',
    actual: 'BackOff: Back-off',
    duration_ms: 5,
  });
  expect(warnings.at(0)).toBe('Warning event of Pod shop/web-0: BackOff: Back-off');
  expect(warnings.at(-1)).toBe('3 more groups of warning events in shop.');
  expect(eventFindings([], 'shop', 5)).toMatchObject({
    checks: [{ object: 'shop', actual: 'none', status: 'pass' }],
    warnings: [],
  });
});

test('evidence beside the failure of the same object', () => {
  const row = {
    name: 'Pod',
    object: 'Pod shop/web-1',
    asked: '',
    expected: '',
    actual: '',
    evidence: 'seen',
    duration_ms: 0,
  };
  const verification: Verification = {
    ...{ overall: 'failed', summary: emptySummary, failures: [], warnings: [], message: '', context: 'staging' },
    checks: [
      { ...row, status: 'fail' },
      { ...row, status: 'pass' },
      { ...row, object: 'Pod shop/web-2', status: 'fail' },
    ],
  };
  const groups = recentWarnings([event(), event({ reason: 'Failed', message: 'no', lastTimestamp: ago(2) })], now);
  expect(withEvents(verification, groups).checks.map(({ evidence }) => evidence)).toEqual([
    'seen; events: BackOff: Back-off; Failed: no',
    'seen',
    'seen',
  ]);
});
