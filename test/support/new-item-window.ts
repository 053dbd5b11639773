/** New Work Item in the window, by keyboard alone. */
import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

export interface NewItemAnswers {
  readonly kind: 'Bug' | 'Feature' | 'Human Action';
  readonly title: string;
  /** One line. */
  readonly description: string;
}

export interface MoreAnswers {
  readonly criteria: readonly string[];
  readonly priority: 'critical' | 'high' | 'medium' | 'low';
  readonly labels: string;
}

/** The input of the question with this placeholder, once it has the focus. */
export async function question({ page }: Workbench, placeholder: string): Promise<Locator> {
  const input = page.locator(`.quick-input-widget input[placeholder*="${placeholder}"]:focus`);
  await input.waitFor();
  return input;
}

/** Types into the question with this placeholder, or takes what is on where nothing is to be typed. */
export async function answer(window: Workbench, placeholder: string, text = ''): Promise<void> {
  const input = await question(window, placeholder);
  if (text !== '') await input.fill(text);
  await window.page.keyboard.press('Enter');
}

/** Answers the questions up to the description; then what looks like it is shown, if anything does. */
export async function describeItem(window: Workbench, { kind, title, description }: NewItemAnswers): Promise<void> {
  await answer(window, 'What is it?', kind);
  await answer(window, 'One line: ', title);
  await answer(window, 'Where does the description come from?');
  await answer(window, 'What happens, where', description);
}

/** Answers the rest. @param picture keeps a picture of a question under this name */
export async function finishItem(
  window: Workbench,
  { criteria, priority, labels }: MoreAnswers,
  picture: (name: string) => Promise<void>,
): Promise<void> {
  // The last one is empty: no more of them.
  for (const [index, criterion] of [...criteria, ''].entries()) {
    await answer(window, `Acceptance criterion ${index + 1}: `, criterion);
  }
  await question(window, 'How urgent is it?');
  await picture('priority');
  await answer(window, 'How urgent is it?', priority);
  await answer(window, 'Labels, ', labels);
  await answer(window, 'Where to?');
  await question(window, 'What has to be done before it?');
  await picture('related');
  await answer(window, 'What has to be done before it?');
}
