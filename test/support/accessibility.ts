/** What axe finds wrong in a page, or in a part of the workbench. */
import axe from 'axe-core';
import type { Frame, Locator, Page } from 'playwright-core';

/**
 * Rules that a row cannot keep: its name tells in words what it shows as signs, `1/3` and `·` among them.
 * The rows of VS Code's own views are named in the same way.
 */
const unfit = ['label-content-name-mismatch'];

/**
 * Serious and critical violations, one line each, with the element.
 * @param within CSS selectors of what is looked at; all of the page, when not given
 */
export async function violationsIn(place: Page | Frame, within: readonly string[] = []): Promise<string[]> {
  // Evaluated by the browser itself, which a page's policy does not hold back.
  await place.evaluate(axe.source);
  const context = within.length === 0 ? 'document' : JSON.stringify({ include: within.map((selector) => [selector]) });
  const rules = Object.fromEntries(unfit.map((rule) => [rule, { enabled: false }]));
  const options = JSON.stringify({ iframes: false, resultTypes: ['violations'], rules });
  const { violations } = await place.evaluate<axe.AxeResults>(`axe.run(${context}, ${options})`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

/** The frame that an element stands in. */
export async function frameOf(element: Locator): Promise<Frame> {
  const handle = await element.elementHandle();
  const frame = await handle?.ownerFrame();
  if (frame === null || frame === undefined) throw new Error('the element stands in no frame');
  return frame;
}
