/** What the browser tells of the window that a suite runs in; see test/support/window-behind.ts. A desktop has none. */
import assert from 'node:assert/strict';
import { commands } from 'vscode';
import type { ContextKeys } from '../../support/when-clause.ts';
import { type ShownView, windowVariable } from '../../support/window-behind.ts';

const address = process.env[windowVariable];

/** Whether there is one to ask. */
export const hasWindowBehind = address !== undefined;

async function ask<T>(what: string): Promise<T> {
  const response = await fetch(`${address}${what}`);
  const text = await response.text();
  assert.equal(response.status, 200, `${what}: ${text}`);
  return JSON.parse(text);
}

/** The context keys of the window, our own and the editor's. */
export async function contextKeys(): Promise<ContextKeys> {
  await commands.executeCommand('workbench.action.inspectContextKeys');
  return ask('/context-keys');
}

/** The views of the side bar as they are drawn. */
export const shownViews = () => ask<ShownView[]>('/views');

/** The notifications that are shown. */
export const notifications = () => ask<string[]>('/notifications');

/** Presses the first button of this name. */
export const press = (name: string) => ask<null>(`/press?${new URLSearchParams({ name })}`);

/** Our items in the status bar. */
export const shownStatus = () => ask<string[]>('/status');
