/** A table from words in a text to numbers that needs no copy of the word: most words of a repository are looked up. */

export interface RunTable {
  /** The number of the word between two places of a text; words that are new get the next one. */
  readonly numberOf: (text: string, start: number, end: number) => number;
}

const firstSize = 4_096;

/** @param add called once for each new word, in the order of their numbers */
export function createRunTable(add: (run: string) => void): RunTable {
  /** Number + 1 of the word at a hash, or 0; open addressing, at most half full. */
  let slots = new Int32Array(firstSize);
  const runs: string[] = [];

  const slotOf = (text: string, start: number, end: number): number => {
    const mask = slots.length - 1;
    let slot = hash(text, start, end) & mask;
    for (;;) {
      const number = slots[slot] ?? 0;
      if (number === 0 || isAt(runs[number - 1] ?? '', text, start, end)) return slot;
      slot = (slot + 1) & mask;
    }
  };
  const grow = (): void => {
    slots = new Int32Array(slots.length * 2);
    for (const [number, run] of runs.entries()) slots[slotOf(run, 0, run.length)] = number + 1;
  };
  const numberOf = (text: string, start: number, end: number): number => {
    const slot = slotOf(text, start, end);
    const known = slots[slot] ?? 0;
    if (known !== 0) return known - 1;
    const run = text.slice(start, end);
    runs.push(run);
    slots[slot] = runs.length;
    if (runs.length * 2 > slots.length) grow();
    add(run);
    return runs.length - 1;
  };
  return { numberOf };
}

/** FNV-1a over the characters, its high bits folded into the low ones that choose the slot. */
function hash(text: string, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let index = start; index < end; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value ^ (value >>> 15);
}

function isAt(run: string, text: string, start: number, end: number): boolean {
  if (run.length !== end - start) return false;
  for (let index = 0; index < run.length; index += 1) {
    if (run.charCodeAt(index) !== text.charCodeAt(start + index)) return false;
  }
  return true;
}
