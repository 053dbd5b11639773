/** Arguments of a command as words and flags. Pure. */
import type { Word } from './simple-commands.ts';

export interface Arguments {
  /** What is no flag and no flag's value. */
  readonly words: readonly string[];
  /** Values by the flag's name without its dashes; an empty one for a flag that stands alone. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
}

/** @param withValue names of the flags whose value may be the next word, without dashes: `namespace`, `n` */
export function readArguments(words: readonly Word[], withValue: ReadonlySet<string>): Arguments {
  const plain: string[] = [];
  const flags = new Map<string, string[]>();
  const add = (name: string, value: string) => flags.set(name, [...(flags.get(name) ?? []), value]);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]?.value ?? '';
    const [, long, longValue] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    const [, short = '', shortValue = ''] = /^-([A-Za-z])=?([\s\S]*)$/.exec(word) ?? [];
    if (word === '--') {
      plain.push(...words.slice(at + 1).map(({ value }) => value));
      break;
    }
    if (long !== undefined && longValue !== undefined) add(long, longValue);
    else if (long !== undefined || short !== '') {
      const name = long ?? short;
      if (withValue.has(name) && shortValue === '') {
        at += 1;
        add(name, words[at]?.value ?? '');
      } else add(name, shortValue);
    } else plain.push(word);
  }
  return { words: plain, flags };
}

/** The last value of a flag that goes by several names. */
export function flagValue({ flags }: Arguments, ...names: readonly string[]): string | undefined {
  return names.flatMap((name) => flags.get(name) ?? []).at(-1);
}

/** Whether nothing is changed, since the command only says what it would do. */
export function isDryRun(read: Arguments): boolean {
  const value = flagValue(read, 'dry-run');
  return value !== undefined && value !== 'none' && value !== 'false';
}

/** Whether the shell puts something else in its place. */
export function isExpanded(word: string): boolean {
  return /[$`*?{}]/.test(word);
}
