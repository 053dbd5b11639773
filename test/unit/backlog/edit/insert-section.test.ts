import { expect, test } from 'vitest';
import { EditConflict } from '../../../../src/backlog/edit/edit-conflict.ts';
import { insertSection } from '../../../../src/backlog/edit/insert-section.ts';

test.each([
  [
    'before the log',
    '# T\n\nText\n\n## Progress Log\n\n- one\n',
    '# T\n\nText\n\n## New\n\nline\n\n## Progress Log\n\n- one\n',
  ],
  ['before a log without a blank line', 'Text\n## Progress Log\n', 'Text\n\n## New\n\nline\n\n## Progress Log\n'],
  ['at the end', '# T\n', '# T\n\n## New\n\nline\n'],
  ['behind a last line without an end', '# T', '# T\n\n## New\n\nline'],
  ['with the endings of the file', '# T\r\n', '# T\r\n\r\n## New\r\n\r\nline\r\n'],
  ['past a heading in a fence', '```\n## Progress Log\n```\n', '```\n## Progress Log\n```\n\n## New\n\nline\n'],
])('%s', (_name, before, after) => {
  expect(insertSection(before, 'New', ['line'])).toBe(after);
});

test('not into a fence that is never closed', () => {
  expect(() => insertSection('```\ntext\n', 'New', ['line'])).toThrow(EditConflict);
});
