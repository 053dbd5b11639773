/** Wrong values of settings: reading them never fails, and they are told once. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import packageJSON from '../../../package.json' with { type: 'json' };
import { externalCommand, readEditorSettings } from '../../../src/editor/editor-settings.ts';
import { followSettings } from '../../../src/editor/followed-settings.ts';

/** The editor, as far as it matters here: values by their keys, as the user and the workspace set them. */
const editor = vi.hoisted(() => ({
  user: {} as Record<string, unknown>,
  workspace: {} as Record<string, unknown>,
  change: () => {},
  warned: [] as string[],
  opened: [] as unknown[],
  answer: undefined as string | undefined,
  packageJSON: {} as unknown,
}));

vi.mock('vscode', () => ({
  Disposable: { from: () => ({ dispose() {} }) },
  env: {},
  commands: { executeCommand: async (...command: unknown[]) => void editor.opened.push(command) },
  extensions: { getExtension: () => ({ packageJSON: editor.packageJSON }) },
  window: {
    showWarningMessage: async (message: string) => {
      editor.warned.push(message);
      return editor.answer;
    },
  },
  workspace: {
    workspaceFolders: [{ uri: '/shop' }, { uri: '/other' }],
    getConfiguration: () => ({
      get: (key: string) => editor.workspace[key] ?? editor.user[key],
      inspect: (key: string) => ({ globalValue: editor.user[key], workspaceValue: editor.workspace[key] }),
    }),
    onDidChangeConfiguration: (listener: (change: unknown) => void) => {
      editor.change = () => listener({ affectsConfiguration: () => true });
    },
    onDidChangeWorkspaceFolders: () => {},
  },
}));

const failed = (error: unknown) => {
  throw error;
};

/** With the queue shown. */
async function follow(): Promise<void> {
  const shown = Promise.resolve();
  followSettings({ whenShown: () => shown }, failed);
  await shown;
}

beforeEach(() => {
  Object.assign(editor, { user: {}, workspace: {}, warned: [], opened: [], answer: undefined, packageJSON });
});

describe('a wrong value', () => {
  test('of a text or a list counts as the default', () => {
    editor.user = { 'server.command': 7, codexConfig: 'model=x', model: null };
    expect(externalCommand()).toBe('');
    expect(readEditorSettings()).toMatchObject({ server: { command: '' }, codexConfig: [], model: '' });
    expect(readEditorSettings().wrong.map(({ key }) => key)).toEqual(['codexConfig', 'model', 'server.command']);
  });

  test('of what limits a run counts as the strictest', () => {
    editor.user = { push: 'sometimes', network: 'no', waitMinutes: '5', stepMode: 'yes', archiveOnComplete: 0 };
    expect(readEditorSettings()).toMatchObject({
      ...{ push: 'never', network: false, waitMinutes: 0, stepMode: true, archiveOnComplete: false },
    });
  });

  test('of a workspace loosens nothing either', () => {
    editor.user = { stepMode: true };
    editor.workspace = { stepMode: 'no', commitEdits: 'no' };
    expect(readEditorSettings()).toMatchObject({ stepMode: true, commitEdits: false });
  });
});

test('right values are as they are set, and nothing is told', async () => {
  editor.user = { push: 'pullRequest', codexConfig: ['model=x'], 'server.command': ' serve ', maxIterations: 3 };
  expect(readEditorSettings()).toMatchObject({
    ...{ push: 'pullRequest', codexConfig: ['model=x'], server: { command: 'serve' }, maxIterations: 3, wrong: [] },
  });
  await follow();
  expect(editor.warned).toEqual([]);
});

describe('is told', () => {
  test('once, whatever the number of folders and however often settings change, and again when it comes back', async () => {
    editor.user = { push: 'sometimes' };
    await follow();
    editor.change();
    expect(editor.warned).toEqual([
      'agentToolkit.push has to be auto, afterArchive, never or pullRequest. Until then the strictest value counts, or the default.',
    ]);
    editor.user = {};
    editor.change();
    editor.user = { push: 'sometimes' };
    editor.change();
    expect(editor.warned).toHaveLength(2);
  });

  test('when the queue is shown, and not before', async () => {
    editor.user = { push: 'sometimes' };
    let resolve = () => {};
    const shown = new Promise<void>((settle) => {
      resolve = settle;
    });
    followSettings({ whenShown: () => shown }, failed);
    await Promise.resolve();
    expect(editor.warned).toEqual([]);
    resolve();
    await shown;
    expect(editor.warned).toHaveLength(1);
  });

  test('with several in one warning', async () => {
    editor.user = { push: 'sometimes', maxIterations: 'many' };
    await follow();
    expect(editor.warned).toHaveLength(1);
    expect(editor.warned[0]).toMatch(/agentToolkit\.maxIterations has to .*agentToolkit\.push has to /);
  });

  test('with the way to it', async () => {
    Object.assign(editor, { user: { push: 'sometimes' }, answer: 'Open Settings' });
    await follow();
    await vi.waitFor(() =>
      expect(editor.opened).toEqual([['workbench.action.openSettings', { query: 'agentToolkit.push' }]]),
    );
  });
});
