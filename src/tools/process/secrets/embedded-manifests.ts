/** Manifests inside other texts: a patch of kustomize, a script with a here-document, an entry of a ConfigMap. Pure. */
import type { Document } from 'yaml';
import { leavesOf, readDocuments } from './documents.ts';
import type { Finding } from './finding.ts';

/** Texts in texts that are looked into. */
const deepest = 3;

/** Sources and documentation are full of examples; the rules for tokens hold for them too. */
const examples =
  /\.(?:mdx?|markdown|rst|adoc|html?|[cm]?[jt]sx?|go|py|java|kt|rs|rb|cs|php|c|cc|cpp|h|hpp|swift|scala|css|vue|svelte)$/i;

const mentions = /kind\\?["']?[ \t]{0,8}:[ \t]{0,8}\\?["']?(?:Secret|SecretList|Config)\b/;
const kindLine = /^([ \t]*(?:- +)?)(["']?)kind\2[ \t]*:[ \t]*["']?(?:Secret|SecretList|Config)\b/;

/** Reads the documents of one text. */
export type FindIn = (documents: readonly Document[]) => Finding[];

/** Findings in manifests that stand between other lines of a file that is no manifest itself. */
export function manifestsBetweenLines(path: string, text: string, find: FindIn, depth = 0): Finding[] {
  if (depth > deepest || examples.test(path) || !mentions.test(text)) return [];
  return slicesOf(text).flatMap(({ slice, from }) => {
    const documents = readDocuments(slice);
    const found = [...find(documents), ...manifestsInTexts(slice, documents, find, depth + 1)];
    return found.map((finding) => ({ ...finding, from: finding.from + from, to: finding.to + from }));
  });
}

/** Findings in the texts that are values of a manifest. @param text what the documents were read from */
export function manifestsInTexts(text: string, documents: readonly Document[], find: FindIn, depth = 0): Finding[] {
  if (depth > deepest) return [];
  return documents.flatMap((document) =>
    leavesOf(document.contents, document)
      .filter(({ value }) => mentions.test(value))
      .flatMap(({ value, from, to }) =>
        manifestsBetweenLines('', value, find, depth + 1).map((finding) => {
          const [first = ''] = finding.secret.split('\n');
          const at = first === '' ? -1 : text.slice(from, to).indexOf(first);
          const start = at < 0 ? from : from + at;
          return { ...finding, from: start, to: start + (at < 0 ? 0 : first.length) };
        }),
      ),
  );
}

interface Slice {
  readonly slice: string;
  readonly from: number;
}

/** The lines around each `kind: Secret` that belong to the same map, and objects of JSON on one line. */
function slicesOf(text: string): Slice[] {
  const lines = text.split('\n');
  const starts = offsetsOf(lines);
  const slices: Slice[] = [];
  for (let at = 0, done = -1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (at <= done || !mentions.test(line)) continue;
    const [, before, quote] = kindLine.exec(line) ?? [];
    if (before === undefined) {
      const [open, close] = [line.indexOf('{'), line.lastIndexOf('}')];
      if (open >= 0 && close > open)
        slices.push({ slice: line.slice(open, close + 1), from: (starts[at] ?? 0) + open });
      continue;
    }
    const { first, last } = mapAround(lines, at, before.length);
    done = last;
    const block = lines.slice(first, last + 1).join('\n');
    // The dash of a list's entry counts as a blank; members of a JSON object get their braces again.
    const slice = block.replace(/^([ \t]*)- /, '$1  ');
    const from = starts[first] ?? 0;
    slices.push(quote === '"' ? { slice: `{${slice}}`, from: from - 1 } : { slice, from });
  }
  return slices;
}

/** First and last line of the map that has a key at this line and indent. */
function mapAround(lines: readonly string[], at: number, indent: number): { first: number; last: number } {
  const indentOf = (line: string) => line.length - line.trimStart().length;
  const isEntry = (line: string) => /^[ \t]*- /.test(line) && /^[ \t]*- +/.exec(line)?.[0].length === indent;
  const belongs = (line: string) =>
    line.trim() === '' ||
    indentOf(line) > indent ||
    (indentOf(line) === indent && /^\s*(?:#|- |[\]}],?\s*$|["']?[\w./-]+["']?[ \t]*:(?:\s|$))/.test(line));
  let first = at;
  while (first > 0 && !isEntry(lines[first] ?? '') && belongs(lines[first - 1] ?? '')) first -= 1;
  if (first > 0 && !isEntry(lines[first] ?? '') && isEntry(lines[first - 1] ?? '')) first -= 1;
  let last = at;
  while (last + 1 < lines.length && belongs(lines[last + 1] ?? '')) last += 1;
  return { first, last };
}

function offsetsOf(lines: readonly string[]): number[] {
  let offset = 0;
  return lines.map((line) => {
    const start = offset;
    offset += line.length + 1;
    return start;
  });
}
