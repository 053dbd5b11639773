/** What of a markdown file only people and the engine change, apart from where it stands and how it is set. */
import type { Criterion } from '../../backlog/task.ts';

/** What criteria say: groups, texts, states and checks. */
export function essenceOf(criteria: readonly Criterion[]): readonly object[] {
  return criteria.map(({ address, text, state, check, children }) => {
    return { group: address.group, text, state, check, children: essenceOf(children) };
  });
}

/** The text between the first two `---` lines, to the byte. */
export function frontMatterOf(text: string): string {
  return /^\uFEFF?---[^\n]*\n[\s\S]*?\n---[^\n]*(?:\n|$)/.exec(text)?.[0] ?? '';
}
