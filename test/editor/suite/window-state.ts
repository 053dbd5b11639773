/** What a window looks like in a state: the commands that can be used, and its views as they are drawn. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { commands, extensions } from 'vscode';
import { queueViewId } from '../../../src/editor/ids.ts';
import { usableBy, usableIn, type WindowState } from '../../support/command-table.ts';
import { contextKeys, shownStatus, shownViews } from './behind.ts';
import { eventually, extensionId } from './workbench.ts';

/** Fails with the commands by which window and table differ. */
export async function hasCommandsOf(state: WindowState): Promise<void> {
  const manifest = extensions.getExtension(extensionId)?.packageJSON;
  const expected = usableIn(state);
  await eventually(
    `commands that differ from those of the state ${state}`,
    async () => {
      const usable = usableBy(manifest, await contextKeys());
      const isMissing = (name: string) => !usable.includes(name);
      return { missing: expected.filter(isMissing), extra: usable.filter((name) => !expected.includes(name)) };
    },
    ({ missing, extra }) => missing.length + extra.length === 0,
  );
}

/** The views as lines: the name of each, its message after `!`, welcome texts after `>`, rows as they are said. */
async function drawn(base: string): Promise<string[]> {
  const views = await shownViews();
  const lines = views.flatMap(({ title, message, welcome, rows }) => [
    `# ${title}`,
    ...(message === '' ? [] : [`! ${message}`]),
    ...welcome.map((line) => `> ${line}`),
    ...rows,
  ]);
  return lines.map((line) => (base === '' ? line : line.replaceAll(base, '~')));
}

/** @param base what `~` stands for; nothing, when it is empty */
export async function isDrawn(base: string, expected: readonly string[]): Promise<void> {
  await commands.executeCommand(`${queueViewId}.focus`);
  let lines = await drawn(base);
  const deadline = Date.now() + 10_000;
  while (!isDeepStrictEqual(lines, expected) && Date.now() < deadline) lines = await drawn(base);
  assert.deepEqual(lines, expected);
}

/** Waits until our items in the status bar say this; fails with what they say. */
export async function hasStatus(...expected: readonly string[]): Promise<void> {
  await eventually('the status bar', shownStatus, (now) => isDeepStrictEqual(now, expected));
}
