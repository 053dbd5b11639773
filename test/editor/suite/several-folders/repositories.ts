/** Repositories that are opened beside the first folder of the window, and closed again. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Uri, workspace } from 'vscode';
import { eventually, queueText } from '../workbench.ts';

/** Where they lie; the first folder, which stays open, is in it, too. */
export function base(): string {
  assert.ok(workspace.workspaceFile !== undefined, 'the harness opens a workspace');
  return dirname(workspace.workspaceFile.fsPath);
}

export function git(root: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}

/** Writes files below a root. */
export async function write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
}

/** Makes the folder a repository, with what is in it as its one commit. */
export function commitAll(root: string): void {
  git(root, 'init', '--quiet', '--initial-branch=main');
  git(root, 'config', 'user.name', 'Ada');
  git(root, 'config', 'user.email', 'ada@example.com');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--allow-empty', '--message', 'Begin');
}

/** A repository of its own with these files; its root. */
export async function repository(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const root = join(base(), name);
  await write(root, files);
  commitAll(root);
  return root;
}

/** Opens these folders beside the first one, and closes all others; `name` stands for a path. */
export async function open(...folders: readonly (string | { readonly path: string; readonly name: string })[]) {
  const wanted = folders.map((folder) =>
    typeof folder === 'string' ? { uri: Uri.file(folder) } : { uri: Uri.file(folder.path), name: folder.name },
  );
  const count = (workspace.workspaceFolders ?? []).length - 1;
  if (count === 0 && wanted.length === 0) return;
  const changed = new Promise<void>((resolve) => {
    const listening = workspace.onDidChangeWorkspaceFolders(() => {
      listening.dispose();
      resolve();
    });
  });
  assert.ok(workspace.updateWorkspaceFolders(1, count, ...wanted), 'the folders can be changed');
  await changed;
}

/** The Task Queue with `~` for where the repositories lie. */
export async function queue(): Promise<string[]> {
  return (await queueText()).replaceAll(base(), '~').split('\n');
}

/** Waits until the Task Queue shows these lines; fails with those that it has. */
export async function queueIs(...lines: readonly string[]): Promise<void> {
  await eventually('the Task Queue', queue, (now) => now.join('\n') === lines.join('\n'), 25_000).catch(async () => {
    assert.deepEqual(await queue(), lines);
  });
}

/** Closes all and removes what was made. */
export async function closeAll(...roots: readonly string[]): Promise<void> {
  await open();
  for (const root of roots) await rm(root, { recursive: true, force: true, maxRetries: 3 });
}
