/** Where a key has a word that makes its value a secret. Pure. */

const secretWord =
  /passw(?:or)?d|passphrase|pwd|secret|token|credential|api[_-]?key|private[_-]?key|access[_-]?key(?![_-]?id)|(?<![a-z])app[_-]?key|application[_-]?key|encryption[_-]?key|key-data/gi;

/** What may follow the secret word where the value is the secret's name, place or kind, and no secret. */
const harmlessEnd =
  /^[_-]?s?[_-]?(?:key[_-]?)?(?:name|ref|file|path|type|namespace|kind|review|class|store|mount|dir|url|uri|endpoint|count|limit|ttl|expir|stdin|audience|issuer|version|provider|policy|length|budget|usage|lifetime)/i;

/** At its end, or with something after it; undefined when it names no secret. */
export function secretWordIn(key: string): 'ends' | 'within' | undefined {
  const tail = key.slice(-200);
  const word = [...tail.matchAll(secretWord)].at(-1);
  if (word === undefined) return undefined;
  const rest = tail.slice(word.index + word[0].length);
  if (rest === '') return 'ends';
  return harmlessEnd.test(rest) ? undefined : 'within';
}
