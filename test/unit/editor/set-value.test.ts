import { expect, test } from 'vitest';
import { explicit, noLooser } from '../../../src/editor/set-value.ts';

test.each([
  ['nothing', undefined, undefined],
  ['nothing anywhere', {}, undefined],
  ['the user’s', { globalValue: 1 }, 1],
  ['the workspace’s over it', { globalValue: 1, workspaceValue: 2 }, 2],
  ['the folder’s over both', { globalValue: 1, workspaceValue: 2, workspaceFolderValue: 0 }, 0],
])('what is set: %s', (_what, inspected, expected) => {
  expect(explicit(inspected)).toBe(expected);
});

test.each([
  ['set nowhere: as it is otherwise', {}, false],
  ['careful by the user', { globalValue: true }, true],
  ['careful by the user: no workspace loosens it', { globalValue: true, workspaceValue: false }, true],
  ['nor a folder', { globalValue: true, workspaceFolderValue: false }, true],
  ['a workspace may be more careful', { globalValue: false, workspaceValue: true }, true],
  ['also where the user says nothing', { workspaceFolderValue: true }, true],
  ['careless by the user', { globalValue: false }, false],
])('%s', (_what, inspected, expected) => {
  expect(noLooser(inspected, true, false)).toBe(expected);
});
