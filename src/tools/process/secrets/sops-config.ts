/** `.sops.yaml`: which files its creation rules want encrypted, and what of them. */
import { posix } from 'node:path';
import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { textAt } from './documents.ts';
import { readSelection, type Selection } from './sops-document.ts';
import { compilePattern } from './sops-pattern.ts';

export interface CreationRule {
  /** As it is written; undefined for a rule that takes every path. */
  readonly pathRegex: string | undefined;
  readonly matches: (path: string) => boolean;
  readonly selection: Selection | undefined;
}

export interface SopsConfig {
  /** Folder of the file below the root; `.` for the root. */
  readonly folder: string;
  readonly rules: readonly CreationRule[];
  /** What of it cannot be read, with file and line. */
  readonly warnings: readonly string[];
}

/** Reads a `.sops.yaml`. What is broken in it is a warning and no rule. @param file its path below the root */
export function readSopsConfig(text: string, file: string): SopsConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const folder = posix.dirname(file);
  const warning = (offset: number, words: string) =>
    `${file}:${lines.linePos(offset).line}: ${words}. Files that it means are not known to be secret; mend it.`;
  const [error] = document.errors;
  if (error !== undefined)
    return { folder, rules: [], warnings: [warning(error.pos[0], `not valid YAML: ${error.code}`)] };
  const listed = isMap(document.contents)
    ? (document.contents.get('creation_rules', true) as Node | undefined)
    : undefined;
  const rules: CreationRule[] = [];
  const warnings: string[] = [];
  for (const rule of isSeq(listed) ? listed.items : []) {
    if (!isMap(rule)) continue;
    try {
      const pathRegex = textAt(rule, 'path_regex');
      const matches = pathRegex === undefined ? () => true : compilePattern(pathRegex);
      rules.push({ pathRegex, matches, selection: readSelection(rule) });
    } catch (reason) {
      warnings.push(warning(rule.range?.[0] ?? 0, `no pattern of SOPS: ${(reason as Error).message}`));
    }
  }
  return { folder, rules, warnings };
}

/** The rule for a file: the first that matches in the nearest `.sops.yaml` above it. Paths start at that file's folder. */
export function ruleFor(path: string, configs: readonly SopsConfig[]): CreationRule | undefined {
  const above = configs.filter(({ folder }) => folder === '.' || path.startsWith(`${folder}/`));
  const nearest = above.reduce<SopsConfig | undefined>(
    (found, config) => (found === undefined || config.folder.length > found.folder.length ? config : found),
    undefined,
  );
  if (nearest === undefined) return undefined;
  const relative = nearest.folder === '.' ? path : path.slice(nearest.folder.length + 1);
  return nearest.rules.find(({ matches }) => matches(relative));
}
