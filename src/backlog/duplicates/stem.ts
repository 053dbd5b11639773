/** The stem of a word, by which its forms count as one. */
import { stemmer } from 'stemmer';

/** The stem of one word without case and diacritics; British and American spellings have one stem. */
export function stemOf(word: string): string {
  const plain = isAscii(word) ? word.toLowerCase() : folded(word);
  if (plain.length <= 3) return plain;
  return stemmer(plain.length > 5 ? plain.replace(/is(e|ed|es|ing|ation|ations)$/, 'iz$1') : plain);
}

function folded(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) return false;
  return true;
}
