/** What an edit did to the lines of a text, told from the two texts alone. */
import { splitLines } from '../../../../src/backlog/parse/text-lines.ts';

/** Lines with their endings; the byte order mark is a part of the first. */
function rawLines(text: string): string[] {
  const { bom, lines, endings } = splitLines(text);
  const raw = lines.map((line, index) => line + endings[index]);
  return bom === '' ? raw : [bom + (raw[0] ?? ''), ...raw.slice(1)];
}

/** Fails with the texts, so that a case can be read. Plain, since an `expect` for each would take longer than the edits. */
export function check(holds: boolean, what: string, ...texts: readonly (string | undefined)[]): asserts holds {
  if (!holds) throw new Error([what, ...texts.map((text) => JSON.stringify(text))].join('\n'));
}

/** Checks that both texts have the same lines but for those of the given numbers. */
export function checkSameBut(before: string, after: string, lines: ReadonlySet<number>): void {
  const [old, now] = [rawLines(before), rawLines(after)];
  const differ = old.findIndex((line, index) => line !== now[index] && !lines.has(index));
  check(old.length === now.length && differ < 0, `line ${differ} is not its own`, before, after);
}

/** The lines that stand in the second text only, when dropping exactly them, in one piece, gives the first again. */
export function inserted(before: string, after: string): readonly string[] {
  const bare = (text: string) => text.replace(/^\uFEFF/, '');
  check(before.startsWith('\uFEFF') === after.startsWith('\uFEFF'), 'the byte order mark stays', before, after);
  const old = rawLines(bare(before));
  const now = rawLines(bare(after));
  const count = now.length - old.length;
  // What follows a last line without an ending puts one there.
  const plain = (line: string | undefined) => line?.replace(/[\r\n]+$/, '');
  let start = 0;
  while (start < old.length && old[start] === now[start]) start += 1;
  if (start === old.length - 1 && plain(old[start]) === plain(now[start])) start += 1;
  for (let at = start; at >= 0; at -= 1) {
    const left = [...now.slice(0, at), ...now.slice(at + count)].join('');
    if (left === bare(before) || plain(left) === bare(before))
      return now.slice(at, at + count).map((line) => plain(line) ?? '');
  }
  check(false, 'not only lines were inserted', before, after);
}
