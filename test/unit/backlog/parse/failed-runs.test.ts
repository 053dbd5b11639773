import { describe, expect, test } from 'vitest';
import { nameOfFailed } from '../../../../src/backlog/parse/failed-runs.ts';
import { parseItem } from '../../../../src/backlog/standard/item.ts';
import { task } from '../task-text.ts';

const long = `Raise ${'the replicas of the shop '.repeat(10)}to 3`;

/** The reasons of the runs that count. */
function reasons(entries: readonly string[], criteria = ['- [x] First', '- [ ] Raise the replicas', '- [ ] Last']) {
  const { failedRuns } = task({ id: 'TASK-001', criteria, body: ['## Progress Log', '', ...entries] });
  return failedRuns?.map(({ reason }) => reason);
}

const failed = (reason: string, criterion = 'Raise the replicas', mark = '-') =>
  `${mark} 2026-01-02 09:00: Failed after 2 tries: ${criterion} – ${reason}`;
const done = '- 2026-01-03 09:00: Done: First – Set the tag.';
const already = '- 2026-01-03 09:00: Already done: First – So it was.';

describe('runs that failed at the first open criterion count', () => {
  test.each<[string, string[], string[] | undefined]>([
    ['none', ['- 2026-01-01 09:00: Task created', done], undefined],
    ['each, oldest first', [failed('one'), failed('two')], ['one', 'two']],
    ['whatever the list marks are', [failed('one', undefined, '*'), failed('two', undefined, '12.')], ['one', 'two']],
    ['with one try, too', [failed('one').replace('2 tries', '1 try')], ['one']],
    ['those of other criteria do not', [failed('one'), failed('other', 'Last')], ['one']],
    ['a success begins a new count', [failed('one'), done, failed('two')], ['two']],
    ['so does what was done already', [failed('one'), already], undefined],
    ['words of people begin none', [failed('one'), '- 2026-01-03: Done: asked Ann'], ['one']],
    ['words of people are none', ['- Failed after 3 tries: Raise the replicas – no idea'], undefined],
    ['an example is none', ['```', failed('one'), '```'], undefined],
    ['another text of the criterion begins a new count', [failed('one', 'Raise the replica')], undefined],
  ])('%s', (_, entries, expected) => {
    expect(reasons(entries)).toEqual(expected);
  });

  test('a long criterion is known by what the log has of it and a hash of all of it', () => {
    const entry = failed('two', nameOfFailed(long));
    expect(entry).toMatch(/ Raise the replicas .{90,}… \[[0-9a-f]{8}\] – two$/);
    expect(reasons([entry], [`- [ ] ${long}`])).toEqual(['two']);
    // Entries that were written before there was a hash.
    const older = failed('one', `${long.slice(0, 119).trimEnd()}…`);
    expect(reasons([older, entry], [`- [ ] ${long}`])).toEqual(['one', 'two']);
  });

  test('an edit of a long criterion begins a new count wherever it is', () => {
    const entry = failed('one', nameOfFailed(long));
    expect(reasons([entry], [`- [ ] ${long.replace(/3$/, '4')}`])).toBeUndefined();
    expect(reasons([entry], [`- [ ] ${long.replaceAll(' the ', '  the ')}`])).toEqual(['one']);
  });

  test('only in the progress log', () => {
    expect(task({ id: 'TASK-001', body: ['## Notes', '', failed('one', 'Do it')] }).failedRuns).toBeUndefined();
  });

  test('not where nothing is open', () => {
    expect(reasons([failed('one', 'First')], ['- [x] First'])).toBeUndefined();
  });

  test('in an item, in the file with its criteria', () => {
    const text = ['- [ ] Raise the replicas', '', '## Progress Log', '', failed('one'), ''].join('\n');
    const { task: item } = parseItem({
      ...{ path: 'bugs/BUG-001-slow', folder: 'active' },
      texts: new Map([
        ['TASKS.md', text],
        ['PROMPT.md', ['# BUG-001: Slow', '', '## Progress Log', '', failed('other'), ''].join('\n')],
      ]),
    });
    expect(item?.failedRuns).toEqual([{ date: '2026-01-02 09:00', reason: 'one' }]);
  });
});
