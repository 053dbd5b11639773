import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EditConflict } from '../../../../../src/backlog/edit/edit-conflict.ts';
import { splitLines } from '../../../../../src/backlog/parse/text-lines.ts';
import { setJsonField } from '../../../../../src/backlog/standard/edit/json-field.ts';

test.each([
  ['a value', '{\n  "status": "new",\n  "b": 1\n}\n', '{\n  "status": "resolved",\n  "b": 1\n}\n'],
  ['null', '{"status":null}', '{"status":"resolved"}'],
  [
    'odd blanks and no final newline',
    '{ "a" : 1 ,\t"status"  :  "new" , "b": 2 }',
    '{ "a" : 1 ,\t"status"  :  "resolved" , "b": 2 }',
  ],
  ['a list on one line', '{"status": ["new"]}', '{"status": "resolved"}'],
  [
    'a byte order mark and carriage returns',
    '\uFEFF{\r\n\t"status": "new"\r\n}\r\n',
    '\uFEFF{\r\n\t"status": "resolved"\r\n}\r\n',
  ],
  [
    'a key of the same name further down',
    '{"a": {"status": "x"}, "status": "new"}',
    '{"a": {"status": "x"}, "status": "resolved"}',
  ],
  [
    'a new field at the end',
    '{\n    "a": 1,\n    "b" : [\n      1\n    ]\n}\n',
    '{\n    "a": 1,\n    "b" : [\n      1\n    ],\n    "status" : "resolved"\n}\n',
  ],
  ['a new field with tabs and carriage returns', '{\r\n\t"a":1\r\n}', '{\r\n\t"a":1,\r\n\t"status":"resolved"\r\n}'],
  ['a new field on one line', '{"a":1,"b":2}', '{"a":1,"b":2,"status":"resolved"}'],
  ['a new field beside a single one', '{"a": 1}', '{"a": 1, "status": "resolved"}'],
  ['a new field on one line with blanks', '{ "a": 1 }', '{ "a": 1, "status": "resolved" }'],
  ['a new field in an empty object', '{}', '{"status": "resolved"}'],
  ['a new field in an empty object of two lines', '{\r\n}\r\n', '{\r\n  "status": "resolved"\r\n}\r\n'],
])('%s', (_, text, expected) => {
  expect(setJsonField(text, 'status', 'resolved')).toBe(expected);
});

test('texts are escaped, numbers and truth values are not quoted', () => {
  expect(setJsonField('{"a": 1}', 'a', 'x "y"\n')).toBe('{"a": "x \\"y\\"\\n"}');
  expect(setJsonField('{"a": 1}', 'a', 2)).toBe('{"a": 2}');
  expect(setJsonField('{"a": 1}', 'a', false)).toBe('{"a": false}');
});

test.each([
  [
    '{\n  "a": 1,\n}',
    '"status" cannot be set: line 3 is no valid JSON, a field name in double quotes is missing, or a comma is too many.',
  ],
  ['[]', '"status" cannot be set: line 1 is no valid JSON, it must be one object, { … }.'],
  ['{"status": 1,\n"status": 2}', '"status" cannot be set: lines 1 and 2 both hold it. Delete one.'],
  ['{"status": [\n1]}', '"status" cannot be set: its value stands on several lines.'],
  [`{"a": ${'['.repeat(200)}${']'.repeat(200)}}`, '"status" cannot be set: the file is nested too deeply.'],
])('%.20j is refused', (text, message) => {
  const edit = () => setJsonField(text, 'status', 'resolved');
  expect(edit).toThrow(EditConflict);
  expect(edit).toThrow(message);
});

const key = fc.constantFrom('status', 'a', 'b"', 'é', '__proto__');
const value = fc.jsonValue({ maxDepth: 2 });
const layout = fc.constantFrom(undefined, 2, '\t');

test('in any file, one value changes and every other byte stays; setting it back gives the same bytes', () => {
  const property = fc.property(fc.dictionary(key, value), layout, fc.boolean(), (object, space, windows) => {
    const unix = JSON.stringify(object, undefined, space);
    const text = windows ? unix.replaceAll('\n', '\r\n') : unix;
    const old = Object.hasOwn(object, 'status') ? object['status'] : undefined;
    if (typeof old === 'object' && old !== null) return;
    const edited = setJsonField(text, 'status', 'ended');
    expect(JSON.parse(edited)).toEqual({ ...JSON.parse(text), status: 'ended' });
    if (old !== undefined && old !== null) expect(setJsonField(edited, 'status', old)).toBe(text);
    if (Object.keys(object).length === 0) return;
    const bare = (whole: string) => splitLines(whole).lines.map((line) => line.replace(/,$/, ''));
    const isOther = (line: string) => !/^(?: {2}|\t)"status"/.test(line);
    if (space !== undefined) expect(bare(edited).filter(isOther)).toEqual(bare(text).filter(isOther));
  });
  fc.assert(property, { numRuns: 2_000 });
});
