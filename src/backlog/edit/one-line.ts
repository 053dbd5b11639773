/** Texts of people and agents as one line of a file. */

/**
 * The text in one line: line breaks, control characters and runs of blanks become one blank each, half surrogate pairs,
 * which UTF-8 cannot hold, the replacement character.
 */
export function asOneLine(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .split(/[\s\p{Cc}]+/u)
    .filter(Boolean)
    .join(' ');
}
