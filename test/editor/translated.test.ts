/** The editor speaks another language: what the extension shows is in it, from the titles of its views to its rows. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import {
  addLanguagePack,
  addPseudoLanguage,
  pseudoLanguage,
  pseudoOf,
  pseudoTexts,
} from '../support/pseudo-language.ts';
import { openWorkbench } from '../support/workbench.ts';

const picture = (name: string) => join(import.meta.dirname, '..', '..', 'artifacts', 'translated', `${name}.png`);

let on: DemoWindow;

beforeAll(async () => {
  on = await startDemoWindow('translated', {}, { locale: pseudoLanguage });
  await addPseudoLanguage(join(on.demo.folder, 'translated-extensions'));
  await addLanguagePack(join(on.demo.folder, 'translated'));
});
afterAll(() => on?.close());

it('shows titles, commands, rows and the status bar in the language of the editor', async () => {
  const { page, ...window } = await openWorkbench(on.browser, on.server.url);
  try {
    await page
      .locator('.activitybar')
      .getByRole('tab', { name: pseudoOf('displayName') })
      .click();
    const queue = page.getByRole('tree', { name: pseudoOf('view.queue') });
    await queue.waitFor();
    for (const view of ['view.actions', 'view.session'] as const) {
      await page
        .locator('.pane-header')
        .filter({ hasText: pseudoOf(view) })
        .first()
        .waitFor();
    }
    // Rows, and the status bar: texts of the code.
    for (const group of ['Ready', 'Blocked', 'Completed']) {
      await queue
        .getByRole('treeitem')
        .filter({ hasText: pseudoTexts[group] ?? group })
        .first()
        .waitFor();
    }
    await page
      .locator('.statusbar-item')
      .filter({ hasText: pseudoTexts['Agent Toolkit: idle'] ?? '-' })
      .first()
      .waitFor();
    await window.picture(picture('1-views'));
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input.input').fill('>Process');
    await page
      .locator('.quick-input-list')
      .getByText(pseudoOf('command.processTask'), { exact: false })
      .first()
      .waitFor();
    await window.picture(picture('2-palette'));
    await page.keyboard.press('Escape');
    const shown = (await queue.getByRole('treeitem').allInnerTexts()).join('\n');
    expect(shown).toContain(pseudoTexts['next']);
    expect(shown).not.toMatch(/\b(?:Ready|Blocked|Backlog|Completed|next)\b/);
  } finally {
    await window.close();
  }
});
