/** Strings of TOML, read and written. */
import type { Cursor } from './cursor.ts';

/** Undefined where no string begins. @throws TomlError */
export function readString(cursor: Cursor): string | undefined {
  const begin = cursor.at;
  if (cursor.takes('"""')) return multiLine(cursor, begin, '"');
  if (cursor.takes("'''")) return multiLine(cursor, begin, "'");
  if (cursor.takes('"')) return until(cursor, begin, '"', /(?:[^"\\\p{Cc}]|\t|\\.)*/uy, true);
  if (cursor.takes("'")) return until(cursor, begin, "'", /(?:[^'\p{Cc}]|\t)*/uy, false);
  return undefined;
}

/** A basic string on one line. */
export function tomlString(text: string): string {
  // What JSON escapes TOML escapes alike; DEL is a control character in TOML alone.
  return JSON.stringify(text.replaceAll(/\p{Surrogate}/gu, '\ufffd')).replaceAll('\u007f', '\\u007f');
}

function until(cursor: Cursor, begin: number, end: string, inside: RegExp, hasEscapes: boolean): string {
  const text = cursor.match(inside) ?? '';
  if (!cursor.takes(end)) cursor.fail('a string that does not end on its line', begin);
  return hasEscapes ? unescaped(cursor, text, begin) : text;
}

function multiLine(cursor: Cursor, begin: number, quote: '"' | "'"): string {
  const inside =
    quote === '"'
      ? /(?:[^"\\\p{Cc}]|[\t\n]|\r\n|\\[\s\S]|"{1,2}(?!"))*/uy
      : /(?:[^'\p{Cc}]|[\t\n]|\r\n|'{1,2}(?!'))*/uy;
  const text = cursor.match(inside) ?? '';
  const quotes = cursor.match(quote === '"' ? /"{3,5}/y : /'{3,5}/y);
  if (quotes === undefined) cursor.fail('a string that does not end', begin);
  // One or two quotes may stand directly before the three that end it.
  const whole = (text + quotes.slice(3)).replace(/^\r?\n/, '');
  return quote === "'"
    ? whole
    : unescaped(cursor, whole.replaceAll(/(?<!\\)((?:\\\\)*)\\[ \t]*\r?\n\s*/g, '$1'), begin);
}

const escapes: Readonly<Record<string, string>> = {
  ...{ b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\u001b', '"': '"', '\\': '\\' },
};

function unescaped(cursor: Cursor, text: string, begin: number): string {
  return text.replaceAll(
    /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|([\s\S]))/g,
    (all, four, eight, two, one) => {
      const hex: string | undefined = four ?? eight ?? two;
      if (hex === undefined) return escapes[one] ?? cursor.fail(`there is no escape ${all} in TOML`, begin);
      const code = Number.parseInt(hex, 16);
      const isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
      return isCharacter ? String.fromCodePoint(code) : cursor.fail(`${all} is no character`, begin);
    },
  );
}
