/** The challenges of WWW-Authenticate. */
import { expect, test } from 'vitest';
import { readChallenges } from '../../../../src/cluster/registry/challenge.ts';
import { cpuMsSince } from '../../../support/cpu-time.ts';

test.each([
  ['', []],
  ['Basic', [['basic', {}]]],
  ['Basic realm="a registry, of ours"', [['basic', { realm: 'a registry, of ours' }]]],
  [
    'Bearer realm="https://auth.example/token",service="registry.example",scope="repository:a/b:pull,push"',
    [
      [
        'bearer',
        { realm: 'https://auth.example/token', service: 'registry.example', scope: 'repository:a/b:pull,push' },
      ],
    ],
  ],
  ['BEARER Realm = "x" , Service=y', [['bearer', { realm: 'x', service: 'y' }]]],
  [
    'Bearer realm="x", Basic realm="y"',
    [
      ['bearer', { realm: 'x' }],
      ['basic', { realm: 'y' }],
    ],
  ],
  ['Bearer realm="a \\"b\\""', [['bearer', { realm: 'a "b"' }]]],
  [
    'Negotiate, Bearer realm=x',
    [
      ['negotiate', {}],
      ['bearer', { realm: 'x' }],
    ],
  ],
  ['realm="of nothing"', []],
])('%s', (header, expected) => {
  const found = readChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
  expect(found).toEqual(expected);
});

test('a header without end takes no time', () => {
  const started = process.cpuUsage();
  readChallenges(`Bearer ${'a="\\'.repeat(100_000)}`);
  expect(cpuMsSince(started)).toBeLessThan(500);
});
