/** What one word of a text stands for. */
import { knownMeaning, type Meaning, meaningOf, type PhraseNode, phrasesFrom } from './lexicon.ts';
import { stemOf } from './stem.ts';

export interface Word {
  readonly stem: string;
  readonly meaning: Meaning;
  /** Phrases that begin with it. */
  readonly phrases: PhraseNode | undefined;
}

/** Characters of a run that are looked at; what is longer is no word but data. */
const longestRun = 40;

/** From this length on a name may be composed of words. */
const shortestComposed = 9;

/** The words in one run of letters and digits: mostly one, more where it is written in camel case or with a number. */
export function wordsIn(run: string): readonly Word[] {
  const cut = withoutContraction(run.slice(0, longestRun));
  if (/^v?\d/.test(cut)) return [figure(cut.toLowerCase())];
  const stem = stemOf(cut);
  const whole = knownMeaning(cut);
  if (whole !== undefined) return [word(stem, whole)];
  const numbered = /^(\p{L}{3,})(\d+)$/u.exec(cut);
  if (numbered !== null) return [...wordsIn(numbered[1] ?? ''), figure(numbered[2] ?? '')];
  const parts = cut.split(/(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u);
  const isKnown = parts.length > 1 && parts.some((part) => knownMeaning(part) !== undefined);
  return isKnown ? parts.flatMap(wordsIn) : [unknown(cut, stem)];
}

/** `can't` says not, `Grafana's` says Grafana. */
function withoutContraction(run: string): string {
  const at = run.search(/['’]/);
  if (at === -1) return run;
  return run.slice(at + 1) === 't' ? 'not' : run.slice(0, at);
}

function word(stem: string, meaning: Meaning): Word {
  return { stem, meaning, phrases: phrasesFrom(stem) };
}

/** Numbers, versions, addresses and measures; some are known by themselves (HTTP 502s, exit code 137). */
function figure(run: string): Word {
  const text = run.replace(/^(\d{3})s$/, '$1');
  return word(text, knownMeaning(text) ?? meaningOf(text, 'figure'));
}

/**
 * A word that no table has: by its ending an ordinary one, otherwise taken for a name. Both ends of a long one stand for
 * the words that it may be composed of, as in `Zertifikatserneuerung`.
 */
function unknown(run: string, stem: string): Word {
  if (isOrdinary(run)) return word(stem, meaningOf(stem, 'ordinary'));
  const implied = stem.length < shortestComposed ? [] : [`${stem.slice(0, 6)}~`, `~${stem.slice(-6)}`];
  return word(stem, meaningOf(stem, 'name', { implied }));
}

const ordinaryEnding =
  /[a-z](?:[ts]ions?|ments?|ness|[ai]ble|ally|[ai]bly|ously|ively|[ae]nce|ships?|ings?|ed|ly|ive|ous|ful|less|it(?:y|ies))$/;

function isOrdinary(run: string): boolean {
  return run.length >= 7 && ordinaryEnding.test(run);
}
