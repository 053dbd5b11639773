/** Splits text into words: linear, and without regular expressions where the text is ASCII. */

/** What a character is. Joined scripts (Chinese, Japanese, Korean, Thai) write words without blanks between them. */
const other = 0;
const lower = 1;
const upper = 2;
const digit = 3;
const joined = 4;

/** Filled on first use of a character; 0 stands for not yet known, otherwise class + 1. */
const classes = new Uint8Array(65_536);

function classOf(code: number): number {
  const known = classes[code] ?? 0;
  if (known !== 0) return known - 1;
  const found = classify(String.fromCharCode(code));
  classes[code] = found + 1;
  return found;
}

function classify(character: string): number {
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}]/u.test(character))
    return joined;
  if (/\p{Lu}/u.test(character)) return upper;
  if (/[\p{L}\p{M}]/u.test(character)) return lower;
  return /\p{Nd}/u.test(character) ? digit : other;
}

/** Takes one word: where it starts and ends. */
export type WordSink = (start: number, end: number) => void;

/**
 * Calls the sink for each word in text up to a limit, in order. A word is a run of letters and digits; digits with dots
 * between them (1.28, 10.0.0.1) are one word, and so are contractions (can't). Of joined scripts each pair of
 * neighbouring characters is a word.
 */
export function scanWords(text: string, limit: number, sink: WordSink): void {
  const length = Math.min(text.length, limit);
  let index = 0;
  while (index < length) {
    const kind = classOf(text.charCodeAt(index));
    if (kind === other) {
      index += 1;
    } else if (kind === joined) {
      index = scanJoined(text, index, length, sink);
    } else {
      const end = endOfWord(text, index, length);
      sink(index, end);
      index = end;
    }
  }
}

function scanJoined(text: string, start: number, length: number, sink: WordSink): number {
  let end = start + 1;
  while (end < length && classOf(text.charCodeAt(end)) === joined) end += 1;
  if (end === start + 1) sink(start, end);
  for (let index = start; index + 1 < end; index += 1) sink(index, index + 2);
  return end;
}

/** Dots between digits and apostrophes before a letter are part of a word. */
function endOfWord(text: string, start: number, length: number): number {
  let end = start + 1;
  while (end < length) {
    const code = text.charCodeAt(end);
    const kind = classOf(code);
    if (kind === joined || (kind === other && !isInner(text, end, code, length))) break;
    end += 1;
  }
  return end;
}

function isInner(text: string, index: number, code: number, length: number): boolean {
  if (index + 1 >= length || (code !== 0x2e && code !== 0x27 && code !== 0x2019)) return false;
  const next = classOf(text.charCodeAt(index + 1));
  return code === 0x2e ? next === digit && classOf(text.charCodeAt(index - 1)) === digit : next === lower;
}
