import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BacklogReaders } from '../../../../src/backlog/read/backlog-readers.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../support/temporary-repository.ts';
import { taskText } from '../task-text.ts';

let repositories: TemporaryRepository[] = [];
beforeEach(async () => {
  repositories = ['One', 'Two', 'Three', 'Four', 'Five'].map((title) =>
    temporaryRepository({ 'tasks/active/TASK-001.md': taskText({ id: 'TASK-001', title }) }),
  );
  // Files that have just been written are read again in any case.
  await sleep(130);
});
afterEach(() => {
  for (const repository of repositories) repository.remove();
});

test('what four repositories said last is kept, and a fifth takes the place of the one read longest ago', async () => {
  const readers = new BacklogReaders();
  const [one, two, three, four, five] = repositories.map(({ root }) => root) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const first = await readers.read(one);
  const second = await readers.read(two);
  await readers.read(three);
  await readers.read(four);
  expect(await readers.read(one)).toBe(first);
  expect((await readers.read(five)).tasks.map(({ title }) => title)).toEqual(['Five']);
  expect(await readers.read(one)).toBe(first);
  const again = await readers.read(two);
  expect(again).not.toBe(second);
  expect(again).toEqual(second);
});
