import { expect, test } from 'vitest';
import { isOtherVersion } from '../../../src/editor/installed-version.ts';

const own = '/home/me/.vscode/extensions/becker.agent-toolkit-0.2.0/dist/cli.js';

test.each([
  ['/home/me/.vscode/extensions/becker.agent-toolkit-0.1.0/dist/cli.js', true],
  ['/home/me/.vscode-server/extensions/becker.agent-toolkit-0.10.0-rc.1/dist/cli.js', true],
  [own, false],
  // Installed by other means, and the user's own business.
  ['/usr/lib/node_modules/agent-toolkit/dist/cli.js', false],
  ['/home/me/.vscode/extensions/becker.other-0.1.0/dist/cli.js', false],
  ['/home/me/agent-toolkit/dist/cli.js', false],
  ['agent-toolkit', false],
])('%s: %s', (installed, expected) => {
  expect(isOtherVersion(installed, own)).toBe(expected);
});
