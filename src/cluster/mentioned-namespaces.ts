/** Namespaces that a text names: candidates, which only count where the cluster has them. Pure. */

export interface MentionedNamespaces {
  /** Written where only a namespace can stand: `-n shop`, `namespace: shop`. */
  readonly certain: readonly string[];
  /** Words beside the word namespace; some are no names. */
  readonly possible: readonly string[];
}

const name = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const quoted = `[\`"'*]{0,3}(${name})[\`"'*]{0,3}`;
const certainPatterns = [
  new RegExp(`(?<=\\s)(?:-n|--namespace)[ =]${quoted}(?![\\w/.-])`, 'g'),
  new RegExp(`\\bnamespace:\\s+${quoted}(?![\\w/.-])`, 'g'),
  new RegExp(`\\b(?:ns|namespace)/${quoted}(?![\\w/.-])`, 'g'),
];
const possiblePatterns = [
  new RegExp(`\\b[Nn]amespaces?:?\\s+${quoted}(?![\\w/.-])`, 'g'),
  new RegExp(`(?<![\\w/.<-])${quoted}\\s+namespace\\b`, 'g'),
];
/** `namespaces shop, monitoring and ingress`: the names after the first. */
const listPattern = new RegExp(`\\b[Nn]amespaces:?\\s+((?:${quoted}(?:,\\s*|\\s+and\\s+|,\\s+and\\s+)?)+)`, 'g');

/** Reads the text of a task without its front matter. */
export function mentionedNamespaces(text: string): MentionedNamespaces {
  const certain = new Set(certainPatterns.flatMap((pattern) => matches(text, pattern)));
  const possible = new Set(possiblePatterns.flatMap((pattern) => matches(text, pattern)));
  for (const [, list = ''] of text.matchAll(listPattern)) {
    for (const word of list.split(/[\s,`"'*]+/)) if (new RegExp(`^${name}$`).test(word)) possible.add(word);
  }
  return { certain: [...certain], possible: [...possible].filter((word) => !certain.has(word)) };
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}
