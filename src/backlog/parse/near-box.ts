/** What people mean as a box and markdown reads as text: `-[ ] A`, `– [ ] A`, `• [x] A`, `- ( ) A`, `- [] A`. */
import { boxMark } from './list-item.ts';

/** Looks meant as a box and is none: `[]`, `[~]`, `[ ]text`; `[x](link)` and `[text]` are links. */
const nearlyBox = /^\[(?:[ xX]\](?=[^ \t(:[])|[ \t]{0,3}\](?=[ \t]|$)|[-~>?!/✓✔✅ xX]{1,2}\](?=[ \t]|$))/u;

/** `( ) A`, `(x) A` */
const roundBox = /^\((?:[ xX]|)\)(?=[ \t])/;

/** A list mark without the blank behind it, or one that typography made of a hyphen; or none. */
const oddMark =
  /^(?:[-*+\u2010-\u2015\u2212\u2022\u2023\u2043\u00B7\u25AA\u25CF\u25E6]|\d{1,9}[.)])?[ \t\u00A0]{0,8}(?=[[(])/u;

/** Whether the content of a list item, from `at` on, is nearly a box. */
export function isNearlyBox(line: string, at: number): boolean {
  const first = line.charCodeAt(at);
  if (first === 0x5b) return nearlyBox.test(line.slice(at, at + 8));
  return first === 0x28 && roundBox.test(line.slice(at, at + 8));
}

/**
 * Where the box of a line begins that is no list item but was meant as one with a box; -1 for all other lines.
 * @param at place of the first character that is no blank
 */
export function oddlyMarkedBox(line: string, at: number): number {
  const first = line.charCodeAt(at);
  if ((first >= 0x61 && first <= 0x7a) || (first >= 0x41 && first <= 0x5a)) return -1;
  const mark = oddMark.exec(line.slice(at, at + 24))?.[0];
  if (mark === undefined) return -1;
  const box = at + mark.length;
  // Brackets without any mark are common in prose; only a whole box is meant as one.
  if (boxMark(line, box) !== undefined) return box;
  return mark !== '' && isNearlyBox(line, box) ? box : -1;
}
