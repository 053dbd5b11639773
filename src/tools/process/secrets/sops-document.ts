/** What SOPS wrote into a document: whether it is encrypted, and which of its values have to be. */
import { type Document, isMap, type Node, type YAMLMap } from 'yaml';
import { type Leaf, leavesOf, rootOf, textAt } from './documents.ts';
import type { Finding } from './finding.ts';
import { isCiphertext, isPlaceholder } from './placeholder.ts';
import { compilePattern } from './sops-pattern.ts';

/** Which keys are encrypted: https://getsops.io/docs/#encrypting-only-parts-of-a-file. Undefined: all values. */
export type Selection =
  | { readonly by: 'encrypted' | 'unencrypted'; readonly matches: (key: string) => boolean }
  /** By comments, which are not looked at: nothing is asked for. */
  | { readonly by: 'comment' };

/** The first of the four that a rule, or the metadata of a file, has. SOPS allows one. @param map the rule, or a file's `sops` block */
export function readSelection(map: YAMLMap): Selection | undefined {
  for (const by of ['encrypted', 'unencrypted'] as const) {
    const suffix = textAt(map, `${by}_suffix`);
    if (suffix) return { by, matches: (key) => key.endsWith(suffix) };
    const regex = textAt(map, `${by}_regex`);
    if (regex) return { by, matches: compilePattern(regex) };
    if (textAt(map, `${by}_comment_regex`)) return { by: 'comment' };
  }
  return undefined;
}

/** Whether a value may stay in clear: a key that is selected takes all below it along. */
export function leavesClear(selection: Selection | undefined, keys: readonly string[]): boolean {
  if (selection === undefined) return false;
  if (selection.by === 'comment') return true;
  return keys.some(selection.matches) === (selection.by === 'unencrypted');
}

/** Whether the document has the metadata that SOPS needs to decrypt it. */
export function hasSopsBlock(root: YAMLMap): boolean {
  const mac = rootMetadata(root)?.get('mac');
  return typeof mac === 'string' && mac.startsWith('ENC[');
}

/** The selection in the document's own metadata. A pattern that is none selects all. */
export function selectionOf(root: YAMLMap): Selection | undefined {
  const metadata = rootMetadata(root);
  if (metadata === undefined) return undefined;
  try {
    return readSelection(metadata);
  } catch {
    return undefined; // no pattern: the strict reading, under which all has to be encrypted
  }
}

/** Values of an encrypted document that were to be ciphertext and are in clear. */
export function clearInSopsDocuments(documents: readonly Document[]): Finding[] {
  return documents.flatMap((document) => {
    const root = rootOf(document);
    if (root === undefined || !hasSopsBlock(root)) return [];
    const selection = selectionOf(root);
    return clearLeaves(document, selection).map((leaf) => ({
      ...placeOf(leaf),
      what: `value in clear in a SOPS file (${leaf.keys.join('.')})`,
    }));
  });
}

/** Values that the selection wants encrypted and that are not; the metadata itself is none of them. */
export function clearLeaves(document: Document, selection: Selection | undefined): Leaf[] {
  return leavesOf(document.contents, document).filter(
    ({ keys, value }) =>
      keys[0] !== 'sops' && !leavesClear(selection, keys) && !isCiphertext(value) && !isPlaceholder(value),
  );
}

/**
 * A document whose SOPS metadata is gone, and values that were ciphertext and are in clear now, by their place.
 * @param before the documents of the file as it was
 */
export function lostEncryption(before: readonly Document[], after: readonly Document[]): Finding[] {
  return before.flatMap((old, index) => {
    const root = rootOf(old);
    const now = after[index];
    if (root === undefined || !hasSopsBlock(root) || now === undefined) return [];
    const encrypted = leavesOf(root, old).filter(({ keys, value }) => keys[0] !== 'sops' && isCiphertext(value));
    const places = new Set(encrypted.map(({ keys }) => keys.join('\n')));
    const clear = leavesOf(now.contents, now)
      .filter(({ keys, value }) => places.has(keys.join('\n')) && !isCiphertext(value) && !isPlaceholder(value))
      .map((leaf) => ({
        ...placeOf(leaf),
        what: `value that SOPS had encrypted, now in clear (${leaf.keys.join('.')})`,
      }));
    const nowRoot = rootOf(now);
    if (nowRoot === undefined || hasSopsBlock(nowRoot) || nowRoot.items.length === 0) return clear;
    const [from = 0] = nowRoot.range ?? [];
    return [
      ...clear,
      { from, to: from, secret: '', what: 'file that was encrypted with SOPS, now without its sops block' },
    ];
  });
}

function placeOf({ from, to, value }: Leaf): Omit<Finding, 'what'> {
  return { from, to, secret: value };
}

function rootMetadata(root: YAMLMap): YAMLMap | undefined {
  const metadata = root.get('sops', true) as Node | undefined;
  return isMap(metadata) ? metadata : undefined;
}
