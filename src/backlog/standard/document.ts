/** A markdown file of an item (PROMPT.md, PLAN.md, TASKS.md), read once for all that is asked of it. */
import { type FrontMatter, readFrontMatter } from '../parse/front-matter.ts';
import { findConflicts } from '../parse/merge-conflict.ts';
import { type Outline, readOutline, readSections, type Section } from '../parse/outline.ts';
import { detached, readLines } from '../parse/text-lines.ts';
import type { Problem } from '../task.ts';

export interface Document {
  /** Path below the repository root, with forward slashes. */
  readonly file: string;
  readonly front: FrontMatter;
  readonly outline: Outline;
  readonly sections: readonly Section[];
}

/** Reads the structure of a markdown file. */
export function readDocument(text: string, file: string): Document {
  const lines = readLines(text);
  const front = readFrontMatter(lines);
  const outline = readOutline(lines, front.bodyStart);
  return { file, front, outline, sections: readSections(outline) };
}

export interface NamedField {
  readonly text: string;
  readonly line: number;
}

const fieldPattern = /^[ \t]*(?:[-*+][ \t]+)?\*\*([A-Za-z][A-Za-z ]{0,30})(?::\*\*|\*\*[ \t]*:)(.*)$/;

/**
 * Lines like `**Priority**: P1` above the first `##`, by their name in small letters. The first of a repeated name counts.
 */
export function namedFields({ outline }: Document): ReadonlyMap<string, NamedField> {
  const end = outline.headings.find(({ level }) => level >= 2)?.line ?? outline.lines.length;
  const fields = new Map<string, NamedField>();
  for (let line = 0; line < end; line += 1) {
    const match = outline.kinds[line] === 'text' ? fieldPattern.exec(outline.lines[line] ?? '') : null;
    const name = match?.[1]?.trim().toLowerCase();
    const text = (match?.[2] ?? '').replace(/[*`]/g, '').trim();
    if (name !== undefined && text !== '' && !fields.has(name)) fields.set(name, { text, line });
  }
  return fields;
}

/** The prose above the first `##`, in one line; without named fields and headings. */
export function preamble({ outline }: Document, longest: number): string {
  let text = '';
  for (let line = 0; line < outline.lines.length && text.length < longest; line += 1) {
    const kind = outline.kinds[line];
    if (kind === 'heading' && (outline.headingAt.get(line)?.level ?? 0) >= 2) break;
    const own = (outline.lines[line] ?? '').trim();
    if (kind === 'text' && !fieldPattern.test(own) && !/^[-*_=]{3,}$/.test(own)) text += `${own} `;
  }
  return text.slice(0, longest).trim();
}

/** The title of `# BUG-005: Remove it`, without the id. */
export function documentTitle({ outline }: Document): string | undefined {
  const text = outline.headings.find(({ level }) => level === 1)?.text ?? '';
  const title = text.replace(/^[A-Za-z]{1,32}[-_]\d{1,9}(?![\p{L}\p{N}])[ \t]*[:–—-]?/u, '').trim();
  return title === '' ? undefined : detached(title);
}

/** Marks of a merge, what hides a part of the file, and what is wrong with its front matter. */
export function documentProblems({ file, front, outline }: Document): Problem[] {
  const faults = [...findConflicts(outline.lines, outline.kinds), ...front.problems];
  const problems: Problem[] = faults.map((problem) => ({ file, ...problem }));
  if (outline.unclosed !== undefined) {
    const { line, what } = outline.unclosed;
    const message = `This ${what === 'fence' ? 'code fence' : 'comment'} is never closed and hides all that follows.`;
    problems.push({
      file,
      range: { start: line, end: line + 1 },
      severity: 'warning',
      code: `${what}-unclosed`,
      message,
    });
  }
  return problems;
}
