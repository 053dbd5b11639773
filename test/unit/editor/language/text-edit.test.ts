import { describe, expect, test } from 'vitest';
import { applyLineEdits } from '../../../../src/backlog/edit/line-edits.ts';
import { joinLines, splitLines } from '../../../../src/backlog/parse/text-lines.ts';
import type { LineEdit } from '../../../../src/backlog/task.ts';
import { replacementOf, visibleRange } from '../../../../src/editor/language/text-edit.ts';
import { documentLines } from './fixture.ts';

/** What the editor makes of a replacement: it writes the line ends of its document. */
function replaced(text: string, edit: LineEdit): string {
  const document = documentLines(text);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const offset = ({ line, character }: { line: number; character: number }) =>
    text.split(eol).slice(0, line).join(eol).length + (line === 0 ? 0 : eol.length) + character;
  const { start, end, text: now } = replacementOf(document, edit);
  return text.slice(0, offset(start)) + now.replaceAll('\n', eol) + text.slice(offset(end));
}

const edits: readonly (readonly [string, LineEdit])[] = [
  ['one line replaced', { range: { start: 1, end: 2 }, lines: ['B'] }],
  ['the first line replaced', { range: { start: 0, end: 1 }, lines: ['A'] }],
  ['the last line replaced', { range: { start: 2, end: 3 }, lines: ['C'] }],
  ['one line made two', { range: { start: 1, end: 2 }, lines: ['B', 'B2'] }],
  ['two lines made one', { range: { start: 1, end: 3 }, lines: ['BC'] }],
  ['a line removed', { range: { start: 1, end: 2 }, lines: [] }],
  ['the last line removed', { range: { start: 2, end: 3 }, lines: [] }],
  ['all removed', { range: { start: 0, end: 3 }, lines: [] }],
  ['a line put before the first', { range: { start: 0, end: 0 }, lines: ['0'] }],
  ['two lines put between', { range: { start: 2, end: 2 }, lines: ['x', 'y'] }],
  ['a line put at the end', { range: { start: 3, end: 3 }, lines: ['d'] }],
];

describe.each([
  ['with a final newline', 'a\nb\nc\n'],
  ['without one', 'a\nb\nc'],
  ['with CRLF', 'a\r\nb\r\nc\r\n'],
])('a text %s', (_, text) => {
  test.each(edits)('%s becomes what the engine makes of it', (_name, edit) => {
    expect(replaced(text, edit)).toBe(joinLines(applyLineEdits(splitLines(text), [edit])));
  });
});

test.each([
  ['what is visible of a line', '  id: x  \n', { start: 0, end: 1 }, '0:2-0:7'],
  ['an empty line', '\n\n', { start: 1, end: 2 }, '1:0-1:0'],
  ['several lines', 'a\n b\n', { start: 0, end: 2 }, '0:0-1:2'],
  ['lines that are gone', 'a', { start: 5, end: 6 }, '0:0-0:1'],
])('marks %s', (_, text, range, marked) => {
  const { start, end } = visibleRange(documentLines(text), range);
  expect(`${start.line}:${start.character}-${end.line}:${end.character}`).toBe(marked);
});
