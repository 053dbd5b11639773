import { expect, test } from 'vitest';
import { loginArguments } from '../../../src/editor/login-arguments.ts';

test.each([
  [undefined, ['login']],
  ['wsl', ['login']],
  ['ssh-remote', ['login', '--device-auth']],
  ['dev-container', ['login', '--device-auth']],
  ['codespaces', ['login', '--device-auth']],
])('a login in a window that is connected to %s', (remoteName, expected) => {
  expect(loginArguments(remoteName)).toEqual(expected);
});
