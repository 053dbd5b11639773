/** What the bundle of the extension reads before it does anything: itself and what it requires, not what it requires when needed. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The texts of a bundle in CommonJS and of all that it loads at its start, by path. @throws the system's error when there is none */
export function loadedAtStart(file: string): Map<string, string> {
  const found = new Map([[file, readFileSync(file, 'utf8')]]);
  for (const [path, text] of found) {
    // What is loaded later is required by a function of its own.
    for (const [, required = ''] of text.matchAll(/(?<!=>)\brequire\("(\.[^"]+)"\)/g)) {
      const other = join(dirname(path), required);
      if (!found.has(other)) found.set(other, readFileSync(other, 'utf8'));
    }
  }
  return found;
}

/** Bytes of all of them. */
export function bytesAtStart(file: string): number {
  return [...loadedAtStart(file).values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
