/** Namespaces that a task's text names. */
import { expect, test } from 'vitest';
import { mentionedNamespaces } from '../../../src/cluster/mentioned-namespaces.ts';

test.each<[string, readonly string[], readonly string[]]>([
  ['kubectl get pods -n shop', ['shop'], []],
  ['`kubectl -n shop get pods --namespace=ops`', ['shop', 'ops'], []],
  ['kubectl logs web --namespace shop\n', ['shop'], []],
  ['metadata:\n  namespace: shop\n', ['shop'], []],
  ['kubectl delete ns/old', ['old'], []],
  ['kubectl get pods -n <namespace>', [], []],
  ['sort -n file.txt', [], []],
  ['Deploy it to the `shop` namespace.', [], ['shop']],
  ['Deploy it to the **shop** namespace.', [], ['shop']],
  ['in namespace "shop-dev"', [], ['shop-dev']],
  ['Pods in namespaces shop, ops and `web` run', [], ['shop', 'ops', 'web']],
  ['every namespace is labelled', [], ['every', 'is']],
  ['No cluster here.', [], []],
])('%j', (text, certain, possible) => {
  const found = mentionedNamespaces(text);
  expect(found.certain).toEqual(certain);
  for (const name of possible) expect(found.possible).toContain(name);
  if (possible.length === 0) expect(found.possible).toEqual([]);
});
