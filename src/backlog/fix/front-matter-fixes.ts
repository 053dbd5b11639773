/** Remedies for front matter that is not read as YAML, or not as a whole. */
import { hasFurtherLines } from '../edit/field.ts';
import { quoted } from '../edit/yaml-scalar.ts';
import { titleIsCut } from '../parse/field-values.ts';
import { type FrontMatter, readFrontMatter } from '../parse/front-matter.ts';
import { commentStart, splitField } from '../parse/plain-fields.ts';
import type { Fix, Problem } from '../task.ts';
import { fixedLines, lineEdit } from './fixed-lines.ts';
import { checkedFix } from './front-matter-check.ts';

/** A file whose front matter has more stumbling values than these is for a person. */
const mostQuoted = 5;

/** Quotes the values that YAML stumbles over, the title also where YAML would cut it once the rest is read. */
export function quoteForYaml(problem: Problem, lines: readonly string[]): Fix | undefined {
  const keys: string[] = [];
  let now = lines;
  for (let at = stumblingLine(now); at !== undefined; at = stumblingLine(now)) {
    const one = keys.length < mostQuoted ? helpfulQuote(now, at.line) : undefined;
    if (one === undefined) return undefined;
    keys.push(one.key);
    now = one.lines;
  }
  const edits = now.flatMap((text, line) => (text === lines[line] ? [] : [lineEdit(line, text)]));
  const [key] = keys;
  const what = keys.length > 1 ? 'values' : key === 'title' ? 'title' : `value of ${key}`;
  return checkedFix(problem, lines, { title: `Quote the ${what}`, edits });
}

interface Stumble {
  readonly line: number;
  /** False where YAML reads all, and cuts the title. */
  readonly isError: boolean;
}

function stumblingLine(lines: readonly string[]): Stumble | undefined {
  const front = readFrontMatter(lines);
  const yaml = front.problems.find(({ code }) => code === 'front-matter-yaml');
  if (yaml !== undefined) return { line: yaml.range.start, isError: true };
  const title = titleIsCut(front) ? front.fields.get('title') : undefined;
  return title === undefined ? undefined : { line: title.line, isError: false };
}

/** Quotes the value in a line, or that above it: YAML often notices only below that a value was meant to be one. */
function helpfulQuote(lines: readonly string[], at: number) {
  const front = readFrontMatter(lines);
  const fieldsAbove = Array.from(front.fields.values(), ({ line }) => line).filter((line) => line < at);
  for (const line of [at, Math.max(0, ...fieldsAbove)]) {
    const one = quotedAt(lines, line, front);
    if (one === undefined) continue;
    const now = fixedLines(lines, [lineEdit(line, one.text)]);
    const next = stumblingLine(now);
    if (!next?.isError || next.line > at) return { key: one.key, lines: now };
  }
  return undefined;
}

function quotedAt(lines: readonly string[], index: number, { closingLine = 0 }: FrontMatter) {
  const line = lines[index] ?? '';
  const field = splitField(line);
  if (field === undefined || hasFurtherLines(lines, index, closingLine)) return undefined;
  const { key, rest } = field;
  const isTitle = key === 'title';
  // A title is all of its line, as it is read when YAML fails; of other values a comment is no part.
  const value = (isTitle ? rest : rest.slice(0, commentStart(rest))).trim();
  if (value === '' || /^["']/.test(value) || (!isTitle && /^[[{|>&*!]/.test(value))) return undefined;
  const at = line.length - rest.length + rest.indexOf(value);
  return { key, line: index, text: line.slice(0, at) + quoted(value, '"') + line.slice(at + value.length) };
}

/** Quotes a title of which YAML takes a part for a comment. */
export function quoteTitle(problem: Problem, lines: readonly string[]): Fix | undefined {
  const front = readFrontMatter(lines);
  const line = front.fields.get('title')?.line;
  const one = line === undefined ? undefined : quotedAt(lines, line, front);
  // A list, a mapping or an anchor with a comment behind it is no text.
  if (one === undefined || /^title[ \t]*:[ \t]*[[{|>&*!#]/.test(lines[one.line] ?? '')) return undefined;
  return checkedFix(problem, lines, { title: 'Quote the title', edits: [lineEdit(one.line, one.text)] }, true);
}

/** Adds the line that closes front matter after its last field. */
export function closeFrontMatter(problem: Problem, lines: readonly string[]): Fix | undefined {
  const { bodyStart, fields } = readFrontMatter(lines);
  if (fields.size === 0) return undefined;
  const edits = [{ range: { start: bodyStart, end: bodyStart }, lines: ['---'] }];
  return checkedFix(problem, lines, { title: 'Close the front matter', edits });
}

/** Takes the name of a language away whose block YAML reads too. */
export function unmarkFrontMatter(problem: Problem, lines: readonly string[]): Fix | undefined {
  const language = (lines[0] ?? '').slice(3).trim().toLowerCase();
  const isYaml = language === 'yaml' || language === 'yml' || (language === 'json' && /^\s*\{/.test(lines[1] ?? ''));
  if (!isYaml) return undefined;
  return checkedFix(problem, lines, { title: 'Mark the front matter as YAML', edits: [lineEdit(0, '---')] }, true);
}
