/** Files as people keep them, whole and after careless edits: lines lost, doubled or swapped, other line endings. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { splitLines } from '../../../../src/backlog/parse/text-lines.ts';
import { withEndings } from './task-file.ts';

const folder = new URL('fixtures/', import.meta.url);

/** Texts of the fixtures, by name. */
export const realFiles: readonly (readonly [string, string])[] = readdirSync(folder).map((name) => [
  name,
  readFileSync(new URL(name, folder), 'utf8'),
]);

const texts = realFiles.map(([, text]) => text);
const damage = fc.record({ kind: fc.constantFrom('lose', 'double', 'swap'), at: fc.nat(80) });
const endings = fc.constantFrom<readonly string[]>(['\n'], ['\r\n'], ['\r'], ['\n', '\r\n']);

function damaged(lines: readonly string[], { kind, at }: { readonly kind: string; readonly at: number }): string[] {
  const index = at % Math.max(1, lines.length);
  const line = lines[index] ?? '';
  const next = lines[index + 1] ?? '';
  if (kind === 'lose') return lines.toSpliced(index, 1);
  return kind === 'double' ? lines.toSpliced(index, 0, line) : lines.toSpliced(index, 2, next, line);
}

/** A fixture after up to three careless edits. */
export const realFile: fc.Arbitrary<string> = fc
  .record({
    text: fc.constantFrom(...texts),
    damages: fc.array(damage, { maxLength: 3 }),
    endings,
    isEnded: fc.boolean(),
  })
  .map(({ text, damages, endings: given, isEnded }) => {
    const { bom, lines } = splitLines(text);
    return bom + withEndings(damages.reduce(damaged, [...lines]), given, isEnded);
  });
