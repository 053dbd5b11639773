/** Cause and remedy by reason and message. */
import { expect, test } from 'vitest';
import { adviceFor } from '../../../src/cluster/advice.ts';

const ref = { kind: 'Pod', namespace: 'shop', name: 'web-1' };

test.each([
  ['ImagePullBackOff', 'manifest for x:2 not found: manifest unknown', 'does not exist in the registry'],
  ['ImagePullBackOff', 'container app (image x.test/app:2): not found', 'The image x.test/app:2 does not exist'],
  ['ErrImagePull', 'pull access denied, unauthorized', 'credentials'],
  ['ErrImagePull', 'x509: certificate signed by unknown authority', 'certificate'],
  ['ErrImagePull', 'dial tcp: lookup registry: no such host', 'cannot reach the registry'],
  ['ImagePullBackOff', 'Back-off pulling image', 'cannot be pulled'],
  ['CrashLoopBackOff', 'container app ended (OOMKilled, exit code 137)', 'memory'],
  ['CrashLoopBackOff', 'exec: "srv": executable file not found in $PATH', 'command'],
  ['CrashLoopBackOff', 'container app ended (Error, exit code 1)', 'ends with an error'],
  ['CreateContainerConfigError', 'secret "db" not found', 'Secret'],
  ['Unschedulable', '0/3 nodes are available: 3 Insufficient memory.', 'CPU or memory'],
  ['Unschedulable', 'node(s) had untolerated taint {a: b}', 'Taints'],
  ['Unschedulable', 'pod has unbound immediate PersistentVolumeClaims', 'volume'],
  ['FailedCreate', 'exceeded quota: pods', 'quota'],
  ['NoReadyEndpoints', 'has no endpoints; its selector app=web matches no pod', 'selector'],
  ['NoReadyEndpoints', 'has endpoints, and none of them is ready; Pod a: NotReady', 'pods behind'],
  ['PortWithoutEndpoints', 'port metrics has no ready endpoint', 'target port'],
  ['TimedOut', 'timed out after 300 s', 'in time'],
  ['NeverHeardOf', '', 'Pod shop/web-1 reports NeverHeardOf'],
])('%s (%s)', (reason, message, words) => {
  expect(adviceFor(ref, reason, message).cause).toContain(words);
});

test('the remedy names the object, and leaves the namespace out where there is none', () => {
  expect(adviceFor(ref, 'CrashLoopBackOff', '').remedy).toContain('kubectl -n shop logs pod/web-1');
  const volume = { kind: 'PersistentVolume', namespace: '', name: 'v1' };
  expect(adviceFor(volume, 'Odd', '').remedy).toBe('Look at `kubectl describe persistentvolume v1`.');
});
