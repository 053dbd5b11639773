/** Values of TOML. */
import type { Cursor } from './cursor.ts';
import { readKey } from './keys.ts';
import { readString } from './strings.ts';
import { addPair, newTable, type TomlTable, type TomlValue } from './table.ts';

/** @throws TomlError */
export function readValue(cursor: Cursor): TomlValue {
  const text = readString(cursor);
  if (text !== undefined) return text;
  if (cursor.takes('[')) return readArray(cursor, cursor.at - 1);
  if (cursor.takes('{')) return readInlineTable(cursor, cursor.at - 1);
  if (cursor.match(/true(?![\w-])/y) !== undefined) return true;
  if (cursor.match(/false(?![\w-])/y) !== undefined) return false;
  const time = cursor.match(dateOrTime);
  if (time !== undefined) return { time };
  const begin = cursor.at;
  const number = numberOf(cursor.match(/[\w.+-]+/y) ?? '');
  return number ?? cursor.fail('a value should stand here: text needs quotes', begin);
}

function readArray(cursor: Cursor, begin: number): TomlValue[] {
  const values: TomlValue[] = [];
  for (;;) {
    cursor.skipLines();
    if (cursor.takes(']')) return values;
    if (cursor.isAtEnd) cursor.fail('a list that does not end', begin);
    values.push(readValue(cursor));
    cursor.skipLines();
    if (!cursor.takes(',') && !cursor.sees(']')) cursor.fail('a comma or ] should stand here');
  }
}

/** Line breaks and a comma at the end are allowed since TOML 1.1. */
function readInlineTable(cursor: Cursor, begin: number): TomlTable {
  const table = newTable();
  for (;;) {
    cursor.skipLines();
    if (cursor.takes('}')) return table;
    if (cursor.isAtEnd) cursor.fail('a table in braces that does not end', begin);
    const at = cursor.at;
    const path = readKey(cursor);
    if (!cursor.takes('=')) cursor.fail('= should stand here');
    cursor.skipBlanks();
    if (!addPair(table, path, readValue(cursor))) cursor.fail(`${path.join('.')} is there twice`, at);
    cursor.skipLines();
    if (!cursor.takes(',') && !cursor.sees('}')) cursor.fail('a comma or } should stand here');
  }
}

const dateOrTime =
  /\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2})?)?(?![\w:-])|\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?![\w:-])/y;

const decimal = /^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/;
const based = /^0(?:x[\da-fA-F](?:_?[\da-fA-F])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/;

function numberOf(word: string): number | undefined {
  if (decimal.test(word) || based.test(word)) return Number(word.replaceAll('_', ''));
  const [, sign, name] = /^([+-]?)(inf|nan)$/.exec(word) ?? [];
  if (name === undefined) return undefined;
  return name === 'nan' ? Number.NaN : sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
