/** A new section in a markdown file: lines are inserted, every other byte stays. */
import { readFrontMatter } from '../parse/front-matter.ts';
import { readOutline, readSections } from '../parse/outline.ts';
import { insertLines, isBlank, joinLines, splitLines } from '../parse/text-lines.ts';
import { EditConflict } from './edit-conflict.ts';

/**
 * Inserts a section of level 2 before the progress log, or at the end where there is none.
 * @param content lines that are no headings, and open neither a fence nor a comment
 * @throws EditConflict when a fence or comment that is never closed would swallow it
 */
export function insertSection(text: string, heading: string, content: readonly string[]): string {
  const parts = splitLines(text);
  const { lines } = parts;
  const outline = readOutline(lines, readFrontMatter(lines).bodyStart);
  const log = readSections(outline).find(({ name }) => name === 'progress log');
  const line = log?.heading.line ?? lines.length;
  if (outline.unclosed !== undefined && line > outline.unclosed.line) {
    const { what, line: at } = outline.unclosed;
    throw new EditConflict(`No section can be added: the ${what} in line ${at + 1} is never closed.`, heading);
  }
  const isApart = line === 0 || isBlank(lines[line - 1] ?? '');
  const section = [...(isApart ? [] : ['']), `## ${heading}`, '', ...content, ...(log === undefined ? [] : [''])];
  return joinLines(insertLines(parts, line, section));
}
