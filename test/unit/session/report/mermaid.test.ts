import { expect, test } from 'vitest';
import { mermaidLabel } from '../../../../src/session/report/mermaid.ts';

test.each([
  ['TASK-004 Deploy the shop', 'TASK-004 Deploy the shop'],
  ['a"] --> b[x]; click %% c :done, #quot;', 'a - b x click c done, quot'],
  ['`x` <b> {y} & |z|', 'x b y z'],
  ['Größe von 東京', 'Größe von 東京'],
  ['":;', '-'],
  ['', '-'],
  ['x'.repeat(60), `${'x'.repeat(47)}…`],
])('%j as a label', (text, expected) => {
  expect(mermaidLabel(text)).toBe(expected);
});
