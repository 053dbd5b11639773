/** The YAML or JSON documents of a file, also of a Helm template, with the place of every value. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments, type YAMLMap } from 'yaml';
import { maskTemplates } from './template-mask.ts';

export interface Leaf {
  /** Keys from the root of the document to the value; a list's entries have their number. */
  readonly keys: readonly string[];
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/** What is nested deeper is nothing that people deploy, and would fill the stack. */
const deepest = 100;

/** Names of files that are read as manifests: YAML, JSON and templates of them, also `secret.yaml.bak`. */
export function isManifestName(path: string): boolean {
  return /\.(?:ya?ml|json)(?:\.\w+)?$|\.(?:tpl|tmpl|gotmpl|j2)$/i.test(path);
}

/** Documents as far as they can be read; broken ones too, since half a Secret holds a secret. */
export function readDocuments(text: string): readonly Document[] {
  const options = { prettyErrors: false, strict: false, uniqueKeys: false, logLevel: 'silent' } as const;
  try {
    const documents = parseAllDocuments(maskTemplates(text), options);
    return Array.isArray(documents) ? documents : [];
  } catch (error) {
    // Brackets ten thousand deep: no manifest. The patterns have looked at the text all the same.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** The text with all documents blank that lack the words, of the same length: reading YAML takes seconds for a megabyte. */
export function onlyDocumentsWith(words: RegExp, text: string): string {
  return text
    .split(/^(?=---)/m)
    .map((document) => (words.test(document) ? document : document.replace(/[^\n]/g, ' ')))
    .join('');
}

/** The document's root, where it is a map. */
export function rootOf(document: Document): YAMLMap | undefined {
  return isMap(document.contents) ? document.contents : undefined;
}

/** The map at a key, also through an alias. */
export function mapAt(map: YAMLMap, key: string, document: Document): YAMLMap | undefined {
  const node = map.get(key, true) as Node | undefined;
  const found = isAlias(node) ? node.resolve(document) : node;
  return isMap(found) ? found : undefined;
}

/** The text of a scalar at a key; undefined for everything else. */
export function textAt(map: YAMLMap, key: string): string | undefined {
  const node = map.get(key, true) as Node | undefined;
  return isScalar(node) && node.value !== null ? String(node.value) : undefined;
}

/** The map itself and all maps below it. */
export function mapsIn(node: unknown, depth = 0): YAMLMap[] {
  if (depth > deepest) return [];
  if (isSeq(node)) return node.items.flatMap((item) => mapsIn(item, depth + 1));
  if (!isMap(node)) return [];
  return [node, ...node.items.flatMap(({ value }) => mapsIn(value, depth + 1))];
}

/** Every scalar below a node that is not null. @param document where aliases are looked up */
export function leavesOf(node: unknown, document: Document, keys: readonly string[] = []): Leaf[] {
  if (keys.length > deepest) return [];
  if (isAlias(node)) return isScalar(node.resolve(document)) ? leavesOf(node.resolve(document), document, keys) : [];
  if (isSeq(node)) return node.items.flatMap((item, index) => leavesOf(item, document, [...keys, String(index)]));
  if (isMap(node)) {
    return node.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : '?';
      return leavesOf(value, document, [...keys, name]);
    });
  }
  if (!isScalar(node) || node.value === null || node.value === undefined) return [];
  const [from = 0, to = from] = node.range ?? [];
  return [{ keys, value: String(node.value), from, to }];
}
