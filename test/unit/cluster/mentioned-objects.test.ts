/** Which words of a text are workloads and services. */
import { expect, test } from 'vitest';
import { mentionedObjects } from '../../../src/cluster/mentioned-objects.ts';

test.each<[string, string[], string[]]>([
  ['Run `kubectl -n shop rollout status deploy/web`.', ['deploy/web'], []],
  ['StatefulSet/db and daemonset/agent, then job/migrate.', ['StatefulSet/db', 'daemonset/agent', 'job/migrate'], []],
  ['svc/web, service/api twice: svc/web', [], ['web', 'api']],
  ['Edit deploy/web.yaml and apps/deploy/web, see https://x/svc/web and ./deploy/web.', [], []],
  ['either/or, app/web, deploy/Web, deploy/web/base', [], []],
  ['deploy/web.', ['deploy/web'], []],
])('%s', (text, workloads, services) => {
  expect(mentionedObjects(text)).toEqual({ workloads, services });
});
