/** Which failures are one root cause, and what follows from it. */
import { describe, expect, test } from 'vitest';
import { causesOf } from '../../../../src/cluster/cause/causes.ts';
import type { Failure, Link } from '../../../../src/cluster/verification.ts';
import { cpuMsSince } from '../../../support/cpu-time.ts';

/** `Kind ns/name: Reason: message`; a cause that is named `!` is external. */
function failure(text: string, more: Partial<Failure> = {}): Failure {
  const [object = '', reason = '', ...rest] = text.split(': ');
  const check = /^https?:/.test(object) ? 'Health URL' : (object.split(' ')[0] ?? '');
  const message = rest.join(': ') || reason;
  return { check, object, reason, message, cause: `why ${reason}`, remedy: `do ${reason}`, scope: 'task', ...more };
}

/** `Service shop/web > Pod shop/web-1`: the first rests on the others. */
const link = (text: string): Link[] => {
  const [object = '', ...below] = text.split(' > ');
  return below.map((restsOn) => ({ object, restsOn }));
};

/** `object: reason < what it explains`, one line a cause. */
function grouped(failures: readonly Failure[], links: readonly Link[] = []): string[] {
  const causes = causesOf({ failures, links, context: 'staging' });
  const told = new Set(causes.flatMap(({ object, explains }) => [object, ...explains]));
  // Whatever the grouping, nothing is lost.
  expect(failures.filter(({ object }) => !told.has(object))).toEqual([]);
  return causes.map(
    ({ object, reason, explains, scope }) =>
      `${scope === 'external' ? '(external) ' : ''}${object}: ${reason} < ${explains.join(', ') || '-'}`,
  );
}

const lacks = (pod: string, image = 'shop/web:9', reason = 'ImagePullBackOff') =>
  failure(`Pod shop/${pod}: ${reason}: ${reason}: container app (image ${image}): Back-off pulling image "${image}"`);
const webPods = Array.from({ length: 10 }, (_, index) => `web-${index}`);
const ownWeb = webPods.flatMap((name) => link(`Deployment shop/web > Pod shop/${name}`));

describe('one image that does not exist', () => {
  test('ten pods, their Deployment, Service, Ingress, URL, Kustomization and HelmRelease are one cause', () => {
    const failures = [
      failure(
        'Kustomization flux-system/apps: HealthCheckFailed: timeout waiting for: [Deployment/shop/web status: x]',
      ),
      failure('HelmRelease shop/web: UpgradeFailed: context deadline exceeded'),
      failure('Deployment shop/web: ImagePullBackOff: 10 wanted; Pod shop/web-0: ImagePullBackOff'),
      failure('Service shop/web: NoReadyEndpoints: has no endpoints'),
      failure('Ingress shop/front: NoReadyEndpoints: its service web has no ready endpoint for port http'),
      ...webPods.map((name) => lacks(name)),
      failure('https://shop.example/: HttpStatus: HTTP 503 (tried twice)'),
    ];
    const links = [
      ...ownWeb,
      ...webPods.flatMap((name) => link(`Service shop/web > Pod shop/${name}`)),
      ...link('HelmRelease shop/web > Deployment shop/web'),
    ];
    const [cause, ...others] = causesOf({ failures, links, context: 'staging' });
    expect(others).toEqual([]);
    expect(cause).toMatchObject({
      object: 'Deployment shop/web',
      reason: 'ImagePullBackOff',
      message: 'ImagePullBackOff: container app (image shop/web:9): Back-off pulling image "shop/web:9"',
      cause: 'why ImagePullBackOff',
      remedy: 'do ImagePullBackOff',
      scope: 'task',
    });
    expect(cause?.explains.length).toBe(failures.length - 1);
  });

  test('back-off and error in turns, and two Deployments with it, are one; another image is another', () => {
    const links = [
      ...link('Deployment shop/web > Pod shop/web-0 > Pod shop/web-1'),
      ...link('Deployment shop/api > Pod shop/api-0'),
      ...link('Deployment shop/cart > Pod shop/cart-0'),
    ];
    const failures = [
      lacks('web-0'),
      lacks('web-1', 'shop/web:9', 'ErrImagePull'),
      lacks('api-0'),
      lacks('cart-0', 'b'),
    ];
    expect(grouped(failures, links)).toEqual([
      'Deployment shop/api: ImagePullBackOff < Pod shop/web-0, Pod shop/web-1, Pod shop/api-0',
      'Deployment shop/cart: ImagePullBackOff < Pod shop/cart-0',
    ]);
  });

  test('what the registry says of it leads', () => {
    const missing = failure('shop/web:9: NotInRegistry: no such tag', { check: 'Image' });
    expect(grouped([lacks('web-0'), missing], link('Deployment shop/web > Pod shop/web-0'))).toEqual([
      'shop/web:9: NotInRegistry < Pod shop/web-0',
    ]);
  });
});

describe('a registry', () => {
  const image = (name: string, scope: 'task' | 'external' = 'external') =>
    failure(`${name}: unreachable`, { check: 'Image', scope });
  const registry = failure('r.example:5000: unreachable', { check: 'Registry', scope: 'external' });

  test('that cannot be asked is one external cause for all its images, and is none of what a pod lacks', () => {
    const failures = [
      image('r.example:5000/a:1'),
      image('r.example:5000/b:1'),
      registry,
      lacks('web-0', 'r.example:5000/a:1'),
    ];
    expect(grouped(failures)).toEqual([
      'Pod shop/web-0: ImagePullBackOff < -',
      '(external) r.example:5000: unreachable < r.example:5000/a:1, r.example:5000/b:1',
    ]);
  });

  test.each([
    [
      'one that the nodes do not reach has none of its images',
      'dial tcp 10.0.0.1:443: connection refused',
      ['r.example/a', 'r.example/b'],
      1,
    ],
    ['two of them are two', 'no such host', ['r.example/a', 's.example/a'], 2],
    ['names without a host are of docker.io', 'i/o timeout', ['redis:7', 'library/nginx'], 1],
    ['an image that is not there is told for each', 'manifest unknown', ['r.example/a', 'r.example/b'], 2],
  ])('%s', (_case, answer, images, count) => {
    const failures = images.map((name, index) => {
      const pod = lacks(`web-${index}`, name);
      return { ...pod, message: `${pod.message}: ${answer}` };
    });
    expect(grouped(failures)).toHaveLength(count);
  });

  test('one pod that says so speaks for those that only wait for the next try', () => {
    const [first, second] = [lacks('web-0', 'r.example/a'), lacks('web-1', 'r.example/a')];
    expect(grouped([{ ...first, message: `${first.message}: i/o timeout` }, second])).toHaveLength(1);
  });

  test('an image that is gone from the registry does not explain the crash of a pod that has it', () => {
    const crash = failure('Pod shop/web-0: CrashLoopBackOff: exit code 1');
    const links = link('Pod shop/web-0 > r.example/a:1').concat(link('Pod shop/web-1 > r.example/a:1'));
    expect(grouped([image('r.example/a:1', 'task'), crash, lacks('web-1', 'r.example/a:1')], links)).toEqual([
      'r.example/a:1: unreachable < Pod shop/web-1',
      'Pod shop/web-0: CrashLoopBackOff < -',
    ]);
  });

  test('short and whole names of an image are one', () => {
    expect(grouped([lacks('web-0', 'redis'), lacks('web-1', 'docker.io/library/redis:latest')])).toHaveLength(1);
  });
});

describe('other causes', () => {
  const crash = (pod: string, reason = 'CrashLoopBackOff') => failure(`Pod shop/${pod}: ${reason}: exit code 1`);
  const crowded = (pod: string) =>
    failure(`Pod ${pod}: Unschedulable: 0/3 nodes are available: 3 Insufficient memory.`);
  const unset = (pod: string, message: string) => failure(`Pod shop/${pod}: CreateContainerConfigError: ${message}`);

  test.each<[string, Failure[], Link[], string[]]>([
    ['nothing failed', [], [], []],
    ['a pod without a controller is its own', [crash('alone')], [], ['Pod shop/alone: CrashLoopBackOff < -']],
    [
      'a crash in its phases is one; the Deployment is named, not its ReplicaSet',
      [crash('web-0'), crash('web-1', 'CrashedNotReady'), crash('web-2', 'Error')],
      webPods
        .slice(0, 3)
        .flatMap((name) => link(`ReplicaSet shop/web-abc > Pod shop/${name}`))
        .concat(ownWeb),
      ['Deployment shop/web: CrashLoopBackOff < Pod shop/web-0, Pod shop/web-1, Pod shop/web-2'],
    ],
    [
      'two workloads that crash are two',
      [crash('web-0'), crash('api-0')],
      [...ownWeb, ...link('Deployment shop/api > Pod shop/api-0')],
      [
        'Deployment shop/web: CrashLoopBackOff < Pod shop/web-0',
        'Deployment shop/api: CrashLoopBackOff < Pod shop/api-0',
      ],
    ],
    [
      'nodes that are full are one for all workloads',
      [crowded('shop/web-0'), crowded('pay/api-0')],
      [...ownWeb, ...link('Deployment pay/api > Pod pay/api-0')],
      ['Deployment pay/api: Unschedulable < Pod shop/web-0, Pod pay/api-0'],
    ],
    [
      'a Secret that does not exist is one for all that need it, another one another',
      [
        unset('web-0', 'secret "db" not found'),
        unset('api-0', 'secret "db" not found'),
        unset('web-1', 'secret "tls" not found'),
      ],
      [...ownWeb, ...link('Deployment shop/api > Pod shop/api-0')],
      [
        'Deployment shop/api: CreateContainerConfigError < Pod shop/web-0, Pod shop/api-0',
        'Deployment shop/web: CreateContainerConfigError < Pod shop/web-1',
      ],
    ],
    [
      'a quota is one; the Service without pods follows from it',
      [
        failure('Service shop/web: NoReadyEndpoints: matches no pod'),
        failure('Deployment shop/web: FailedCreate: exceeded quota: small, requested: pods=1'),
        failure('Deployment shop/api: FailedCreate: exceeded quota: small, requested: pods=1'),
      ],
      link('Service shop/web > Deployment shop/web'),
      ['Deployment shop/api: FailedCreate < Deployment shop/web, Service shop/web'],
    ],
    [
      'a port that no pod has is the trouble of its Service, whatever the pods do',
      [failure('Service shop/web: PortWithoutEndpoints'), crash('web-0')],
      [...ownWeb, ...link('Service shop/web > Pod shop/web-0')],
      ['Deployment shop/web: CrashLoopBackOff < Pod shop/web-0', 'Service shop/web: PortWithoutEndpoints < -'],
    ],
    [
      'a Kustomization that does not build is no consequence of a crash',
      [
        failure('Kustomization flux-system/apps: BuildFailed: Deployment shop/web'),
        failure('Deployment shop/web: TimedOut'),
      ],
      link('Kustomization flux-system/apps > Deployment shop/web'),
      ['Kustomization flux-system/apps: BuildFailed < -', 'Deployment shop/web: TimedOut < -'],
    ],
    [
      'a source that cannot be read explains what is applied from it',
      [
        failure('Kustomization flux-system/apps: ArtifactFailed: Source is not ready'),
        failure('GitRepository flux-system/fleet: GitOperationFailed: authentication required'),
      ],
      link('Kustomization flux-system/apps > GitRepository flux-system/fleet'),
      ['GitRepository flux-system/fleet: GitOperationFailed < Kustomization flux-system/apps'],
    ],
    [
      'a namespace that does not exist explains what is not in it',
      [failure('Namespace shop: NotFound'), failure('Deployment shop/web: NotFound')],
      [],
      ['Namespace shop: NotFound < Deployment shop/web'],
    ],
    [
      'an external cause comes last, and what follows from it is external with it',
      [
        failure('Pod shop/web-0: NodeUnreachable', { scope: 'external' }),
        failure('Service shop/web: NoReadyEndpoints'),
        failure('./smoke.sh: CommandFailed: exited with 4', { check: 'Command' }),
      ],
      [...ownWeb, ...link('Service shop/web > Pod shop/web-0')],
      [
        './smoke.sh: CommandFailed < -',
        '(external) Deployment shop/web: NodeUnreachable < Pod shop/web-0, Service shop/web',
      ],
    ],
    [
      'permissions that are missing are one',
      [
        failure('list pods in shop: Forbidden', { check: 'Permission', scope: 'external' }),
        failure('list services in shop: Forbidden', { check: 'Permission', scope: 'external' }),
      ],
      [],
      ['(external) list pods in shop: Forbidden < list services in shop'],
    ],
    [
      'two that follow from each other are the first',
      [failure('Kustomization a/a: DependencyNotReady'), failure('Kustomization a/b: DependencyNotReady')],
      [...link('Kustomization a/a > Kustomization a/b'), ...link('Kustomization a/b > Kustomization a/a')],
      ['Kustomization a/a: DependencyNotReady < Kustomization a/b'],
    ],
    [
      'a follower of two causes stands in both',
      [crash('web-0'), lacks('web-1'), failure('Deployment shop/web: TimedOut')],
      link('Deployment shop/web > Pod shop/web-0 > Pod shop/web-1'),
      [
        'Deployment shop/web: CrashLoopBackOff < Pod shop/web-0',
        'Deployment shop/web: ImagePullBackOff < Pod shop/web-1',
      ],
    ],
  ])('%s', (_case, failures, links, expected) => {
    expect(grouped(failures, links)).toEqual(expected);
  });
});

describe('a health URL', () => {
  const web = failure('Service shop/web: NoReadyEndpoints');
  const api = failure('Service shop/api: NoReadyEndpoints');
  test.each<[string, string, Failure[], string[]]>([
    ['nothing else fails', 'https://a.example/: Unreachable', [], ['https://a.example/: Unreachable < -']],
    [
      'the only backend that is down',
      'https://a.example/: Timeout',
      [web],
      ['Service shop/web: NoReadyEndpoints < https://a.example/'],
    ],
    [
      'the backend that its host names',
      'http://api.shop.svc/: Unreachable',
      [web, api],
      ['Service shop/api: NoReadyEndpoints < http://api.shop.svc/', 'Service shop/web: NoReadyEndpoints < -'],
    ],
    [
      'two that could be it: neither',
      'https://a.example/: HttpStatus: HTTP 502',
      [web, api],
      [
        'Service shop/web: NoReadyEndpoints < -',
        'Service shop/api: NoReadyEndpoints < -',
        'https://a.example/: HttpStatus < -',
      ],
    ],
    [
      'an answer of the application is its own trouble',
      'https://a.example/: HttpStatus: HTTP 500',
      [web],
      ['Service shop/web: NoReadyEndpoints < -', 'https://a.example/: HttpStatus < -'],
    ],
    [
      'a command that failed serves nothing',
      'https://a.example/: Timeout',
      [failure('make smoke: CommandFailed', { check: 'Command' })],
      ['make smoke: CommandFailed < -', 'https://a.example/: Timeout < -'],
    ],
  ])('%s', (_case, url, others, expected) => {
    expect(grouped([...others, failure(url)])).toEqual(expected);
  });
});

describe('the key of a cause', () => {
  const key = (failures: Failure[], links: Link[] = [], context = 'staging') =>
    causesOf({ failures, links, context })[0]?.key;

  test('stays when pods have other names, the phase is another and more fail', () => {
    const first = key([lacks('web-0')], link('Deployment shop/web > Pod shop/web-0'));
    const then = [lacks('web-77', 'shop/web:9', 'ErrImagePull'), lacks('web-78')];
    expect(key(then, link('Deployment shop/web > Pod shop/web-77 > Pod shop/web-78'))).toBe(first);
    expect(first).toMatch(/^[0-9a-f]{12}$/);
  });

  test('stays for the Jobs that a CronJob makes', () => {
    const failed = (name: string) => key([failure(`Job shop/${name}: BackoffLimitExceeded`)]);
    expect(failed('backup-29384712')).toBe(failed('backup-29384713'));
    expect(failed('migrate-1')).not.toBe(failed('migrate-2'));
  });

  test('is another for another image, workload or cluster', () => {
    const crash = (name: string) => [failure(`Deployment shop/${name}: CrashLoopBackOff`)];
    const keys = [
      key([lacks('web-0')]),
      key([lacks('web-0', 'shop/web:10')]),
      key(crash('web')),
      key(crash('api')),
      key(crash('api'), [], 'production'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test('five thousand pods of one cause take less than a second', () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `web-${index}`);
  const links = names.flatMap((name) => [
    ...link(`Deployment shop/web > Pod shop/${name}`),
    ...link(`Service shop/web > Pod shop/${name}`),
  ]);
  const failures = [failure('Service shop/web: NoReadyEndpoints'), ...names.map((name) => lacks(name))];
  const start = process.cpuUsage();
  expect(causesOf({ failures, links, context: 'staging' })).toHaveLength(1);
  expect(cpuMsSince(start)).toBeLessThan(1_000);
});

test.each([
  [['broken', 'broken'], 'broken'],
  [['broken', 'unknown'], 'unknown'],
  [['broken', undefined], undefined],
  [['broken', 'external'], 'broken'],
  [['external'], undefined],
] as const)('failures that were %j before make a cause that was %s', (sides, before) => {
  const failures = sides.map((side, index): Failure => {
    const one = failure(`Pod shop/web-${index}: CrashLoopBackOff: x`);
    if (side === 'external') return { ...one, scope: 'external' };
    return side === undefined ? one : { ...one, before: side };
  });
  const links = sides.flatMap((_side, index) => link(`Deployment shop/web > Pod shop/web-${index}`));
  const causes = causesOf({ failures, links });
  expect(causes.map((cause) => cause.before)).toEqual([before]);
});
