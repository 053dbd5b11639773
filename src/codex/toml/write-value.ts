import { tomlString } from './strings.ts';

/** What can be written. */
export type Writable = string | number | boolean | readonly Writable[] | { readonly [key: string]: Writable };

/** A value on one line, tables in braces. */
export function writeValue(value: Writable): string {
  if (typeof value === 'string') return tomlString(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(writeValue).join(', ')}]`;
  const pairs = Object.entries(value).map(([key, inner]) => `${writeKey(key)} = ${writeValue(inner)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

export function writeKey(key: string): string {
  return /^[\w-]+$/.test(key) ? key : tomlString(key);
}

function isList(value: object): value is readonly Writable[] {
  return Array.isArray(value);
}
