/** Namespaces that manifests write. */
import { expect, test } from 'vitest';
import { writtenNamespaces } from '../../../../../src/tools/process/snapshot/possible-namespaces.ts';

test.each<[string, string[], string[]]>([
  [
    'block and flow style',
    ['metadata:\n  namespace: shop\n', 'metadata: { name: web, namespace: ops }'],
    ['shop', 'ops'],
  ],
  ['quotes, and a kustomization', ["namespace: 'shop'\n", 'targetNamespace: "ops"\n'], ['shop', 'ops']],
  ['the most frequent first', ['namespace: a\nnamespace: b\n', 'namespace: b\n'], ['b', 'a']],
  ['a Namespace', ['kind: Namespace\nmetadata:\n  labels:\n    x: y\n  name: shop\n'], ['shop']],
  [
    'a Namespace among others',
    ['kind: Service\nmetadata: { name: web }\n---\nkind: Namespace\nmetadata: { name: ops }\n'],
    ['ops'],
  ],
  ['a template is none', ['namespace: $NAMESPACE\n', 'namespace: {{ .Values.namespace }}\n'], []],
])('%s', (_name, texts, namespaces) => {
  expect(writtenNamespaces(texts)).toEqual(namespaces);
});
