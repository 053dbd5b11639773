import { describe, expect, test } from 'vitest';
import { usualWords } from '../../../../src/backlog/parse/known-status.ts';
import { fieldHelp, valueHelp } from '../../../../src/editor/language/front-help.ts';
import { frontPlaceAt } from '../../../../src/editor/language/front-place.ts';
import { idHover, unknownIdHover } from '../../../../src/editor/language/hover-text.ts';
import { IdRegister } from '../../../../src/editor/language/id-register.ts';
import { idAt, idsInLine } from '../../../../src/editor/language/text-ids.ts';
import { task } from '../../backlog/task-text.ts';
import { known } from './fixture.ts';

test.each([
  ['Waits for TASK-001, ACTION-2.', '10 TASK-001, 20 ACTION-2'],
  ['**BUG-003**: see [x](../TASK-004.md)', '2 BUG-003, 24 TASK-004'],
  ['task-7 in small letters', '0 task-7'],
  ['-TASK-001 _TASK-1 TASK-001b A-TASK-1 TASK-1234567890', ''],
  [`${'x '.repeat(2600)}TASK-001`, ''],
])('ids in %s', (line, found) => {
  expect(
    idsInLine(line, 0)
      .map(({ id, start }) => `${start} ${id}`)
      .join(', '),
  ).toBe(found);
});

test.each([
  [9, undefined],
  [10, 'TASK-001'],
  [18, 'TASK-001'],
  [19, undefined],
])('the id at %i', (character, id) => {
  expect(idAt('Waits for TASK-001, or', 3, character)?.id).toBe(id);
});

const register = new IdRegister();
const repository = known(
  [
    task({ id: 'TASK-001', title: 'Raise <it>', priority: 'high', criteria: ['- [x] a', '- [ ] b'] }),
    task({ id: 'TASK-002', title: 'Watch', fields: ['depends_on: TASK-001'] }),
    task({ id: 'TASK-003', title: 'Old', folder: 'completed', criteria: ['- [x] a'] }),
    task({ id: 'TASK-004', title: 'Gone', folder: 'deprecated' }),
    task({ id: 'TASK-005', title: 'One' }),
    task({ id: 'TASK-005', title: 'Two', folder: 'backlog' }),
  ],
  [
    {
      ...{ id: 'ACTION-001', title: 'Rotate', status: 'pending', urgency: 'high', blockingItems: ['TASK-002'] },
      file: 'human-actions/ACTION-001-key/action_report.json',
    },
  ],
);

describe('an id', () => {
  test.each([
    ['TASK-001', ['ready · high · 1 of 2']],
    ['task-2', ['blocked · medium · 0 of 1']],
    ['TASK-003', ['done · 1 of 1']],
    ['TASK-004', ['given up · 0 of 1']],
    ['TASK-005', ['blocked · medium · 0 of 1', 'blocked · medium · 0 of 1']],
    ['ACTION-001', ['human action · pending · high']],
    ['TASK-404', []],
    ['UTF-8', []],
  ])('%s stands for %j', (id, facts) => {
    expect(register.holders(repository, id).map((holder) => holder.facts.join(' · '))).toEqual(facts);
  });

  test('tells title, state and why, and links to its file; nothing of a file becomes markup', () => {
    const text = idHover(register.holders(repository, 'TASK-002'), ({ file }) => `file:///shop/${file}`);
    expect(text).toMatch(/^\*\*TASK\\-002 Watch\*\*\n\nblocked · medium · 0 of 1\n\n.*TASK\\-001/);
    expect(text).toMatch(
      /\n\n\[Open tasks\/active\/TASK\\-002\\\.md\]\(<file:\/\/\/shop\/tasks\/active\/TASK-002\.md>\)$/,
    );
    const own = idHover(register.holders(repository, 'TASK-001'), () => undefined);
    expect(own).toContain('Raise \\<it\\>');
    expect(own).not.toContain('Open');
  });

  test('that no file holds says so', () => {
    expect(unknownIdHover('TASK-404')).toBe('No file of this repository holds TASK\\-404.');
  });
});

const lines = [
  '---',
  'id: TASK-001',
  'labels: [web, a]',
  'depends_on:',
  '  - TASK-002',
  'status:active',
  '---',
  'id: x',
];

test.each([
  ['a key', 1, 1, 'key id 0-2'],
  ['its end', 1, 2, 'key id 0-2'],
  ['a value', 1, 6, 'value id TASK-001 4-12'],
  ['an item in brackets', 2, 15, 'value labels a 14-15'],
  ['between items', 2, 13, 'value labels  13-13'],
  ['an item below', 4, 8, 'value depends_on TASK-002 4-12'],
  ['no field', 5, 9, undefined],
  ['the first line', 0, 1, undefined],
  ['the last line', 6, 0, undefined],
  ['the text', 7, 1, undefined],
])('front matter: %s', (_, line, character, expected) => {
  const place = frontPlaceAt(lines, line, character);
  const word = place?.kind === 'value' ? ` ${place.word}` : '';
  const found = place === undefined ? undefined : `${place.kind} ${place.key}${word} ${place.start}-${place.end}`;
  expect(found).toBe(expected);
});

describe('what front matter says is explained', () => {
  test.each(usualWords.gitops)('status %s', (word) => expect(valueHelp('status', word)).toBeDefined());
  test.each(['critical', 'P0', 'High', 'p2', 'low'])('priority %s', (word) => {
    expect(valueHelp('priority', word)).toBeDefined();
  });
  test.each([
    ['status', 'actve'],
    ['priority', 'soon'],
    ['title', 'high'],
    ['priority', 'constructor'],
  ])('%s %s is not', (key, value) => expect(valueHelp(key, value)).toBeUndefined());
  test.each([
    'id',
    'title',
    'status',
    'priority',
    'labels',
    'depends_on',
    'blocked_by',
    'blocks',
    'type',
    'stop',
    'verify',
    'until',
    'merged_into',
  ])('the field %s', (key) => expect(fieldHelp()[key]?.length).toBeGreaterThan(20));
});
