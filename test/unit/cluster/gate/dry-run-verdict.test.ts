import { expect, test } from 'vitest';
import { dryRunVerdict } from '../../../../src/cluster/gate/dry-run-verdict.ts';

const facts = { permission: 'patch deployments in shop', namespace: 'shop', makesNamespace: false, isForced: false };
const immutable = 'Deployment.apps "web" is invalid: spec.selector: Invalid value: field is immutable';

test.each([
  [200, '', {}, 'pass', undefined],
  [201, '', {}, 'pass', undefined],
  [401, 'Unauthorized', {}, 'note', 'no dry run, since the user of the kubeconfig may not patch deployments in shop'],
  [
    403,
    'deployments.apps "web" is forbidden: User "dev" cannot patch resource "deployments" in API group "apps" in the namespace "shop"',
    {},
    'note',
    'no dry run, since the user of the kubeconfig may not patch deployments in shop',
  ],
  // Not by a role: Flux would be refused as well.
  [403, 'pods "web" is forbidden: violates PodSecurity "restricted"', {}, 'refused', undefined],
  [403, 'pods "web" is forbidden: exceeded quota: compute', {}, 'refused', undefined],
  [
    404,
    'namespaces "shop" not found',
    {},
    'refused',
    'the namespace shop is neither on the cluster nor in this repository',
  ],
  [
    404,
    'namespaces "shop" not found',
    { makesNamespace: true },
    'note',
    'no dry run, since the namespace shop is not there yet',
  ],
  [404, 'the server could not find the requested resource', {}, 'note', undefined],
  [400, 'strict decoding error: unknown field "spec.replica"', {}, 'refused', undefined],
  [400, 'admission webhook "a.b.c" denied the request: no', {}, 'refused', undefined],
  [400, 'admission webhook "a.b.c" does not support dry run', {}, 'note', undefined],
  [422, immutable, {}, 'refused', immutable],
  [422, immutable, { isForced: true }, 'note', `Flux will make it anew: ${immutable}`],
  [422, 'spec.replicas: Invalid value: -1', { isForced: true }, 'refused', undefined],
  [
    500,
    'failed to create typed patch object (shop/web): .spec.replica: field not declared in schema',
    {},
    'refused',
    undefined,
  ],
  [500, 'failed calling webhook "a.b.c": connection refused', {}, 'note', undefined],
  [503, '', {}, 'note', 'no dry run: HTTP 503'],
  [415, 'unsupported media type', {}, 'note', undefined],
  [429, 'too many requests', {}, 'note', undefined],
] as const)('%i %s %j', (status, message, more, verdict, text) => {
  const judged = dryRunVerdict({ ...facts, status, message, ...more });
  expect(judged.verdict).toBe(verdict);
  if (text !== undefined) expect('text' in judged && judged.text).toBe(text);
});
