/**
 * Edits of a JSON file as text → text. The library's own `modify` sets the blanks of neighbouring lines right when it
 * adds a field, and takes the first of repeated keys where JSON takes the last; only one line may change here.
 */
import { EditConflict } from '../../edit/edit-conflict.ts';
import { type JsonField, jsonFields, lineAt, readJsonObject, withoutMark } from '../../parse/json-object.ts';

/**
 * Sets a field of the top level: replaces its value in place, or adds a field at the end in the style of the last one.
 * @throws EditConflict when the file is no JSON object, holds the key twice, or its value stands on several lines
 */
export function setJsonField(text: string, key: string, value: JsonValue): string {
  const json = withoutMark(text);
  const mark = text.slice(0, text.length - json.length);
  const { fault, values } = readJsonObject(json);
  if (fault !== undefined) {
    throw new EditConflict(`"${key}" cannot be set: line ${fault.line + 1} is no valid JSON, ${fault.what}.`, key);
  }
  const fields = jsonFields(json);
  if (fields.length === 0 && values.size > 0) {
    throw new EditConflict(`"${key}" cannot be set: the file is nested too deeply.`, key);
  }
  const [field, second] = fields.filter((one) => one.key === key);
  if (second !== undefined) {
    const lines = [field, second].map((one) => lineAt(json, one?.offset ?? 0) + 1);
    throw new EditConflict(`"${key}" cannot be set: lines ${lines.join(' and ')} both hold it. Delete one.`, key);
  }
  return mark + (field === undefined ? added(json, fields, key, value) : replaced(json, field, value));
}

/** What is written in one line. */
type JsonValue = string | number | boolean | null | readonly unknown[];

function written(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
}

function replaced(json: string, { key, valueOffset, valueLength }: JsonField, value: JsonValue): string {
  const old = json.slice(valueOffset, valueOffset + valueLength);
  if (/[\r\n]/.test(old)) throw new EditConflict(`"${key}" cannot be set: its value stands on several lines.`, key);
  return json.slice(0, valueOffset) + written(value) + json.slice(valueOffset + valueLength);
}

/** Adds a field after the last one, with the blanks that stand before that one and around its colon. */
function added(json: string, fields: readonly JsonField[], key: string, value: JsonValue): string {
  const last = fields.at(-1);
  if (last === undefined) return intoEmpty(json, `${JSON.stringify(key)}: ${written(value)}`);
  const end = last.valueOffset + last.valueLength;
  const colon = json.slice(last.offset + last.keyLength, last.valueOffset);
  const field = `${JSON.stringify(key)}${colon}${written(value)}`;
  return `${json.slice(0, end)},${separator(json, fields, colon)}${field}${json.slice(end)}`;
}

/** The blanks between a comma and the last field; a single field tells by those before it, or behind its colon. */
function separator(json: string, fields: readonly JsonField[], colon: string): string {
  const before = json.slice(0, fields.at(-1)?.offset ?? 0);
  const blanks = before.slice(before.trimEnd().length);
  return blanks === '' && fields.length === 1 ? colon.slice(colon.trimEnd().length) : blanks;
}

function intoEmpty(json: string, field: string): string {
  const open = json.indexOf('{') + 1;
  const close = json.lastIndexOf('}');
  const inside = json.slice(open, close);
  const ending = /\r\n|\n|\r/.exec(inside)?.[0];
  const content = ending === undefined ? field : `${ending}  ${field}${ending}`;
  return json.slice(0, open) + content + json.slice(close);
}
