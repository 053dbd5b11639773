/** The Human Actions view in the window, as a person uses it. */
import type { Workbench } from './workbench.ts';

/** Marks an action as done by its row's button, and goes on with the task that is free then. @param title words of the row */
export async function goOnByHand(
  window: Workbench,
  { title, freed }: { readonly title: string; readonly freed: string },
  picture: (name: string) => string,
): Promise<void> {
  const { page } = window;
  const row = page
    .getByRole('tree', { name: 'Human Actions' })
    .getByRole('treeitem')
    .filter({ hasText: title })
    .first();
  await window.press(row, 'Mark Human Action Done…');
  const question = page.locator('.monaco-dialog-box');
  await question.filter({ hasText: `${freed} is ready then.` }).waitFor();
  await window.picture(picture('10-mark-done'));
  await question.getByRole('button', { name: 'Mark Done' }).click();
  const told = page.locator('.notification-toast').filter({ hasText: `${freed} is ready now.` });
  await told.waitFor();
  await window.status('Committed; the next push takes it along.').waitFor();
  await row.waitFor({ state: 'detached' });
  await page.getByText('Nothing waits for you.').waitFor();
  await window.picture(picture('10-nothing-waits'));
  await told.getByRole('button', { name: `Process ${freed}` }).click();
}
