/** Whether two items have so many words in common that anything can be said at all, however alike the rest is. */
import { areRelated, certaintyOf, isSubject } from './coverage.ts';
import type { Meaning } from './lexicon.ts';
import type { Profile } from './profile.ts';

/** One word, whatever it is, says nothing: it may be all of a short title. */
const leastWords = 2;

/** So many where the titles have no subject in common and one of them names what the other item never speaks of. */
const leastWordsAside = 4;

/** Which of both is the first makes no difference. */
export function haveCommonGround(one: Profile, other: Profile): boolean {
  const words = Math.min(wordsSharedBy(one, other), wordsSharedBy(other, one));
  if (words < leastWords) return false;
  return words >= leastWordsAside || shareSubject(one, other) || !(isAside(one, other) || isAside(other, one));
}

/** Words of one item that the other one speaks of, in whatever words; each meaning once. */
function wordsSharedBy(item: Profile, other: Profile): number {
  let words = 0;
  for (const { meaning, place } of item.mentions.values()) {
    if (place !== 'implied' && isTelling(meaning) && certaintyOf(other, meaning) > 0) words += 1;
  }
  return words;
}

function isTelling({ kind }: Meaning): boolean {
  return kind !== 'common' && kind !== 'figure' && kind !== 'fragment';
}

function shareSubject(one: Profile, other: Profile): boolean {
  const subjects = (profile: Profile) => profile.title.filter((each) => isSubject(each) && isTelling(each));
  return subjects(one).some((each) => subjects(other).some((beside) => areRelated(each, beside)));
}

function isAside(item: Profile, other: Profile): boolean {
  const isName = ({ kind }: Meaning) => kind === 'name' || kind === 'product';
  return item.title.some((meaning) => isName(meaning) && certaintyOf(other, meaning) === 0);
}
