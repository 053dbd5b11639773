/** What stands for a tool in a shell text: variables and aliases that the same text sets, and `$(which kubectl)`. Pure. */
import type { SimpleCommand, Word } from './simple-commands.ts';

/** Words by the variable, or by the alias, that stands for them. */
export interface ToolNames {
  readonly variables: ReadonlyMap<string, readonly string[]>;
  readonly aliases: ReadonlyMap<string, readonly string[]>;
}

const setters: ReadonlySet<string> = new Set(['export', 'local', 'readonly', 'declare', 'typeset']);

/** All that the commands set, wherever they stand: nothing that may be run is to be missed. */
export function toolNames(commands: readonly SimpleCommand[]): ToolNames {
  const variables = new Map<string, readonly string[]>();
  const aliases = new Map<string, readonly string[]>();
  for (const { words } of commands) {
    const values = words.map(({ value }) => value);
    const [first = ''] = values;
    const set = first === 'alias' ? aliases : variables;
    const isSetter = first === 'alias' || setters.has(first) || values.every((value) => assignment.test(value));
    if (!isSetter) continue;
    for (const value of values) {
      const [, name = '', text = ''] = assignment.exec(value) ?? [];
      const meant = text.split(/\s+/).filter((word) => word !== '');
      if (name !== '' && meant.length > 0) set.set(name, meant);
    }
  }
  return { variables, aliases };
}

const assignment = /^(\w+)=([\s\S]*)$/;

/** The words that a word of a command stands for; itself where nothing is known of it. */
export function meantBy(word: Word | undefined, { variables, aliases }: ToolNames): readonly Word[] {
  if (word === undefined) return [];
  const { value } = word;
  const [, plain, braced, fallback] = /^\$(?:(\w+)|\{(\w+)(?::?-([^{}]*))?\})$/.exec(value) ?? [];
  const [, searched] = /^\$\((?:which|command -v|type -[pP])\s+([\w./-]+)\)$/.exec(value) ?? [];
  const set = variables.get(plain ?? braced ?? '') ?? aliases.get(value);
  const meant = set ?? searched?.split(' ') ?? fallback?.split(/\s+/);
  return meant?.map((text) => ({ raw: text, value: text })) ?? [word];
}
