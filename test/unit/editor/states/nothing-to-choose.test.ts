import { expect, test } from 'vitest';
import { noRepository, noTask } from '../../../../src/editor/states/nothing-to-choose.ts';

test.each([
  ['no folder', 0, 'No folder is open. Open the folder of a repository first.', 'vscode.openFolder'],
  [
    'one folder',
    1,
    'This folder has no task files. Initialize Repository makes a first one.',
    'agentToolkit.initializeRepository',
  ],
  [
    'several folders',
    2,
    'No folder of this workspace has task files. Initialize Repository makes a first one.',
    'agentToolkit.initializeRepository',
  ],
] as const)('%s without task files', (_, folders, text, command) => {
  expect(noRepository({ folders })).toMatchObject({ text, step: { command } });
  expect(noTask({ folders, repositories: 0, tasks: 0 }, true)).toEqual(noRepository({ folders }));
});

test.each([
  ['an empty queue', 0, true, 'The Task Queue is empty.', 'New Work Item'],
  ['archived tasks alone', 3, true, 'No task is open: all of them are archived.', 'New Work Item'],
  ['none that fits', 3, false, 'No task of the Task Queue can be chosen for this.', undefined],
] as const)('%s', (_, tasks, isOpenWanted, text, title) => {
  const told = noTask({ folders: 1, repositories: 1, tasks }, isOpenWanted);
  expect(told.text).toBe(text);
  expect(told.step?.title).toBe(title);
});
