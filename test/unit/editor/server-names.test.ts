import { expect, test } from 'vitest';
import { environmentChanges, serverLabels } from '../../../src/editor/server-names.ts';

test.each([
  ['one repository', [['shop', '/code/shop']], ['Agent Toolkit: shop']],
  [
    'folders of one name are told apart, whatever their order',
    [
      ['shop', '/code/shop'],
      ['bank', '/code/bank'],
      ['shop', '/old/shop'],
    ],
    ['Agent Toolkit: shop (/code/shop)', 'Agent Toolkit: bank', 'Agent Toolkit: shop (/old/shop)'],
  ],
] as const)('labels: %s', (_case, folders, labels) => {
  expect(serverLabels(folders.map(([name, root]) => ({ name, root })))).toEqual(labels);
});

test('the environment is told as what is added, what is other and what is taken away', () => {
  const from = { PATH: '/bin', HOME: '/me', NODE_OPTIONS: '--inspect', VSCODE_IPC_HOOK: '/ipc' };
  const to = { PATH: '/bin', HOME: '/other', KUBECONFIG: '/kube', EMPTY: '' };
  expect(environmentChanges(from, to)).toEqual({
    ...{ HOME: '/other', KUBECONFIG: '/kube', EMPTY: '' },
    ...{ NODE_OPTIONS: null, VSCODE_IPC_HOOK: null },
  });
  const asNode = { ELECTRON_RUN_AS_NODE: '1' };
  expect(environmentChanges(asNode, asNode)).toEqual(asNode);
  expect(environmentChanges(asNode, {})).toEqual({ ELECTRON_RUN_AS_NODE: null });
});
