import { expect, test } from 'vitest';
import { forwardedVariables } from '../../../../src/workflow/install/forwarded-variables.ts';

test.each([
  [
    'who commits, where only the environment says it',
    'GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL EMAIL',
  ],
  ['how git reaches its remotes', 'SSH_AUTH_SOCK GIT_SSH_COMMAND GIT_SSH'],
  ['the key that a model provider names', 'SHOP_KEY'],
  ['what the user lets commands have', 'SOPS_AGE_KEY_FILE'],
])('%s', (_what, names) => {
  const found = forwardedVariables('env_key = "SHOP_KEY"', ['SOPS_AGE_KEY_FILE', 'KUBECONFIG'], 'linux');
  expect(found).toEqual(expect.arrayContaining(names.split(' ')));
  expect(new Set(found).size).toBe(found.length);
});
