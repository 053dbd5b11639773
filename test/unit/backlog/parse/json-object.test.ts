import { expect, test } from 'vitest';
import { readJsonObject } from '../../../../src/backlog/parse/json-object.ts';

test('values and their lines', () => {
  const json = readJsonObject('\uFEFF{\r\n  "a": "x",\r\n  "b": [\r\n    1,\r\n    2\r\n  ]\r\n}\r\n');
  expect(Object.fromEntries(json.values)).toEqual({ a: 'x', b: [1, 2] });
  expect(json.fault).toBeUndefined();
  expect([json.lineOf('a'), json.lineOf('b'), json.lineOf('b', 1), json.lineOf('none')]).toEqual([1, 2, 4, 0]);
});

test('of a repeated key the last counts, value and line', () => {
  const json = readJsonObject('{"a": 1,\n"a": 2}');
  expect([json.values.get('a'), json.lineOf('a')]).toEqual([2, 1]);
});

const conflict = '{\n<<<<<<< HEAD\n"a": 1,\n=======\n"a": 2,\n>>>>>>> x\n"b": 3}';

test.each([
  ['{\n"a": 1,\n}', { a: 1 }, 'line 3: a field name in double quotes is missing, or a comma is too many'],
  ['{"a": [1,\n]}', { a: [1] }, 'line 2: a value is missing, or a comma is too many'],
  ['{"a": 1\n"b": 2}', { a: 1, b: 2 }, 'line 2: a comma is missing'],
  ['{"a" 1}', {}, 'line 1: a colon is missing'],
  ['{"a": "x\n,"b": 2}', { a: 'x', b: 2 }, 'line 1: a text has no closing quote'],
  ['{"a": 1', { a: 1 }, 'line 1: a closing brace is missing'],
  ['{"a": 1} {}', { a: 1 }, 'line 1: something follows after its end'],
  ['// c\n{"a": 1}', { a: 1 }, 'line 1: comments are not allowed'],
  [conflict, { a: 2, b: 3 }, 'line 2: there is something that is no value'],
  ['', {}, 'line 1: it is empty'],
  ['[1]', {}, 'line 1: it must be one object, { … }'],
  ['null', {}, 'line 1: it must be one object, { … }'],
  [`{"a": ${'['.repeat(100_000)}`, {}, 'line 1: more than 100 brackets stand within each other'],
  [`{"a": ${'["]",'.repeat(100_000)}`, {}, 'line 1: more than 100 brackets stand within each other'],
])('%.40j is read as far as it goes', (text, values, fault) => {
  const json = readJsonObject(text);
  expect(Object.fromEntries(json.values)).toEqual(values);
  expect(`line ${(json.fault?.line ?? 0) + 1}: ${json.fault?.what}`).toBe(fault);
});

test('a key like __proto__ is a key', () => {
  const valid = readJsonObject('{"__proto__": {"a": 1}}');
  const broken = readJsonObject('{"__proto__": {"a": 1},}');
  for (const { values } of [valid, broken]) expect([...values]).toEqual([['__proto__', { a: 1 }]]);
});
