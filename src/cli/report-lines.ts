/** Lines of a report that keep to the width of the terminal. */
import { stripVTControlCharacters } from 'node:util';
import type { ProblemView } from '../backlog/show/item-view.ts';
import { printable, wrap } from './printable.ts';
import type { Style } from './style.ts';

/** Narrower than this no text is broken: a few words a line read worse than lines that the terminal breaks. */
const narrowest = 12;

/** A text behind a first part; lines that go on are indented by so many cells. */
export function hanging(first: string, indent: number, text: string, style: Style): string[] {
  // What the first part takes besides the indent is room that its line lacks.
  const taken = '.'.repeat(Math.max(0, stripVTControlCharacters(first).length - indent));
  const [start = '', ...others] = wrap(taken + printable(text), Math.max(narrowest, style.width - indent));
  return [`${first}${start.slice(taken.length)}`, ...others.map((line) => ' '.repeat(indent) + line)];
}

/** What works and should be looked at. */
export function warned(warning: string, style: Style): string[] {
  return hanging(`${style('yellow', 'Warning:')} `, 'Warning: '.length, warning, style);
}

const colours = { error: 'red', warning: 'yellow', info: 'dim' } as const;

/** Problems as linters write them, one a line: `file:line  severity  code  message`. They may be wider than the terminal. */
export function problemLines(problems: readonly ProblemView[], style: Style, indent = ''): string[] {
  const rows = problems.map(({ file, line, severity, code, message, fix }) => {
    const fixable = fix === undefined ? '' : style('dim', `  (fix: ${printable(fix)})`);
    return { place: `${printable(file)}:${line}`, severity, code: printable(code), text: printable(message) + fixable };
  });
  const places = rows.reduce((most, { place }) => Math.max(most, place.length), 0);
  const codes = rows.reduce((most, { code }) => Math.max(most, code.length), 0);
  return rows.map(({ place, severity, code, text }) => {
    const level = style(colours[severity], severity.padEnd('warning'.length));
    return `${indent}${place.padEnd(places)}  ${level}  ${style('dim', code.padEnd(codes))}  ${text}`;
  });
}
