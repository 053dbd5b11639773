/** What an ES module reads before it does anything: itself, and what it imports, not what it imports when needed. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes of a bundle of ours with all that it loads at its start. @throws the system's error when there is none */
export async function startBytes(file: string): Promise<number> {
  const found = new Set([file]);
  let bytes = 0;
  for (const one of found) {
    const text = await readFile(one, 'utf8');
    bytes += Buffer.byteLength(text);
    for (const [, path = ''] of text.matchAll(/^import (?:[^'";]*? from )?"(\.[^"]+)";$/gm)) {
      found.add(join(dirname(one), path));
    }
  }
  return bytes;
}
