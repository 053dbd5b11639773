import { expect, test } from 'vitest';
import { describeRefusal } from '../../../src/tools/push-refusal.ts';

type Refusal = Parameters<typeof describeRefusal>[1];

test.each<[Refusal, RegExp]>([
  [{ reason: 'behind', words: 'w' }, /^Others pushed to origin\/main before each .*Push again/s],
  [{ reason: 'protected', words: 'GH006' }, /is protected.*GH006.*--push pullRequest/s],
  [{ reason: 'hook', words: 'at night' }, /^A hook of the remote refused.*at night/],
  [{ reason: 'local_hook', words: 'lint' }, /^The pre-push hook of this repository.*lint/],
  [{ reason: 'permission', words: '403' }, /login may not push.*403/],
  [{ reason: 'unreachable', words: 'host' }, /could not be reached: host/],
  [{ reason: 'other', words: 'disk' }, /was refused: disk/],
  [{ reason: 'fetch', words: 'host' }, /could not be fetched: host/],
  [{ reason: 'rebase', words: 'hook' }, /could not be put on top of them: hook.*as it was/s],
  [
    { reason: 'conflict', files: ['a.yaml', 'b'], subject: 's' },
    /"s" conflicts with them in a\.yaml, b\. Nothing was pushed/,
  ],
  [
    { reason: 'in_the_way', files: ['a.yaml'], words: 'w' },
    /what you have not committed: a\.yaml\. Nothing was pushed/,
  ],
  [{ reason: 'in_the_way', files: [], words: 'w' }, /in the way \(w\)/],
  [{ reason: 'merges', commits: ['abc'] }, /merge commits are among yours \(abc\)/],
  [{ reason: 'upstream_rewritten' }, /was rewritten/],
  [{ reason: 'operation', operation: 'rebase' }, /a rebase is in progress here/],
  [{ reason: 'index_locked', words: 'index.lock' }, /index\.lock.*Nothing was pushed/],
  [{ reason: 'apart', words: 'a.yaml' }, /pushed, but your branch could not follow: a\.yaml.*git pull --rebase/s],
])('%o names the place, the cause and the next step', (refusal, words) => {
  const text = describeRefusal('origin/main', refusal);
  expect(text).toMatch(words);
  expect(text).toContain('origin/main');
  expect(text).toMatch(/[.]$/);
});
