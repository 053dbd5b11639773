import { expect, test } from 'vitest';
import { explainedText } from '../../../../src/cluster/cause/explained.ts';

const many = (kind: string, count: number) => Array.from({ length: count }, (_, index) => `${kind} shop/web-${index}`);

test.each<[string, string[], string]>([
  ['nothing', [], ''],
  ['three are named', many('Pod', 3), 'Pod shop/web-0, Pod shop/web-1, Pod shop/web-2'],
  [
    'more of a kind are counted, addresses and commands are not',
    [...many('Pod', 10), 'https://a.example/', './smoke.sh'],
    '10 Pods, https://a.example/, ./smoke.sh',
  ],
  ['plurals', [...many('Ingress', 4), ...many('NetworkPolicy', 5)], '4 Ingresses, 5 NetworkPolicies'],
])('%s', (_case, objects, expected) => {
  expect(explainedText(objects)).toBe(expected);
});
