/** Hands that never touch the mouse: the palette, the editor's own keys for lists and menus, and Enter. */
import type { Workbench } from './workbench.ts';

export interface KeyboardHands {
  /** Runs a command from the palette. */
  command(title: string): Promise<void>;
  /** Goes down a tree that has the keyboard, from its top, to the row whose spoken name fits. */
  goTo(row: RegExp): Promise<void>;
  /** Chooses from the context menu of the row that has the keyboard. */
  menu(title: string): Promise<void>;
  /** Takes the pick that is on, of those that are asked for by this placeholder; with a text, the one that is on when it is typed. */
  pick(placeHolder: string | RegExp, text?: string): Promise<void>;
  /** Types into the input that is asked for by this placeholder. */
  enter(placeHolder: string | RegExp, text?: string): Promise<void>;
  /** Presses the button of a dialog that Enter takes. */
  confirm(question: string): Promise<void>;
  /** What a screen reader says of the row that has the keyboard. */
  spoken(): Promise<string>;
  /** How often the mouse was pressed in the window. */
  presses(): Promise<number>;
}

/** More rows than any tree of the tests has. */
const farEnough = 60;

/** What has the keyboard: in a tree that is the row that its list names. */
const spokenScript = `(() => {
  const active = document.activeElement;
  const row = document.getElementById(active?.getAttribute('aria-activedescendant') ?? '');
  return (row ?? active)?.getAttribute('aria-label') ?? (row ?? active)?.textContent ?? '';
})()`;

export async function keyboardAlone({ page }: Workbench): Promise<KeyboardHands> {
  const { keyboard } = page;
  const input = page.locator('.quick-input-widget input.input');
  const active = page.locator('.quick-input-list .monaco-list-row.focused');
  const asked = (placeHolder: string | RegExp) =>
    page.locator('.quick-input-widget').getByPlaceholder(placeHolder).and(page.locator(':focus')).waitFor();
  await page.evaluate(
    `globalThis.mousePresses = 0; addEventListener('mousedown', () => { globalThis.mousePresses += 1; }, true)`,
  );
  const spoken = () => page.evaluate<string>(spokenScript);

  async function stepTo(wanted: (words: string) => boolean, what: string): Promise<void> {
    const passed: string[] = [];
    for (let step = 0; step < farEnough; step += 1) {
      const words = await spoken();
      if (wanted(words)) return;
      passed.push(words);
      await keyboard.press('ArrowDown');
    }
    throw new Error(`the keyboard does not come to ${what}; it passed ${passed.join(' | ')}`);
  }

  return {
    spoken,
    async command(title) {
      await keyboard.press('F1');
      await input.and(page.locator(':focus')).waitFor();
      await keyboard.type(title);
      await active.filter({ hasText: title }).waitFor();
      await keyboard.press('Enter');
      await active.filter({ hasText: title }).waitFor({ state: 'hidden' });
    },
    async goTo(row) {
      await page.locator('.monaco-list[role="tree"]:focus, [role="tree"]:focus').first().waitFor();
      await keyboard.press('Home');
      await stepTo((words) => row.test(words), String(row));
    },
    async menu(title) {
      await keyboard.press('Shift+F10');
      await page.locator('.monaco-menu').getByRole('menuitem', { name: title }).first().waitFor();
      await stepTo((words) => words.trim() === title, title);
      await keyboard.press('Enter');
      await page.locator('.monaco-menu').waitFor({ state: 'detached' });
    },
    async pick(placeHolder, text = '') {
      await asked(placeHolder);
      await keyboard.type(text);
      await active.filter({ hasText: text }).waitFor();
      await keyboard.press('Enter');
    },
    async enter(placeHolder, text = '') {
      await asked(placeHolder);
      await keyboard.type(text);
      await keyboard.press('Enter');
    },
    async confirm(question) {
      await page.locator('.monaco-dialog-box').filter({ hasText: question }).waitFor();
      await keyboard.press('Enter');
      await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    },
    presses: () => page.evaluate<number>('globalThis.mousePresses'),
  };
}
