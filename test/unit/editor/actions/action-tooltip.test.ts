/** The hover text of a human action shows what its file says, and fetches nothing for it. */
import { expect, test } from 'vitest';
import { actionTooltip } from '../../../../src/editor/actions/action-tooltip.ts';
import { action, repository } from '../queue-fixture.ts';

const waiting = action('ACTION-001', { title: 'Point the name' });
const shown = (instructions: string) =>
  actionTooltip({ repository: repository([], { actions: [waiting] }), action: waiting }, undefined, instructions);
const url = 'https://elsewhere.example/pixel.png';

test.each([
  ['a picture', `![p](${url})`, `[p](${url})`],
  ['two marks before it', `!![p](${url})`, `[p](${url})`],
  ['more of them', `Look!!!!![p](${url})`, `Look[p](${url})`],
  ['after an escaped backslash', `\\\\![p](${url})`, `\\\\[p](${url})`],
  ['after a backslash', `\\![p](${url})`, `\\[p](${url})`],
  ['a picture by reference', `![a][b]\n\n[b]: ${url}`, `[a][b]\n\n[b]: ${url}`],
  ['a picture by its name', `![b]\n\n[b]: ${url}`, `[b]\n\n[b]: ${url}`],
  ['in a link', `[![a](${url})](${url})`, `[[a](${url})](${url})`],
  ['with what is not seen between the marks', `!\u202e![p](${url})`, `[p](${url})`],
  ['in HTML', `<img src="${url}">`, `&lt;img src="${url}">`],
  ['in HTML that is closed later', `<IMG\nsrc="${url}">`, `&lt;IMG\nsrc="${url}">`],
])('no picture: %s', (_, instructions, expected) => expect(shown(instructions)).toContain(`---\n\n${expected}\n\n---`));

test('a mark and a link on two lines are no picture', () => {
  expect(shown(`Look!\n[p](${url})`)).toContain(`Look!\n[p](${url})`);
});
