import { expect, test } from 'vitest';
import { readFromPage } from '../../../../src/editor/graph/messages.ts';

test.each([
  [{ kind: 'ready' }],
  [{ kind: 'ready', root: '/shop' }],
  [{ kind: 'choose', root: '/shop' }],
  [{ kind: 'open', key: 'TASK-001', stay: true }],
  [{ kind: 'save', svg: '<svg/>' }],
])('%j is a message', (message) => {
  expect(readFromPage({ ...message, more: 1 })).toEqual(message);
});

test.each([
  [undefined],
  ['ready'],
  [{}],
  [{ kind: 'run' }],
  [{ kind: 'open', key: 7 }],
  [{ kind: 'choose' }],
  [{ kind: 'save' }],
])('%j is none', (value) => {
  expect(readFromPage(value)).toBeUndefined();
});
