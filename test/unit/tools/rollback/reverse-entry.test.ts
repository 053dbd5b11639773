import { expect, test } from 'vitest';
import type { TreeEntry } from '../../../../src/git/tree-entries.ts';
import { type Reversal, reverseEntry } from '../../../../src/tools/rollback/reverse-entry.ts';

const file = (object: string, mode = '100644'): TreeEntry => ({ mode, object });
const [a, b, c] = [file('a'), file('b'), file('c')];
const none = undefined;
const nothing: Reversal = { kind: 'nothing' };
const put = (entry: TreeEntry | undefined): Reversal => ({ kind: 'put', entry });
const conflict = { kind: 'conflict' } as const;

test.each<[string, TreeEntry | undefined, TreeEntry | undefined, TreeEntry | undefined, Partial<Reversal>]>([
  // what, before the commit, after it, now
  ['a change that nobody touched since', a, b, b, put(a)],
  ['a new file that nobody touched since', none, b, b, put(none)],
  ['a removed file', a, none, none, put(a)],
  ['a change that was taken back by hand', a, b, a, nothing],
  ['a new file that was removed by hand', none, b, none, nothing],
  ['a removed file that was brought back by hand', a, none, a, nothing],
  ['a change on which others built', a, b, c, { kind: 'merge', mode: '100644', now: 'c', after: 'b', before: 'a' }],
  ['a change that is gone with its file', a, b, none, { ...conflict, why: 'was removed or moved since' }],
  ['a new file that others changed', none, b, c, { ...conflict, why: 'was made by the run and changed since' }],
  ['a removed file that others made anew', a, none, c, { ...conflict, why: 'was made anew since' }],
  ['an executable bit', a, file('a', '100755'), file('a', '100755'), put(a)],
  ['an executable bit, and others changed the content', a, file('a', '100755'), file('c', '100755'), put(c)],
  ['a content, and others set the executable bit', a, b, file('b', '100755'), put(file('a', '100755'))],
  ['a content that others took back, with another mode', a, b, file('a', '100755'), put(file('a', '100755'))],
  ['a link', file('a', '120000'), b, b, put(file('a', '120000'))],
  ['a link that others changed', file('a', '120000'), file('b', '120000'), file('c', '120000'), conflict],
  [
    'a submodule',
    file('a', '160000'),
    file('b', '160000'),
    file('b', '160000'),
    { ...conflict, why: 'is a repository of its own' },
  ],
  ['a submodule that is back already', file('a', '160000'), file('b', '160000'), file('a', '160000'), nothing],
])('%s', (_what, before, after, now, expected) => {
  expect(reverseEntry({ before, after }, now)).toMatchObject(expected);
});
