/** Which repositories the window has, with an editor that tells no change: it begins to watch a folder later than it shows it. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { QueueSource, type RepositoryFolder } from '../../../src/editor/queue-source.ts';
import { followWorkspace } from '../../../src/editor/workspace-repositories.ts';

const editor = vi.hoisted(() => ({ folder: '' }));

vi.mock('vscode', () => {
  class Disposable {
    readonly dispose: () => void;
    constructor(dispose: () => void) {
      this.dispose = dispose;
    }
    static from(...all: { dispose(): void }[]) {
      return new Disposable(() => {
        for (const one of all) one.dispose();
      });
    }
  }
  const silent = () => new Disposable(() => {});
  return {
    Disposable,
    workspace: {
      get workspaceFolders() {
        return [{ name: 'shop', uri: { scheme: 'file', fsPath: editor.folder } }];
      },
      createFileSystemWatcher: () => ({
        ...{ onDidCreate: silent, onDidChange: silent, onDidDelete: silent },
        dispose() {},
      }),
      onDidChangeWorkspaceFolders: silent,
    },
  };
});

beforeEach(() => {
  editor.folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-'));
  mkdirSync(join(editor.folder, 'tasks/active'), { recursive: true });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(editor.folder, { recursive: true });
});

test('what changed before the editor watched is read some seconds later; what went is gone', async () => {
  const read = vi.fn(async ({ root, name }: RepositoryFolder) => {
    return { root, name, tasks: [], actions: [], warnings: [] };
  });
  const source = new QueueSource(read);
  const followed = followWorkspace(source, (error) => expect.unreachable(String(error)));
  await source.whenLoaded();
  expect(read).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(4999);
  expect(read).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  // The folders are looked at on the disk first.
  await expect.poll(() => read.mock.calls.length).toBe(2);
  followed.dispose();

  const again = followWorkspace(source, (error) => expect.unreachable(String(error)));
  rmSync(join(editor.folder, 'tasks'), { recursive: true });
  await vi.advanceTimersByTimeAsync(5000);
  await expect.poll(() => source.folders).toEqual([]);
  again.dispose();
  source.dispose();
  expect(vi.getTimerCount()).toBe(0);
});
