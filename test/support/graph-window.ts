/** The dependency graph in the window, as a person uses it. */
import type { FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** The page of the panel: a webview is a frame in a frame. */
export function graphFrame({ page }: Workbench): FrameLocator {
  return page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
}

export async function openGraph(window: Workbench): Promise<FrameLocator> {
  await window.command('Agent Toolkit: Show Dependency Graph');
  const graph = graphFrame(window);
  await cardOf(graph, 'TASK-004').waitFor();
  return graph;
}

export function cardOf(graph: FrameLocator, key: string): Locator {
  return graph.locator(`[data-key="${key}"]`);
}

/** Name of the picture, the theme, and what the page is told of it. */
export const themes = [
  ['light', 'Light Modern', '.vscode-light'],
  ['high-contrast', 'Dark High Contrast', '.vscode-high-contrast'],
  ['high-contrast-light', 'Light High Contrast', '.vscode-high-contrast-light'],
  ['dark', 'Dark Modern', '.vscode-dark'],
] as const;

/** Goes along the arrows of the demo by keyboard alone, filters, searches and opens a task, looks at it in each theme, and hides it and shows it again. */
export async function lookAtGraph(window: Workbench, picture: (name: string) => string): Promise<void> {
  const graph = await openGraph(window);
  const { keyboard } = window.page;
  const isOn = (key: string) => graph.locator(`.card:focus[data-key="${key}"]`).waitFor();
  const spoken = /^TASK-004 .*, ready, next, 0 of 3, critical priority, comes before TASK-0\d+ and TASK-0\d+$/;
  await graph.getByRole('tree').getByRole('treeitem', { name: spoken }).focus();
  await keyboard.press('ArrowRight');
  await isOn('TASK-005');
  await keyboard.press('ArrowUp');
  await isOn('TASK-010');
  await keyboard.press('ArrowDown');
  await isOn('TASK-005');
  await keyboard.press('c');
  await cardOf(graph, 'TASK-001').waitFor();
  await keyboard.press('r');
  await cardOf(graph, 'TASK-010').waitFor({ state: 'detached' });
  await isOn('TASK-005');
  await window.picture(picture('graph-related'));
  await keyboard.press('Escape');
  await cardOf(graph, 'TASK-010').waitFor();
  await keyboard.press('/');
  await keyboard.type('redis');
  await graph.getByText('1 found').waitFor();
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await isOn('TASK-002');
  for (const [name, theme, mark] of themes) {
    await chooseTheme(window, theme);
    await graph.locator(`body${mark}`).waitFor();
    await window.picture(picture(`graph-${name}`));
  }
  await cardOf(graph, 'TASK-002').focus();
  await keyboard.press('Enter');
  await window.page.getByRole('tab', { name: 'TASK-002.md' }).waitFor();
  await window.picture(picture('graph-opened'));
  // Hidden it is taken down; it comes back as it was looked at.
  await window.command('View: Join All Editor Groups');
  await graph.locator('.scene').waitFor({ state: 'hidden' });
  await window.page.getByRole('tab', { name: 'Dependency Graph' }).click();
  await graph.locator('.card.selected[data-key="TASK-002"]').waitFor();
}

export async function chooseTheme({ page, command }: Workbench, theme: string): Promise<void> {
  await command('Preferences: Color Theme');
  await page.locator('.quick-input-widget input.input').fill(theme);
  await page.locator('.quick-input-list').getByRole('option', { name: theme }).first().click();
}
