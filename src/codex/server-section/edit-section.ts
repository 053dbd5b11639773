/** Puts our server into the text of Codex' configuration and takes it out again; every other byte stays. Pure. */
import { findSection, mark, type Run } from './find-section.ts';

/**
 * The text with the section: in the place of one that is there where that stands for itself, else at the end.
 * @param lines without line breaks
 * @throws TomlError
 */
export function withSection(text: string, lines: readonly string[]): string {
  const { runs } = findSection(text);
  const [run] = runs;
  const eol = lineBreak(text);
  const block = [mark, ...lines].map((line) => line + eol).join('');
  if (runs.length === 1 && run?.isWhole === true) return text.slice(0, run.start) + block + text.slice(run.end);
  const rest = cut(text, runs);
  const gap = rest === '' || rest === '\ufeff' ? '' : rest.endsWith('\n') ? eol : eol + eol;
  return rest + gap + block;
}

/** A text, and what of an earlier section has no place in it. */
export interface Restored {
  readonly text: string;
  /** Lines of the earlier section that a person has to put back; empty as a rule. */
  readonly left: string;
}

/**
 * The text without the section. What it had replaced is put back in its place.
 * @param before the text before the section was written; undefined where that is not known
 * @throws TomlError
 */
export function withoutSection(text: string, before?: string): Restored {
  const { runs } = findSection(text);
  const earlier = before === undefined ? [] : findSection(before).runs;
  const kept = earlier.map(({ start, end }) => before?.slice(start, end) ?? '').join('');
  const [run] = runs;
  const fits = runs.length === 1 && run?.isWhole === true && earlier.every(({ isWhole }) => isWhole);
  if (!fits) return { text: cut(text, runs), left: kept };
  const head = text.slice(0, run.start);
  return { text: (kept === '' ? head.replace(/(\n)\r?\n$/, '$1') : head + kept) + text.slice(run.end), left: '' };
}

/** The lines of the section as they are. @throws TomlError */
export function sectionLines(text: string): string[] {
  return findSection(text).runs.flatMap(({ start, end }) => text.slice(start, end).trimEnd().split(/\r?\n/));
}

function cut(text: string, runs: readonly Run[]): string {
  return runs.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}

function lineBreak(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}
