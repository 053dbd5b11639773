/** Front matter fields: one edit changes one line; key order, spacing, comments and every other byte stay. */
import { type FrontMatter, readFrontMatter } from '../parse/front-matter.ts';
import { closingQuote, commentStart, splitField } from '../parse/plain-fields.ts';
import { insertLines, isBlank, joinLines, replaceLine, splitLines, type TextLines } from '../parse/text-lines.ts';
import { EditConflict } from './edit-conflict.ts';
import { removeLines } from './line-edits.ts';
import { quoted, yamlScalar } from './yaml-scalar.ts';

type FieldValue = string | number | boolean;

/**
 * Sets a top-level front matter field: replaces its value in place, keeping the spacing, the comment and the quotes
 * of the line, or adds a line at the end of the front matter. A file without front matter gets one.
 * @param key a plain word; anything else is a mistake of the caller
 * @throws EditConflict when the value stands on several lines, the front matter has no end or is no YAML, or the value
 * would not read back
 */
export function setField(text: string, key: string, value: FieldValue): string {
  const parts = splitLines(text);
  const front = readEditable(parts, key);
  const edited = withField(parts, front, key, value);
  const after = readFrontMatter(edited.lines);
  const written = after.values.get(key);
  const readsBack = after.problems.length > 0 ? after.fields.has(key) : written === String(value);
  if (!readsBack || after.problems.length > front.problems.length) {
    throw new EditConflict(`"${key}" cannot be set: the front matter would not read back. Write it by hand.`, key);
  }
  return joinLines(edited);
}

/**
 * Removes the line of a top-level front matter field; the reverse of adding one. A field that is not there is no fault.
 * @throws EditConflict as `setField`, and when the field stands there more than once
 */
export function removeField(text: string, key: string): string {
  const parts = splitLines(text);
  const front = readEditable(parts, key);
  const line = front.fields.get(key)?.line;
  if (line === undefined || front.closingLine === undefined) return text;
  refuseFurtherLines(parts, line, front.closingLine, key);
  const edited = removeLines(parts, line, line + 1);
  const after = readFrontMatter(edited.lines);
  if (after.fields.has(key) || after.problems.length > front.problems.length) {
    throw new EditConflict(`"${key}" cannot be removed: other lines say or need it. Remove it by hand.`, key);
  }
  return joinLines(edited);
}

function readEditable(parts: TextLines, key: string): FrontMatter {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) throw new TypeError(`"${key}" is no front matter key`);
  const front = readFrontMatter(parts.lines);
  const fault = front.problems.find(({ code }) => code !== 'front-matter-yaml');
  if (fault !== undefined) throw new EditConflict(`"${key}" cannot be set. ${fault.message}`, key);
  return front;
}

function withField(parts: TextLines, { closingLine, fields }: FrontMatter, key: string, value: FieldValue): TextLines {
  if (closingLine === undefined) return insertLines(parts, 0, ['---', `${key}: ${yamlScalar(value)}`, '---']);
  const existing = fields.get(key)?.line;
  if (existing !== undefined) {
    refuseFurtherLines(parts, existing, closingLine, key);
    return replaceLine(parts, existing, fieldLine(parts.lines[existing] ?? '', value));
  }
  const isFlow = parts.lines.slice(1, closingLine).some((line) => /^[{[]/.test(line));
  if (isFlow) throw new EditConflict(`"${key}" cannot be added: the front matter is not one field a line.`, key);
  return insertLines(parts, closingLine, [`${key}: ${yamlScalar(value)}`]);
}

function refuseFurtherLines(parts: TextLines, index: number, closingLine: number, key: string): void {
  if (!hasFurtherLines(parts.lines, index, closingLine)) return;
  throw new EditConflict(`"${key}" cannot be set: its value stands on several lines.`, key);
}

/** Whether the value of the field in line `index` goes on below it, as lists, mappings and long texts do. */
export function hasFurtherLines(lines: readonly string[], index: number, closingLine: number): boolean {
  const next = lines.slice(index + 1, closingLine).find((below) => !isBlank(below) && !/^[ \t]*#/.test(below));
  return next !== undefined && /^(?:[ \t]|-(?:[ \t]|$))/.test(next);
}

function fieldLine(line: string, value: FieldValue): string {
  const rest = splitField(line)?.rest ?? '';
  const comment = rest.slice(commentStart(rest));
  const old = rest.slice(0, rest.length - comment.length);
  const blanks = /^[ \t]*/.exec(old)?.[0] ?? '';
  const trailing = comment === '' ? old.slice(Math.max(blanks.length, old.trimEnd().length)) : '';
  const head = rest === '' && !/[ \t]$/.test(line) ? `${line} ` : line.slice(0, line.length - rest.length) + blanks;
  return (
    head + newValue(old.trim(), value) + (comment !== '' && old.trim() === '' ? ` ${comment}` : comment) + trailing
  );
}

/** A value that was quoted stays quoted in its own way. */
function newValue(old: string, value: FieldValue): string {
  const quote = old[0];
  const isQuoted = (quote === '"' || quote === "'") && closingQuote(old, 0) === old.length - 1;
  return isQuoted && typeof value === 'string' ? quoted(value, quote) : yamlScalar(value);
}
