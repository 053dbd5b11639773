import { expect, test } from 'vitest';
import { gitWords } from '../../../../src/tools/create/git-words.ts';

const identity = `Author identity unknown

*** Please tell me who you are.

Run

  git config --global user.email "you@example.com"
  git config --global user.name "Your Name"

to set your account's default identity.
Omit --global to set the identity only in this repository.

fatal: unable to auto-detect email address (got 'root@vm.(none)')
`;

test.each([
  ['a word of a hook', 'nope hook\n', 'nope hook.'],
  ['a whole sentence', 'No tasks on a Friday!', 'No tasks on a Friday!'],
  ['several lines', 'lint failed:\n\n  a.md:1 title\n', 'lint failed:\na.md:1 title.'],
  [
    'a missing identity',
    identity,
    `fatal: unable to auto-detect email address (got 'root@vm.(none)'). Run git config --global user.email "you@example.com" and git config --global user.name "Your Name".`,
  ],
])('%s', (_case, message, words) => {
  expect(gitWords(message)).toBe(words);
});
