import { expect, test } from 'vitest';
import { addMark, removeMark, splitMark } from '../../../../src/backlog/standard/completion-mark.ts';

test.each([
  ['Find it ✅ COMPLETED - 2026-02-03', 'Find it'],
  ['Find it  ✅ COMPLETED – 2026-02-03', 'Find it'],
  ['Find it ✅ COMPLETE (2026-02-03)', 'Find it'],
  ['Find it ✅ Completed', 'Find it'],
  ['Find it ✅ done', 'Find it'],
  ['✅ old ✅ DONE', '✅ old'],
])('%s is marked', (text, expected) => {
  expect(splitMark(text)).toEqual({ text: expected, isMarked: true });
});

test.each([
  'Find it',
  'Find it ✅',
  '✅ COMPLETED: Find it',
  'Find it ✅ COMPLETED by Ann',
  'Find it ✅ COMPLETED - soon',
  'Find it COMPLETED',
])('%s is not', (text) => {
  expect(splitMark(text)).toEqual({ text, isMarked: false });
});

test.each([
  ['### Find it', '### Find it ✅ COMPLETED - 2026-02-03'],
  ['### Find it  ', '### Find it ✅ COMPLETED - 2026-02-03  '],
  ['## Find it ##', '## Find it ✅ COMPLETED - 2026-02-03 ##'],
  ['## Learn C#', '## Learn C# ✅ COMPLETED - 2026-02-03'],
  ['  #\tFind it \t# ', '  #\tFind it ✅ COMPLETED - 2026-02-03 \t# '],
])('the mark of %j is put on and taken off', (line, marked) => {
  expect(addMark(line, '2026-02-03')).toBe(marked);
  expect(removeMark(marked)).toBe(line);
});

test('a mark that a person wrote is taken off with the blanks before it', () => {
  expect(removeMark('### Find it  ✅ DONE')).toBe('### Find it');
  expect(removeMark('### Find it ✅')).toBe('### Find it ✅');
});
