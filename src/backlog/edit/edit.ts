/**
 * Edits of a task file as text → text. One edit changes one line; every other byte stays: key order, spacing,
 * comments, line endings, byte order mark, trailing blanks, a missing final newline.
 */
import { findCriterion } from '../parse/criteria.ts';
import { readFrontMatter } from '../parse/front-matter.ts';
import { readOutline } from '../parse/outline.ts';
import { parseTask } from '../parse/parse.ts';
import { closingQuote, commentStart, splitField } from '../parse/plain-fields.ts';
import { insertLines, isBlank, joinLines, replaceLine, splitLines, type TextLines } from '../parse/text-lines.ts';
import type { CriterionAddress } from '../task.ts';
import { placeLogEntry } from './log-place.ts';
import { quoted, yamlScalar } from './yaml-scalar.ts';

/** An edit that cannot be made because the text is not as it was expected. Nothing was changed. */
export class EditConflict extends Error {
  override readonly name = 'EditConflict';
  /** What was looked for, for example the text of a criterion or the key of a field. */
  readonly lookedFor: string;

  constructor(message: string, lookedFor: string) {
    super(message);
    this.lookedFor = lookedFor;
  }
}

/**
 * Ticks the box of a criterion. A box that is ticked already stays as it is.
 * @throws EditConflict when the criterion is not found, or more than one could be meant
 */
export function tickCriterion(text: string, address: CriterionAddress): string {
  return setBox(text, address, 'x');
}

/** Opens the box of a criterion again; the reverse of `tickCriterion`. @throws EditConflict as there */
export function untickCriterion(text: string, address: CriterionAddress): string {
  return setBox(text, address, ' ');
}

function setBox(text: string, address: CriterionAddress, mark: 'x' | ' '): string {
  const found = findCriterion(parseTask(text, 'TASK-0.md', 'active').criteria, address);
  if (found === undefined) {
    const group = address.group.length === 0 ? '' : ` below "${address.group.join(' / ')}"`;
    throw new EditConflict(`The criterion "${address.text}"${group} is no longer in the file.`, address.text);
  }
  const parts = splitLines(text);
  const line = parts.lines[found.line] ?? '';
  const box = line.indexOf('[');
  const isTicked = line[box + 1] !== ' ';
  if (isTicked === (mark === 'x')) return text;
  return joinLines(replaceLine(parts, found.line, `${line.slice(0, box + 1)}${mark}${line.slice(box + 2)}`));
}

/**
 * Sets a top-level front matter field: replaces its value in place, keeping the spacing, the comment and the quotes
 * of the line, or adds a line at the end of the front matter. A file without front matter gets one.
 * @param key a plain word; anything else is a mistake of the caller
 * @throws EditConflict when the value stands on several lines, or the front matter has no end or is no YAML
 */
export function setField(text: string, key: string, value: string | number | boolean): string {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) throw new TypeError(`"${key}" is no front matter key`);
  const parts = splitLines(text);
  const front = readFrontMatter(parts.lines);
  const fault = front.problems.find(({ code }) => code !== 'front-matter-yaml');
  if (fault !== undefined) throw new EditConflict(`"${key}" cannot be set. ${fault.message}`, key);
  const { closingLine } = front;
  if (closingLine === undefined) {
    return joinLines(insertLines(parts, 0, ['---', `${key}: ${yamlScalar(value)}`, '---']));
  }
  const existing = front.fields.get(key)?.line;
  if (existing === undefined) {
    const isFlow = parts.lines.slice(1, closingLine).some((line) => /^[{[]/.test(line));
    if (isFlow) throw new EditConflict(`"${key}" cannot be added: the front matter is not one field a line.`, key);
    return joinLines(insertLines(parts, closingLine, [`${key}: ${yamlScalar(value)}`]));
  }
  return joinLines(replaceLine(parts, existing, fieldLine(parts, existing, closingLine, key, value)));
}

function fieldLine(
  parts: TextLines,
  index: number,
  closingLine: number,
  key: string,
  value: string | number | boolean,
): string {
  const line = parts.lines[index] ?? '';
  const rest = splitField(line)?.rest ?? '';
  const next = parts.lines.slice(index + 1, closingLine).find((below) => !isBlank(below) && !/^[ \t]*#/.test(below));
  if (next !== undefined && /^(?:[ \t]|-(?:[ \t]|$))/.test(next)) {
    throw new EditConflict(`"${key}" cannot be set: its value stands on several lines.`, key);
  }
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
function newValue(old: string, value: string | number | boolean): string {
  const quote = old[0];
  const isQuoted = (quote === '"' || quote === "'") && closingQuote(old, 0) === old.length - 1;
  return isQuoted && typeof value === 'string' ? quoted(value, quote) : yamlScalar(value);
}

/**
 * Adds an entry to the progress log, after its last top-level dated bullet and what belongs to that, before any `###`.
 * Entries are never sorted: clocks in real logs run backwards. A missing section is added at the end of the file.
 * @param entry for example `2026-01-31 14:05: Raised the replica count`; line breaks become blanks
 * @throws EditConflict when a fence or comment that is never closed would swallow the entry
 */
export function appendLog(text: string, entry: string): string {
  const parts = splitLines(text);
  const outline = readOutline(parts.lines, readFrontMatter(parts.lines).bodyStart);
  const line = entry.split(/\s+/).filter(Boolean).join(' ');
  const place = placeLogEntry(outline, line);
  if (place === undefined) {
    const at = (outline.unclosed?.line ?? 0) + 1;
    const what = outline.unclosed?.what ?? 'fence';
    throw new EditConflict(`No log entry can be added: the ${what} in line ${at} is never closed.`, 'Progress Log');
  }
  return joinLines(insertLines(parts, place.line, place.lines));
}
