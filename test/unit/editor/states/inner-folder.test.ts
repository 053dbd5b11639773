import { expect, test } from 'vitest';
import { innerFolderText, openRepository } from '../../../../src/editor/states/inner-folder.ts';

test('a folder in a repository is told with the repository, which is a press away', () => {
  expect(innerFolderText('/mono/shop', '/mono')).toBe(
    "/mono/shop is a folder of the repository /mono, and runs work on the task files at a repository's top. Open the repository, with its task files there.",
  );
  expect(openRepository('file:///mono').does).toEqual({ command: 'vscode.openFolder', args: ['file:///mono'] });
});
