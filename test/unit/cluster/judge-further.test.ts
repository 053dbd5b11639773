/** What counts of objects that come and go, or are judged by others that may not be read. */
import { expect, test } from 'vitest';
import { failed, healthy, progressing, troubled } from '../../../src/cluster/health/health.ts';
import { judgeFurther } from '../../../src/cluster/judge-further.ts';
import type { Judgement } from '../../../src/cluster/judgement.ts';
import { type KubeObject, refOf } from '../../../src/cluster/kube-object.ts';
import type { Look } from '../../../src/cluster/look.ts';
import { planOf } from '../../../src/cluster/plan.ts';

const lists = { pods: [], deployments: [], services: [], slices: [], others: [], missingNamespaces: [] };
const of = (kind: string, owner?: string): KubeObject => {
  const ownerReferences = owner === undefined ? [] : [{ kind: owner, name: 'report', controller: true }];
  return { kind, metadata: { namespace: 'shop', name: 'one', ownerReferences } };
};
const running = progressing('JobRunning', 'Job one-1: 1 active');
const missing = troubled('BackendMissing', 'its service web does not exist');
const lacking = progressing('NoIngressAddress', 'has no address yet');

test.each<[string, KubeObject, Judgement['health'], string, string, string]>([
  ['a Job of a CronJob', of('Job', 'CronJob'), failed('JobFailed', ''), '', '', 'unsaid'],
  ['one that the plan names', of('Job', 'CronJob'), failed('JobFailed', ''), 'job/one', '', 'failed'],
  ['one whose CronJob may not be read', of('Job', 'CronJob'), failed('JobFailed', ''), '', 'CronJob', 'failed'],
  ['a Job by itself', of('Job'), failed('JobFailed', ''), '', '', 'failed'],
  ['a CronJob that runs', of('CronJob'), running, '', '', 'healthy'],
  ['one that the plan names and that runs', of('CronJob'), running, 'cronjob/one', '', 'progressing'],
  ['a CronJob whose last Job failed', of('CronJob'), failed('JobFailed', ''), '', '', 'failed'],
  ['an Ingress without its service', of('Ingress'), missing, '', '', 'progressing'],
  ['one whose services may not be read', of('Ingress'), missing, '', 'Service', 'unsaid'],
  ['one whose endpoints may not be read', of('Ingress'), missing, '', 'EndpointSlice', 'unsaid'],
  ['one without an address, whose services may not be read', of('Ingress'), lacking, '', 'Service', 'progressing'],
  ['a claim', of('PersistentVolumeClaim'), healthy('bound'), '', '', 'healthy'],
])('%s', (_name, object, health, workload, unread, expected) => {
  const workloads = workload === '' ? [] : [workload];
  const plan = planOf({ namespaces: ['shop'], workloads, services: [], urls: [] });
  const forbidden = unread === '' ? [] : [{ kind: unread, namespace: 'shop', permission: 'list' }];
  const look: Look = { at: 0, ...lists, forbidden };
  const judgement: Judgement = { ref: refOf(object), health, inScope: true, evidence: '', waitsFor: 'rollout' };
  expect(judgeFurther(judgement, object, look, plan)?.health.verdict ?? 'unsaid').toBe(expected);
});
