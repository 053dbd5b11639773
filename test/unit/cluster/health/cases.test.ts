/** Every case of every kind, judged as objects of a cluster, and again after they were written as YAML and JSON. */
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readDump } from '../../../../src/cluster/dump/read-dump.ts';
import type { Known } from '../../../../src/cluster/health/around.ts';
import type { Health } from '../../../../src/cluster/health/health.ts';
import { RelatedObjects } from '../../../../src/cluster/health/related-objects.ts';
import { aroundOf } from '../../../../src/cluster/health/rules.ts';
import type { KubeObject } from '../../../../src/cluster/kube-object.ts';
import { tables } from './cases/all.ts';
import { type Case, now } from './cases/case.ts';

function healthOf(object: KubeObject, related: readonly KubeObject[], known: Case['known']): Health {
  const all: Known = {
    now,
    grace: { pullMs: 30_000, schedulingMs: 60_000, metricsMs: 60_000, nodeMs: 60_000 },
    earlier: { pullTroubleSince: () => undefined, restartsBefore: () => ({}) },
    needsAddress: () => false,
    answeringHosts: new Set(),
    holdsPush: undefined,
    ...known,
    objects: new RelatedObjects([object, ...related], { partial: true }),
  };
  return aroundOf(all).healthOf(object);
}

/** What a case looks like when its objects went through a file. */
function reread(objects: readonly KubeObject[], write: (value: unknown) => string): readonly KubeObject[] {
  const {
    objects: read,
    faults,
    skipped,
  } = readDump(Buffer.from(write({ apiVersion: 'v1', kind: 'List', items: objects })));
  expect({ faults, skipped: skipped.count }).toEqual({ faults: [], skipped: 0 });
  return read;
}

const written: Readonly<Record<string, (value: unknown) => string>> = {
  'YAML as kubectl writes it': (value) =>
    stringify(value, { lineWidth: 80, indentSeq: false, aliasDuplicateObjects: false }),
  JSON: (value) => JSON.stringify(value, null, 4),
};

for (const [kind, cases] of Object.entries(tables)) {
  describe(kind, () => {
    test.each(cases.map((one) => [one.name, one] as const))(
      '%s',
      (_name, { object, related = [], known, is, says }) => {
        const health = healthOf(object, related, known);
        expect(`${health.verdict} ${health.reason}`).toBe(is);
        const { message, notes = [] } = health;
        if (says !== undefined) expect([message, ...notes].join('; ')).toContain(says);
        for (const [format, write] of Object.entries(written)) {
          const [first, ...others] = reread([object, ...related], write);
          expect({ format, health: healthOf(first ?? {}, others, known) }).toEqual({ format, health });
        }
      },
    );
  });
}

test('no two cases of a kind have the same name, and there are as many objects as were asked for', () => {
  const names = Object.entries(tables).flatMap(([kind, cases]) => cases.map(({ name }) => `${kind}: ${name}`));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(200);
});
