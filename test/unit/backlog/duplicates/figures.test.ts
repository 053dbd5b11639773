/** Which figures of two titles tell the tasks apart. */
import { expect, test } from 'vitest';
import { haveOtherFigures, readFigures } from '../../../../src/backlog/duplicates/figures.ts';
import { createGlossary } from '../../../../src/backlog/duplicates/glossary.ts';
import { readTokens } from '../../../../src/backlog/duplicates/reading.ts';

function figures(title: string, body = '') {
  return readFigures(title, readTokens(title, title.length, createGlossary()), body);
}

test.each([
  ['Upgrade to 1.29', 'Upgrade to 1.30', true],
  ['Upgrade from 1.28 to 1.29', 'Upgrade from 1.29 to 1.30', true],
  ['Upgrade to v1.14', 'Upgrade to 1.14.2', false],
  ['Upgrade to 1.1', 'Upgrade to 1.14', true],
  ['Upgrade to 1.29', 'Upgrade soon', false],
  ['Reach 10.0.0.5', 'Reach 10.0.0.6', true],
  ['node 1', 'node 2', true],
  ['node-01', 'node1', false],
  ['node 1 and node 2', 'node 2', false],
  ['node 1', 'rack 2', false],
  ['zone-a', 'zone-b', true],
  ['rack A', 'rack B', true],
  ['phase one', 'phase two', true],
  ['full at 90 %', 'full at 95%', false],
  ['limit 512Mi', 'limit 1Gi', false],
  ['down for 5 minutes', 'down for 40 minutes', false],
  ['docs.lab.example', 'status.lab.example', true],
  ['docs.lab.example', 'docs.lab.example fails', false],
])('%s / %s: %s', (one, other, expected) => {
  expect(haveOtherFigures(figures(one), figures(other))).toBe(expected);
  expect(haveOtherFigures(figures(other), figures(one))).toBe(expected);
});

test('a host that the other text names is no other host', () => {
  expect(haveOtherFigures(figures('docs.lab.example'), figures('www.lab.example', 'as docs.lab.example'))).toBe(false);
});
