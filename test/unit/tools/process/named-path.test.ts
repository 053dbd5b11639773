import { expect, test } from 'vitest';
import { isNamed } from '../../../../src/tools/process/named-path.ts';

const path = 'apps/shop/release.yaml';

test.each([
  ['its path', 'cat apps/shop/release.yaml', true],
  ['its name', "bash -lc 'cd apps/shop && yq -i . release.yaml'", true],
  ['the end of its path', 'cat shop/release.yaml', true],
  ['its path from the current folder', 'cat ./apps/shop/release.yaml', true],
  ['its whole path', 'cat /home/me/gitops/apps/shop/release.yaml', true],
  ['its path from elsewhere', 'cat ../../apps/shop/release.yaml', true],
  ['its path at a commit', 'git show HEAD:apps/shop/release.yaml', true],
  ['its path in an option', 'yq --file=apps/shop/release.yaml', true],
  ['a pattern of folders', 'cat apps/*/release.yaml', true],
  ['a folder in a variable', 'cat "$DIR/release.yaml"', true],
  ['a list of folders', 'cat apps/{shop,web}/release.yaml', true],
  ['a longer name', 'cp apps/shop/release.yaml.bak /tmp', true],
  ['a file of that name in another folder', 'cat apps/web/release.yaml', false],
  ['one in a folder of that name elsewhere', 'cat infra/shop/release.yaml', false],
  ['one elsewhere on the disk', 'cat /etc/release.yaml', false],
  ['another file', 'cat apps/shop/values.yaml', false],
  ['a pattern of names', 'sed -i s/a/b/ apps/shop/*.yaml', false],
])('a command with %s', (_what, command, expected) => {
  expect(isNamed(path, { commands: [{ command, exitCode: 0 }], changedFiles: [] })).toBe(expected);
});

test('a name with a blank', () => {
  const commands = [{ command: 'cat "docs/my plan.md"', exitCode: 0 }];
  expect(isNamed('docs/my plan.md', { commands, changedFiles: [] })).toBe(true);
});

test('a file in the root is named by its name alone, or by a whole path', () => {
  const named = (command: string) => isNamed('app.yaml', { commands: [{ command, exitCode: 0 }], changedFiles: [] });
  expect(['cat app.yaml', 'cat ./app.yaml', 'cat /repository/app.yaml', 'cat apps/app.yaml'].map(named)).toEqual([
    ...[true, true, true, false],
  ]);
});

test.each([
  [`/repository/${path}`, true],
  [path, true],
  ['/repository/apps/web/release.yaml', false],
])('an edit of %s', (changed, expected) => {
  expect(isNamed(path, { commands: [], changedFiles: [changed] })).toBe(expected);
});
