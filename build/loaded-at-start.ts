/** What an ES module reads before it does anything: itself, and what it imports, not what it imports when needed. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The texts of a bundle of ours and of all that it loads at its start, by path. @throws the system's error when there is none */
export function loadedAtStart(file: string): Map<string, string> {
  const found = new Map([[file, readFileSync(file, 'utf8')]]);
  for (const [path, text] of found) {
    for (const [, imported = ''] of text.matchAll(/(?:^|;)import\s*(?:[^'";()]*?\bfrom\s*)?"(\.[^"]+)"(?=;|$)/gm)) {
      const other = join(dirname(path), imported);
      if (!found.has(other)) found.set(other, readFileSync(other, 'utf8'));
    }
  }
  return found;
}

/** Bytes of all of them. */
export function bytesAtStart(file: string): number {
  return [...loadedAtStart(file).values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
