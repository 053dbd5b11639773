/** What a blocked item says in plain words about why it is so. Pure. */
import { readFrontMatter } from '../parse/front-matter.ts';
import { readJsonObject } from '../parse/json-object.ts';
import { criteriaSections, readOutline, readSections } from '../parse/outline.ts';
import { readLines } from '../parse/text-lines.ts';

const field =
  /^(?:blocked_?(?:reason|because|on|until|by)|block_?reason|waits?_?(?:for|on|until)|waiting_?(?:for|on)|reason)$/i;
const prose =
  /\bblocked\b[*_`]{0,3}\s*(?:[:;,.(–—-]|by\b|on\b|at\b|for\b|until\b|till\b|since\b|because\b|as\b|due\b|from\b|pending\b|while\b)\W*\w|\b(?:waits?|waiting|await(?:s|ing)?|pending|on hold|postponed|deferred|paused|parked|held (?:back|up))\b/i;
/** A section of this name is about nothing else. */
const section = /^(?:blocked(?: by| on)?|blockers?|waiting(?: for| on)?|waits for|why blocked|reason)$/;
/** What the rules of a retrospective write themselves. */
const ownWords = 'names nothing that it waits for';
/** What a session writes: which try ended with the error, of how many. */
const failedTry = /\bBlocked after an error, attempt (\d+) of (\d+) \(session /g;

/** Whether sessions tried it in vain as often as they do; undefined where none blocked it. */
export function triesAreOver(texts: readonly string[]): boolean | undefined {
  const [last] = texts.flatMap((text) => Array.from(text.matchAll(failedTry)).slice(-1));
  return last === undefined ? undefined : Number(last[1]) >= Number(last[2]);
}

/** Whether any file of the item says what it is blocked for: a person can tell then whether that is over. */
export function saysWhyBlocked(texts: readonly string[]): boolean {
  return texts.some((text) => hasField(text) || hasProse(text));
}

function hasField(text: string): boolean {
  const isReport = text.trimStart().startsWith('{');
  const { values } = isReport ? readJsonObject(text) : readFrontMatter(readLines(text));
  return Array.from(values).some(([key, value]) => field.test(key) && typeof value === 'string' && /\w/.test(value));
}

function hasProse(text: string): boolean {
  const lines = readLines(text);
  const outline = readOutline(lines, readFrontMatter(lines).bodyStart);
  const sections = readSections(outline);
  const about = sections.filter(({ name }) => section.test(name)).map(({ range }) => range);
  const criteria = criteriaSections(sections).map(({ range }) => range);
  return lines.some((line, index) => {
    const isIn = (ranges: typeof about) => ranges.some(({ start, end }) => index >= start && index < end);
    if (outline.kinds[index] !== 'text' || isIn(criteria) || line.includes(ownWords)) return false;
    return isIn(about) ? /\w/.test(line) && !/^\W*(?:none|nothing|n\/a)\b/i.test(line) : prose.test(line);
  });
}
