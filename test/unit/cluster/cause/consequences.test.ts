/** Which failures follow from known ones alone. */
import { expect, test } from 'vitest';
import { consequencesOf } from '../../../../src/cluster/cause/consequences.ts';
import type { Failure } from '../../../../src/cluster/verification.ts';

const failure = (object: string, reason: string, message = reason, scope: Failure['scope'] = 'task'): Failure => {
  const check = object.startsWith('https:') ? 'Health URL' : (object.split(' ')[0] ?? '');
  return { check, object, reason, message, cause: '', remedy: '', scope };
};
const worker = failure('Pod shop/worker-1', 'CrashLoopBackOff');
const web = failure('Pod shop/web-1', 'Unschedulable');
const url = failure('https://shop.test/', 'HttpStatus', 'HTTP 503');
const apps = failure('Kustomization flux-system/apps', 'HealthCheckFailed', 'timeout waiting for: [Pod/shop/worker-1]');
const both = failure(
  'Kustomization flux-system/apps',
  'HealthCheckFailed',
  'waits for [Pod/shop/worker-1, Pod/shop/web-1]',
);
const service = failure('Service shop/worker', 'NoReadyEndpoints');
const links = [{ object: service.object, restsOn: worker.object }];

test.each<[string, Failure[], Failure[]]>([
  [
    'by a link, by what it names, and a URL that nothing else explains',
    [worker, service, apps, url],
    [service, apps, url],
  ],
  ['not what follows from something else, too', [worker, web, both], []],
  ['not a URL that another failure may explain', [worker, web, url], []],
  ['not one with a trouble of its own', [worker, failure(apps.object, 'BuildFailed', apps.message)], []],
  ['not a URL that answers wrongly', [worker, failure(url.object, 'HttpStatus', 'HTTP 404')], []],
  ['not what is external already', [worker, { ...apps, scope: 'external' }], []],
])('%s', (_name, failures, expected) => {
  expect(consequencesOf(new Set([worker]), failures, links)).toEqual(expected);
});

test('of nothing, nothing', () => {
  expect(consequencesOf(new Set(), [worker, service], links)).toEqual([]);
});
