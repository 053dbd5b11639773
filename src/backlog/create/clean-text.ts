/** Texts of people and programs, without what no text file should hold. */

/** Colours and cursor movements of terminals (ECMA-48, 5.4), which pasted output is full of. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const terminalSequence = /\u001B\[[0-?]*[ -/]*[@-~]/g;
/**
 * Control characters but tab and line feed; halves of surrogate pairs; code points that are no characters; byte order
 * marks; and what turns the direction of writing, since a title would read as another one than it is (UAX #9, 2.4).
 */
const unwanted = /[^\P{Cc}\t\n]|[\p{Cs}\p{Noncharacter_Code_Point}\uFEFF\p{Bidi_Control}]/gu;

/** A text of several lines: line endings are `\n`, and what no text file should hold is gone. */
export function cleanLines(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(terminalSequence, '').replace(unwanted, '');
}

/** The same on one line, with single blanks. */
export function cleanLine(text: string): string {
  const line = cleanLines(text.replace(/\s+/g, ' '));
  return line.split(/\s+/).filter(Boolean).join(' ');
}

/** Whether there is anything to see: a letter, a digit, a punctuation mark or a symbol. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}
