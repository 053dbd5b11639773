import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStatements } from '../../../../src/codex/toml/statements.ts';
import type { TomlValue } from '../../../../src/codex/toml/table.ts';
import { TomlError } from '../../../../src/codex/toml/toml-error.ts';
import { type Writable, writeKey, writeValue } from '../../../../src/codex/toml/write-value.ts';

/** As JSON has it: tables are objects, dates and odd numbers texts. */
function plain(value: TomlValue | undefined): unknown {
  if (value instanceof Map) return Object.fromEntries(Array.from(value, ([key, inner]) => [key, plain(inner)]));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value;
}

const readOf = (text: string) => plain(readStatements(`a = ${text}\nb = 1\n`)[0]?.value);

describe('values', () => {
  test.each<[string, unknown]>([
    ['"text"', 'text'],
    ["'C:\\no\\escape'", 'C:\\no\\escape'],
    ['"tab\\tquote\\"\\u00e9\\U0001F600\\\\"', 'tab\tquote"é😀\\'],
    ['"""\nfirst\nsecond"""', 'first\nsecond'],
    ['"""one \\\n     line"""', 'one line'],
    ['"""a "quote" and two"""""', 'a "quote" and two""'],
    ["'''\r\nraw \\n'''", 'raw \\n'],
    ['""', ''],
    ['true', true],
    ['-1_000', -1000],
    ['0xff', 255],
    ['6.5e-1', 0.65],
    ['+inf', 'Infinity'],
    ['nan', 'NaN'],
    ['1979-05-27T07:32:00Z', { time: '1979-05-27T07:32:00Z' }],
    ['1979-05-27 07:32:00.5+01:00', { time: '1979-05-27 07:32:00.5+01:00' }],
    ['07:32:00', { time: '07:32:00' }],
    ['[]', []],
    ['[1, [2, "x"], # why\n 3,\n]', [1, [2, 'x'], 3]],
    ['{}', {}],
    ['{ x = 1, y.z = [true] }', { x: 1, y: { z: [true] } }],
    ['{\n x = 1, # why\n}', { x: 1 }],
  ])('%j', (text, value) => {
    expect(readOf(text)).toEqual(value);
  });
});

test('statements have their path, line and all of their lines', () => {
  const text = '\ufeff# top\nmodel = "a" # why\n\n  [a."b.c"] # t\r\n\tx.y = [\n  1,\n]\n[[l]]\nk=1\n[[l]]\nk=2';
  const seen = readStatements(text).map(({ kind, path, start, end, line }) => [
    kind,
    path.join('|'),
    line,
    text.slice(start, end),
  ]);
  expect(seen).toEqual([
    ['pair', 'model', 2, 'model = "a" # why\n'],
    ['table', 'a|b.c', 4, '  [a."b.c"] # t\r\n'],
    ['pair', 'a|b.c|x|y', 5, '\tx.y = [\n  1,\n]\n'],
    ['entry', 'l', 8, '[[l]]\n'],
    ['pair', 'l|k', 9, 'k=1\n'],
    ['entry', 'l', 10, '[[l]]\n'],
    ['pair', 'l|k', 11, 'k=2'],
  ]);
});

test.each([
  ['a = 1\nb = "open\n', 2, 'a string that does not end on its line'],
  ['a = 1\n\nb = """\nopen\n', 3, 'a string that does not end'],
  ['[a\nb = 1\n', 1, '] should stand here'],
  ['[a] b = 1\n', 1, 'the line should end here'],
  ['a = 1 b = 2\n', 1, 'the line should end here'],
  ['# x\na\n', 2, '= should stand here'],
  ['a = text\n', 1, 'text needs quotes'],
  ['a = 01\n', 1, 'text needs quotes'],
  ['a =\n', 1, 'text needs quotes'],
  ['a = "\\q"\n', 1, 'there is no escape \\q in TOML'],
  ['a = "\\ud800"\n', 1, '\\ud800 is no character'],
  ['a = [1,\n2\n', 1, 'a comma or ] should stand here'],
  ['a = [1,\n', 1, 'a list that does not end'],
  ['a = { x = 1', 1, 'a comma or } should stand here'],
  ['a = { x = 1, x = 2 }\n', 1, 'x is there twice'],
  ['a = 1\na = 2\n', 2, 'a is there twice'],
  ['[a]\n[b]\n[a]\n', 3, 'a is there twice'],
  ['"""a""" = 1\n', 1, 'a key should stand here'],
  ['= 1\n', 1, 'a key should stand here'],
  ['<<<<<<< HEAD\n', 1, 'a key should stand here'],
])('%j is refused at line %d: %s', (text, line, message) => {
  const refused = expect.objectContaining({ name: 'TomlError', line: line === 1 ? expect.any(Number) : line });
  expect(() => readStatements(text)).toThrow(TomlError);
  try {
    readStatements(text);
  } catch (error) {
    expect(error).toEqual(refused);
    expect((error as Error).message).toContain(message);
  }
});

const { value: anyValue } = fc.letrec<{ value: Writable }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test('what is written is read back as it was', () => {
  // An object of JavaScript takes that name for something else.
  const clean = (value: Writable): Writable => JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'proto'));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), anyValue, (key, value) => {
      const wanted = clean(value);
      const [statement] = readStatements(`${writeKey(key)} = ${writeValue(wanted)}\n`);
      expect(statement?.path).toEqual([key]);
      expect(plain(statement?.value)).toEqual(wanted);
    }),
  );
});
