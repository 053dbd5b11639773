/** What two items have in common, in one sentence. */
import { isSubject } from './coverage.ts';
import type { Mention, Profile } from './profile.ts';
import { stemOf } from './stem.ts';
import type { Weigh } from './weight.ts';

/** How many words are named. */
const named = 3;

/** Words that both items hold, as the new one writes them, most telling first. Words of one meaning are not told as shared. */
export function reasonOf(item: Profile, existing: Profile, weigh: Weigh): string {
  const shared: { readonly shown: string; readonly telling: number }[] = [];
  for (const [term, mention] of item.mentions) {
    const met = existing.mentions.get(term);
    if (met === undefined || met.place === 'implied' || mention.place === 'implied') continue;
    if (mention.meaning.kind === 'figure' || mention.meaning.kind === 'common') continue;
    const shown = sharedWords(mention, met);
    if (shown !== undefined) shared.push({ shown, telling: weigh(mention.meaning) * interest(met) });
  }
  shared.sort((one, other) => other.telling - one.telling);
  const words = [...new Set(shared.map(({ shown }) => shown))].slice(0, named).map((word) => `"${word}"`);
  if (words.length === 0) return 'both say it in other words';
  return `both are about ${words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`}`;
}

/** The whole compound where the other one has it too, else the word in it; nothing where another word means the same. */
function sharedWords(mention: Mention, met: Mention): string | undefined {
  if (stemsOf(mention.shown) === stemsOf(met.shown)) return mention.shown;
  return stemsOf(mention.written) === stemsOf(met.written) ? mention.written : undefined;
}

/** `times out` and `timeout` are one, as are `pushes` and `pushed`. */
function stemsOf(text: string): string {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .map(stemOf)
    .join('');
}

/** People look for what it is about, and at titles. */
function interest({ meaning, place }: Mention): number {
  return (place === 'title' ? 2 : 1) * (isSubject(meaning) ? 1 : 0.7);
}
