import { expect, test } from 'vitest';
import type { SavedFile } from '../../../../src/session/saved-file.ts';
import { handOf, isAbout, savesOf } from '../../../../src/tools/process/saved-meanwhile.ts';

/** The picture was taken at 100. */
const since = 100;
const save = (content: string | null, from: number | null, to: number | null): SavedFile => ({
  ...{ path: 'app.yaml', at: 200, from, to, content },
});

test.each<[string, readonly SavedFile[], string | null | undefined, string | undefined]>([
  ['a file that nobody had touched', [save('mine', 50, 150)], 'mine', undefined],
  ['it was saved twice', [save('first', 50, 150), save('mine', 150, 180)], 'mine', undefined],
  ['it is new', [save('mine', null, 150)], 'mine', undefined],
  ['it was deleted', [save(null, null, null)], null, undefined],
  ['it was deleted and is there again', [save(null, null, null)], 'theirs', 'changed after'],
  ['it was saved and then deleted by the person', [save('mine', 50, 150), save(null, null, null)], null, undefined],
  ['it has changed since', [save('mine', 50, 150)], 'theirs', 'changed after'],
  ['it is gone since', [save('mine', 50, 150)], null, 'changed after'],
  ['it cannot be read now', [save('mine', 50, 150)], undefined, 'changed after'],
  ['it is as it was saved first, not last', [save('a', 50, 150), save('b', 150, 180)], 'a', 'changed after'],
  ['it had changed since the picture, and was saved on top', [save('both', 120, 150)], 'both', 'changed before'],
  ['it changed between two saves', [save('mine', 50, 150), save('both', 160, 180)], 'both', 'changed before'],
  ['nobody can tell when it had changed', [save('mine', null, null), save('more', 160, 180)], 'more', undefined],
])('%s', (_what, saves, now, hand) => {
  expect(handOf(saves, { now, since, isNamed: false })).toBe(hand);
  // Whatever the agent names may be its own as well.
  expect(handOf(saves, { now, since, isNamed: true })).toBe(hand ?? 'named');
});

test('a file that was saved and then moved is told of as a whole, also in the folder that it was moved with', () => {
  const first = { ...save('mine', 50, 150), path: 'a.md' };
  const gone = { ...save(null, null, null), path: 'a.md' };
  const moved = { ...save('mine', 150, 160), path: 'docs/a.md', was: 'a.md' };
  const goneAgain = { ...save(null, null, null), path: 'docs' };
  const movedAgain = { ...save('mine', 150, 170), path: 'notes/a.md', was: 'docs/a.md' };
  const all = [first, gone, moved, goneAgain, movedAgain];
  expect(savesOf(all, 'a.md')).toEqual([first, gone]);
  expect(savesOf(all, 'docs/a.md')).toEqual([first, moved, goneAgain]);
  expect(savesOf(all, 'notes/a.md')).toEqual([first, moved, movedAgain]);
  const around = { now: 'mine', since, isNamed: false };
  expect(handOf(savesOf(all, 'notes/a.md'), around)).toBeUndefined();
  expect(handOf(savesOf([{ ...first, from: 120 }, gone, moved], 'docs/a.md'), around)).toBe('changed before');
});

test.each([
  ['a file', 'docs/a.md', 'c', 'docs/a.md', true],
  ['another one', 'docs/a.md', 'c', 'docs/a.md.orig', false],
  ['a file in a folder that was deleted', 'docs', null, 'docs/a.md', true],
  ['a file beside it', 'docs', null, 'docs2/a.md', false],
  ['a file below a saved one', 'docs', 'c', 'docs/a.md', false],
])('%s', (_what, path, content, changed, expected) => {
  expect(isAbout({ path, content, at: 0, from: null, to: null }, changed)).toBe(expected);
});
