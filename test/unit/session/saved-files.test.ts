import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { noteSaved, savedRecords } from '../../../src/session/note-saved.ts';
import type { SavedFile } from '../../../src/session/saved-file.ts';
import { savedSince } from '../../../src/session/saved-files.ts';

let gitDir: string;
beforeEach(() => {
  gitDir = mkdtempSync(join(tmpdir(), 'saved-'));
  onTestFinished(() => rmSync(gitDir, { recursive: true }));
});

const saved = (path: string, at: number): SavedFile => ({ path, at, from: 1.5, to: 2, content: 'c' });
const paths = async (since = 0) => (await savedSince(gitDir, since)).map(({ path }) => path);

test('nothing was noted', async () => {
  expect(await paths()).toEqual([]);
});

test('what was saved since a time is told in its order, with all that was noted', async () => {
  await noteSaved(gitDir, [saved('late', 9), saved('early', 3)]);
  await noteSaved(gitDir, [saved('middle', 5)]);
  expect(await paths(4)).toEqual(['middle', 'late']);
  expect((await savedSince(gitDir, 0))[0]).toEqual(saved('early', 3));
  await noteSaved(gitDir, []);
  expect(await paths()).toHaveLength(3);
});

test('a line that was cut off says nothing, and spoils none of the others', async () => {
  const { current } = savedRecords(gitDir);
  await noteSaved(gitDir, [saved('whole', 1), saved('torn', 2)]);
  truncateSync(current, statSync(current).size - 5);
  expect(await paths()).toEqual(['whole']);
  await noteSaved(gitDir, [saved('after', 3)]);
  expect(await paths()).toEqual(['whole', 'after']);
});

test.each(['null', '[]', '{"path":"a"}', '{"path":1,"at":1,"from":null,"to":null,"content":null}', '\0\0\0', 'x'])(
  'a line that is none of ours (%j) says nothing',
  async (line) => {
    await noteSaved(gitDir, [saved('a', 1)]);
    appendFileSync(savedRecords(gitDir).current, `\n${line}\n`);
    await noteSaved(gitDir, [saved('b', 2)]);
    expect(await paths()).toEqual(['a', 'b']);
  },
);

test('a record that grows too large becomes the earlier one, which still counts, and the one before is gone', async () => {
  const { current, earlier } = savedRecords(gitDir);
  await noteSaved(gitDir, [saved('first', 1)]);
  const fill = () => appendFileSync(current, ' '.repeat(1 << 20));
  fill();
  await noteSaved(gitDir, [saved('second', 2)]);
  expect(await paths()).toEqual(['first', 'second']);
  expect(readFileSync(current, 'utf8')).not.toContain('first');
  fill();
  await noteSaved(gitDir, [saved('third', 3)]);
  expect(await paths()).toEqual(['second', 'third']);
  expect(statSync(earlier).size + statSync(current).size).toBeLessThan(2 << 20);
});

test('where it cannot be written, that is told', async () => {
  writeFileSync(join(gitDir, 'agent-toolkit'), '');
  await expect(noteSaved(gitDir, [saved('a', 1)])).rejects.toThrow(/EEXIST|ENOTDIR/);
});
