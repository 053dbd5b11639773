import { describe, expect, test } from 'vitest';
import type { Criterion } from '../../../../src/backlog/task.ts';
import { InputError } from '../../../../src/tools/input-error.ts';
import { Selection } from '../../../../src/tools/process/selection.ts';

/** `x` before a text: done. A group stands before a slash. */
function criteria(...lines: readonly string[]): Criterion[] {
  return lines.map((line, index) => {
    const [, mark, group, text = ''] = /^(x )?(?:(\w+)\/)?(.*)$/.exec(line) ?? [];
    const address = { group: group === undefined ? [] : [group], ordinal: index, text };
    const state = mark === undefined ? 'open' : 'done';
    return { address, text, state, line: index, range: { start: index, end: index + 1 }, children: [] };
  });
}

/** The texts that are worked on, in order, when each is done. */
function order(asked: readonly (number | string)[], all: Criterion[]): string[] {
  const selection = new Selection(asked, all);
  const worked: string[] = [];
  for (let now = all, index = selection.next(now); index >= 0; index = selection.next(now)) {
    worked.push(now[index]?.text ?? '');
    now = now.map((criterion, place) => (place === index ? { ...criterion, state: 'done' as const } : criterion));
  }
  return worked;
}

describe('a run works on', () => {
  const four = criteria('a', 'x b', 'c', 'd');
  test.each<[string, (number | string)[], string[]]>([
    ['all that are open, where nothing is asked', [], ['a', 'c', 'd']],
    ['places, in the order of the file', [4, 1], ['a', 'd']],
    ['texts', ['c', ' d '], ['c', 'd']],
    ['nothing, where what is asked is done', [2], []],
  ])('%s', (_case, asked, expected) => expect(order(asked, four)).toEqual(expected));

  test('every criterion of a text, and one of several at its place', () => {
    expect(order(['a'], criteria('one/a', 'two/a', 'b'))).toEqual(['a', 'a']);
    const same = criteria('a', 'a', 'b');
    expect(new Selection([2], same).next(same)).toBe(1);
  });
});

test.each<[number | string]>([[5], ['e'], ['A']])('%j, which is none, is refused with all that there are', (asked) => {
  const ask = () => new Selection([1, asked], criteria('a', 'b'));
  expect(ask).toThrow(InputError);
  expect(ask).toThrow(`No criterion is ${JSON.stringify(asked)}. The criteria are 1. a; 2. b`);
});

test('what is skipped does not come again, although lines around it change', () => {
  const before = criteria('a', 'b', 'b');
  const selection = new Selection([], before);
  selection.skip(before, 1);
  const after = criteria('x new', 'x a', 'b', 'b');
  expect(selection.next(after)).toBe(3);
});
