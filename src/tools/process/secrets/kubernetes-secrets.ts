/** Kubernetes Secrets in clear, wherever in a manifest they stand: documents, lists, JSON, generators of kustomize. */
import { type Document, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { leavesOf, mapAt, mapsIn, rootOf, textAt } from './documents.ts';
import type { Finding } from './finding.ts';
import { isCiphertext, isPlaceholder } from './placeholder.ts';
import { hasSopsBlock, leavesClear, selectionOf } from './sops-document.ts';

/** Base64 hides nothing, so `data` counts as `stringData` does. Values that SOPS leaves in clear by the file's own metadata pass. */
export function kubernetesSecrets(documents: readonly Document[]): Finding[] {
  return documents.flatMap((document) => {
    const root = rootOf(document);
    if (root === undefined && !isSeq(document.contents)) return [];
    const inSecretList = root !== undefined && textAt(root, 'kind') === 'SecretList';
    const isSopsFile = root !== undefined && hasSopsBlock(root);
    const selection = root === undefined ? undefined : selectionOf(root);
    const isEncrypted = (value: string, keys: readonly string[]) =>
      isSopsFile && (isCiphertext(value) || leavesClear(selection, keys));
    return mapsIn(document.contents).flatMap((map) => [
      ...(isSecret(map, inSecretList && map !== root) ? valuesOf(map, document, isEncrypted) : []),
      ...literalsOf(map),
    ]);
  });
}

/** Only core/v1 has Secrets; an ExternalSecret or SealedSecret is another kind, and holds none. */
function isSecret(map: YAMLMap, inSecretList: boolean): boolean {
  const kind = textAt(map, 'kind');
  const version = textAt(map, 'apiVersion');
  const isCore = version === undefined || version === 'v1' || isPlaceholder(version);
  return isCore && (kind === 'Secret' || (kind === undefined && inSecretList));
}

function valuesOf(
  secret: YAMLMap,
  document: Document,
  isEncrypted: (value: string, keys: readonly string[]) => boolean,
): Finding[] {
  return ['data', 'stringData'].flatMap((field) =>
    leavesOf(mapAt(secret, field, document), document, [field])
      .filter(({ value, keys }) => !isPlaceholder(value) && !isEncrypted(value, keys))
      .map(({ value, keys, from, to }) => {
        return { from, to, secret: value, what: `Kubernetes Secret in clear (${keys.join('.')})` };
      }),
  );
}

/** `secretGenerator: [{ literals: [password=…] }]` of a kustomization is a Secret in clear, written shorter. */
function literalsOf(map: YAMLMap): Finding[] {
  const generators = map.get('secretGenerator', true) as Node | undefined;
  return mapsIn(generators).flatMap((generator) => {
    const literals = generator.get('literals', true) as Node | undefined;
    if (!isSeq(literals)) return [];
    return literals.items.flatMap((literal) => {
      const [, key = '', secret = ''] = (isScalar(literal) && /^([^=]+)=([\s\S]*)$/.exec(String(literal.value))) || [];
      if (isPlaceholder(secret) || !isScalar(literal)) return [];
      const [from = 0, to = from] = literal.range ?? [];
      return [{ from, to, secret, what: `secretGenerator with a literal in clear (${key})` }];
    });
  });
}
