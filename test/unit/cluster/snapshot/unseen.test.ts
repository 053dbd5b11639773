/** What a snapshot says nothing about. */
import { expect, test } from 'vitest';
import { changesBetween } from '../../../../src/cluster/snapshot/compare.ts';
import { unknownBefore } from '../../../../src/cluster/snapshot/external.ts';
import { isUnseenText } from '../../../../src/cluster/snapshot/unseen.ts';
import { snapshot, state } from './state.ts';

const partial = snapshot([], { area: ['shop'], unseenKinds: ['Ingress'] });

test.each([
  ['Deployment shop/web', false],
  ['Deployment ops/web', true],
  ['Ingress shop/web', true],
  ['Namespace ops', false],
  ['https://shop.test/', false],
  ['make smoke', false],
])('%s is unseen: %s', (text, isUnseen) => {
  expect(isUnseenText(partial, text)).toBe(isUnseen);
  expect(isUnseenText(snapshot([]), text)).toBe(false);
});

test('neither came nor went, and whether it failed before is not known', () => {
  const [web, other] = [state(), state({ namespace: 'ops' })];
  expect(changesBetween(partial, snapshot([web, other])).map(({ object }) => object)).toEqual(['Deployment shop/web']);
  const failure = { check: 'Deployment', reason: 'x', message: '', cause: '', remedy: '', scope: 'task' } as const;
  const failures = ['Deployment shop/web', 'Deployment ops/web'].map((object) => ({ ...failure, object }));
  expect(unknownBefore(failures, partial).map(({ object }) => object)).toEqual(['Deployment ops/web']);
});
