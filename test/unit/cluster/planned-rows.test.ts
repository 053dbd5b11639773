/** Rows for what was planned and left none of its own. */
import { expect, test } from 'vitest';
import { planChecks } from '../../../src/cluster/check-plan.ts';
import { plannedRows } from '../../../src/cluster/planned-rows.ts';
import type { Check } from '../../../src/cluster/verification.ts';

const none = { namespaces: [], workloads: [], services: [], urls: [], commands: [] };
const row = (name: string): Check => ({
  ...{ name, object: `${name} shop/web`, asked: '', expected: '', actual: '', status: 'pass', evidence: '' },
  duration_ms: 0,
});

test('what ran and found nothing, and what did not run: once each, with a warning where it was stated', () => {
  const stated = { ...none, namespaces: ['shop'], commands: ['make smoke', 'make more'] };
  const facts = { labels: ['networking'], stated, text: '', barred: { commands: 'not trusted' } };
  const { checks, failures, warnings } = plannedRows(planChecks(facts), { checks: [row('Deployment'), row('Events')] });
  expect(checks.map(({ name, object, status, actual }) => `${status} ${name} ${object}: ${actual}`)).toEqual([
    'skipped Plan kustomize build of what changed: the task has no commits',
    'skipped Plan lint script of the repository: the repository has none',
    'skipped Plan changed resources as the cluster has them: the task has no commits',
    'skipped Command make smoke: not trusted',
    'skipped Command make more: not trusted',
    'skipped Plan services and their endpoints: nothing to look at',
  ]);
  expect(failures).toEqual([]);
  expect(warnings).toEqual([
    '"make smoke" of the scope was skipped: not trusted.',
    '"make more" of the scope was skipped: not trusted.',
  ]);
});

test('nothing, where every planned check has a row', () => {
  const plan = planChecks({ labels: [], stated: { ...none, namespaces: ['shop'] }, text: '' });
  expect(plannedRows(plan, { checks: [row('Pod'), row('Service')] })).toEqual({
    checks: [],
    failures: [],
    warnings: [],
  });
});
