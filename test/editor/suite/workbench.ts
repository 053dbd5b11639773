/** What the suites share: the extension, the open folder, waiting, and task files of their own. */
import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CodeLens, commands, extensions, Uri, workspace } from 'vscode';
import type { AgentToolkitApi } from '../../../src/editor/extension.ts';

export const extensionId = 'becker.agent-toolkit';

/** The folder that the harness opened: a copy of the demo's repository. */
export function openFolder(): string {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder !== undefined, 'the harness opens a folder');
  return folder.uri.fsPath;
}

export async function toolkit(): Promise<AgentToolkitApi> {
  const extension = extensions.getExtension<AgentToolkitApi>(extensionId);
  assert.ok(extension !== undefined, 'the extension is installed');
  return extension.activate();
}

export async function queueText(): Promise<string> {
  return (await toolkit()).queueText();
}

/** Waits until the queue's text is as wanted; fails with the text that it had last. */
export async function waitForQueue(
  what: string,
  isWanted: (text: string) => boolean,
  limitMs = 10_000,
): Promise<string> {
  return waitForText(queueText, what, isWanted, limitMs);
}

/** The same for the text of a view beside it. */
export async function waitForText(
  read: () => Promise<string>,
  what: string,
  isWanted: (text: string) => boolean,
  limitMs = 10_000,
): Promise<string> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const text = await read();
    if (isWanted(text)) return text;
    assert.ok(Date.now() < deadline, `${what} was not shown:\n${text}`);
    await pause(50);
  }
}

/** The lenses of a file, each with its line from 1. They come a moment after the first task file was opened. */
export async function lenses(file: string): Promise<{ readonly line: number; readonly title: string }[]> {
  const uri = Uri.file(join(openFolder(), file));
  await workspace.openTextDocument(uri);
  const found = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
  return found.flatMap(({ command, range }) =>
    command?.command.startsWith('agentToolkit.') ? [{ line: range.start.line + 1, title: command.title }] : [],
  );
}

/** Asks until the answer is as wanted; fails with the last one. */
export async function eventually<T>(
  what: string,
  ask: () => T | PromiseLike<T>,
  isWanted: (answer: T) => boolean,
  limitMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    assert.ok(Date.now() < deadline, `${what}: ${JSON.stringify(answer)}`);
    await pause(50);
  }
}

/** Writes files below the open folder, and removes them after the test. */
export async function withFiles(files: Readonly<Record<string, string>>, body: () => Promise<void>): Promise<void> {
  const paths = Object.keys(files).map((file) => join(openFolder(), file));
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(openFolder(), file)), { recursive: true });
      await writeFile(join(openFolder(), file), text, { flag: 'wx' });
    }
    await body();
  } finally {
    for (const path of paths) await rm(path, { force: true });
  }
}

/** A task file; `more` is put into its front matter. */
export function taskFile(id: string, title: string, criteria: readonly string[], more = ''): string {
  const front = `id: ${id}\ntitle: ${title}\nstatus: active\npriority: low\n${more}`;
  return `---\n${front}---\n\n## Acceptance Criteria\n\n${criteria.map((line) => `- ${line}\n`).join('')}`;
}
