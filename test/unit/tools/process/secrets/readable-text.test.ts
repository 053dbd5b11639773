import { expect, test } from 'vitest';
import { piecesOf } from '../../../../../src/tools/process/secrets/pieces.ts';
import { readableText } from '../../../../../src/tools/process/secrets/readable-text.ts';

const little = (text: string) => Buffer.from(text, 'utf16le');
const big = (text: string) => little(text).swap16();

test.each<[string, Buffer, string, boolean]>([
  ['UTF-8', Buffer.from('Grüße\n'), 'Grüße\n', false],
  ['UTF-16, little, with a mark', little('\uFEFFkey: value'), '\uFEFFkey: value', false],
  ['UTF-16, big, with a mark', big('\uFEFFkey: value'), '\uFEFFkey: value', false],
  ['UTF-16, little, without a mark', little('key: value'), 'key: value', false],
  ['UTF-16, big, without a mark', big('key: value'), 'key: value', false],
  ['a NUL byte', Buffer.from('a\n\0k: v'), 'a\n k: v', true],
  ['a NUL byte far behind', Buffer.from(`${'a'.repeat(9000)}\0b`), `${'a'.repeat(9000)} b`, false],
  ['no text at all', Buffer.from([0x89, 0x50, 0, 0, 0, 0xff]), ' P    ', true],
  ['nothing', Buffer.alloc(0), '', false],
])('%s', (_case, bytes, text, isBinary) => {
  expect(readableText(bytes)).toEqual({ text, isBinary });
});

test('pieces hold all of a text, each with the end of the one before, and begin at a document', () => {
  const text = `${'a: 1\n'.repeat(195_000)}---\n${'b: 2\n'.repeat(300_000)}`;
  const pieces = piecesOf(text);
  expect(pieces.map(({ from }) => from)).toEqual([0, 975_000, expect.any(Number)]);
  for (const [index, { text: piece, from }] of pieces.entries()) {
    expect(text.slice(from, from + piece.length)).toBe(piece);
    const next = pieces[index + 1];
    expect(next === undefined ? text.length - from - piece.length : next.from < from + piece.length).toBe(
      next === undefined ? 0 : true,
    );
  }
});
