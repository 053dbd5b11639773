/** Namespaces that a task may turn out to be about, before it has commits: those of its text and of the repository's manifests. */
import { mentionedNamespaces } from '../../../cluster/mentioned-namespaces.ts';
import { readBlobs } from '../../../git/blobs.ts';
import { listTree } from '../../../git/planned-tree.ts';
import { type Repository, readHead } from '../../../git/repository.ts';

/** Each is listed for each kind. */
const most = 25;
/** Bytes of one YAML file that are read. */
const fileLimit = 1_000_000;

/** Those of the text first, then those that most manifests of HEAD write; words of the text need not be namespaces. */
export async function possibleNamespaces(repository: Repository, text: string): Promise<string[]> {
  const head = await readHead(repository);
  const entries = head === undefined ? [] : await listTree(repository, head.commit);
  const yaml = entries.flatMap(({ path, blob }) => (blob !== undefined && /\.ya?ml$/.test(path) ? [blob] : []));
  const blobs = await readBlobs(repository, yaml, fileLimit);
  const texts = [...blobs.values()].filter(({ size }) => size <= fileLimit).map(({ bytes }) => bytes.toString('utf8'));
  const { certain, possible } = mentionedNamespaces(text);
  return [...new Set([...certain, ...possible, ...writtenNamespaces(texts)])].slice(0, most);
}

const written = /\b(?:namespace|targetNamespace): *["']?([a-z0-9][a-z0-9-]*)["']?(?=[\s,}]|$)/g;
const named = /^metadata:\s*\{?\s*(?:\n(?: .*\n)*? +)?name: *["']?([a-z0-9][a-z0-9-]*)/m;

/** What stands after `namespace:` and `targetNamespace:`, and the names of Namespaces, the most frequent first. Pure. */
export function writtenNamespaces(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  const names = texts.flatMap((text) => [
    ...[...text.matchAll(written)].map(([, name]) => name),
    ...text.split(/^---/m).map((part) => (/^kind: *Namespace\s*$/m.test(part) ? named.exec(part)?.[1] : undefined)),
  ]);
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one).map(([name]) => name);
}
