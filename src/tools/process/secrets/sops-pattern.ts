/** Patterns of SOPS: RE2, as Go has them, in linear time, so that no pattern of a repository can hang the engine. */
import { RE2JS } from 're2js';

/** SOPS patterns are short; a longer one is a mistake or an attack. */
const longestPattern = 1000;
const longestText = 4096;

/** Whether the pattern is found anywhere in a text. @throws Error naming what is wrong with the pattern */
export function compilePattern(source: string): (text: string) => boolean {
  if (source.length > longestPattern) throw new Error(`a pattern of more than ${longestPattern} characters`);
  const pattern = RE2JS.compile(source);
  return (text) => text.length <= longestText && pattern.matcher(text).find();
}
