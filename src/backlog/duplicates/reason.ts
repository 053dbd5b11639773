/** What two items have in common, in one sentence. */
import { isSubject } from './coverage.ts';
import type { Mention, Profile } from './profile.ts';
import type { Weigh } from './weight.ts';

/** How many words are named. */
const named = 3;

/** Words of the existing item that both share, as it writes them, most telling first. */
export function reasonOf(item: Profile, existing: Profile, weigh: Weigh): string {
  const shared: { readonly shown: string; readonly telling: number }[] = [];
  for (const [term, mention] of existing.mentions) {
    const met = item.mentions.get(term);
    if (met === undefined || met.place === 'implied' || mention.place === 'implied') continue;
    if (mention.meaning.kind === 'figure' || mention.meaning.kind === 'common') continue;
    shared.push({ shown: mention.shown, telling: weigh(mention.meaning) * interest(mention) });
  }
  shared.sort((one, other) => other.telling - one.telling);
  const words = [...new Set(shared.map(({ shown }) => shown))].slice(0, named).map((word) => `"${word}"`);
  if (words.length === 0) return 'both are worded alike';
  return `both are about ${words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`}`;
}

/** People look for what it is about, and at titles. */
function interest({ meaning, place }: Mention): number {
  return (place === 'title' ? 2 : 1) * (isSubject(meaning) ? 1 : 0.7);
}
