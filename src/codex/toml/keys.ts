import type { Cursor } from './cursor.ts';
import { readString } from './strings.ts';

/** A key with its dots: `mcp_servers."my server".command`. @throws TomlError */
export function readKey(cursor: Cursor): string[] {
  const parts: string[] = [];
  do {
    cursor.skipBlanks();
    const isMultiLine = cursor.sees('"""') || cursor.sees("'''");
    const part = isMultiLine ? undefined : (readString(cursor) ?? cursor.match(/[A-Za-z0-9_-]+/y));
    parts.push(part ?? cursor.fail('a key should stand here'));
    cursor.skipBlanks();
  } while (cursor.takes('.'));
  return parts;
}
