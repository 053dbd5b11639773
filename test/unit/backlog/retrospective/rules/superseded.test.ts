import { expect, test } from 'vitest';
import { superseded } from '../../../../../src/backlog/retrospective/rules/superseded.ts';
import { factsOf, inWords, type Sketch } from '../facts-of.ts';

const heir = { id: 'TASK-009', title: 'New ingress' } as const;
const deprecated = ['deprecate TASK-001: TASK-009 (New ingress) took its place, as its files say'];

const statements: readonly (readonly [line: string, counts: boolean])[] = [
  ['Superseded by TASK-009', true],
  ['- Superseded by TASK-009.', true],
  ['- 2026-01-31 10:00: Superseded by [TASK-009](TASK-009.md), see there', true],
  ['**Superseded by:** TASK-009', true],
  ['This task was replaced by task-9 last week.', true],
  ['Not superseded by TASK-009', false],
  ['It will be superseded by TASK-009', false],
  ['Superseded by TASK-009 once that is done', false],
  ['Superseded by TASK-009?', false],
  ['Partly done; the rest is superseded by TASK-009', false],
  ['- [ ] Replaced by TASK-009', false],
  ['    Superseded by TASK-009, in an indented code block', false],
  ['Superseded by a new plan', false],
];

const sections: readonly (readonly [name: string, body: readonly string[], counts: boolean])[] = [
  [
    'the middle of a wrapped sentence',
    ['## Description', '', 'The values are', 'replaced by TASK-009, mind them.'],
    false,
  ],
  ['a wrapped list item', ['## Notes', '', '- The chart is', '  replaced by TASK-009'], false],
  ['a wrapped quotation', ['## Notes', '', '> The chart is', '> replaced by TASK-009'], false],
  ['a condition on the next line', ['## Notes', '', 'Superseded by TASK-009', 'once that is done.'], false],
  ['an exception', ['## Notes', '', 'Superseded by TASK-009 except for the DNS part.'], false],
  ['a part', ['## Notes', '', 'Superseded by TASK-009 for staging.'], false],
  ['what is left', ['## Notes', '', 'Replaced by TASK-009: the registry. This task moves what is left.'], false],
  ['what was thought', ['## Notes', '', 'Superseded by TASK-009 is what we thought.'], false],
  [
    'an approach of several',
    ['## Old Approach', '', 'Superseded by TASK-009.', '', '## Plan', '', 'Another one.'],
    false,
  ],
  ['a part of the notes', ['## Notes', '', '### Chart 1', '', 'Superseded by TASK-009.'], false],
  [
    'an item that was opened again',
    ['## Progress Log', '', '- 2026-01-01: Superseded by TASK-009', '- 2026-02-01: Reopened'],
    false,
  ],
  ['a quotation', ['## Notes', '', '> Superseded by TASK-009'], true],
  ['a label below another one', ['# Old ingress', '', '**Status:** open', '**Superseded by:** TASK-009'], true],
  ['a sentence that goes on', ['## Status', '', 'Superseded by TASK-009, which covers', 'all of it.'], true],
];

test.each(sections)('%s: %s', (_name, body, counts) => {
  expect(inWords(superseded(factsOf({ items: [{ id: 'TASK-001', body }, heir] })))).toEqual(counts ? deprecated : []);
});

test.each(statements)('%s: %s', (line, counts) => {
  const facts = factsOf({ items: [{ id: 'TASK-001', body: ['## Notes', '', line] }, heir] });
  expect(inWords(superseded(facts))).toEqual(counts ? deprecated : []);
});

const cases: readonly (readonly [name: string, items: readonly Sketch[], expected: readonly string[]])[] = [
  ['by its own field', [{ id: 'TASK-001', fields: ['superseded_by: TASK-009'] }, heir], deprecated],
  ["by another one's field", [{ id: 'TASK-001' }, { ...heir, fields: ['supersedes: TASK-001'] }], deprecated],
  ['in part', [{ id: 'TASK-001' }, { ...heir, fields: ['supersedes: TASK-001 (partly)'] }], []],
  ['with another one', [{ id: 'TASK-001' }, { ...heir, fields: ['supersedes: TASK-002 and TASK-001'] }], deprecated],
  [
    'by one that is done',
    [
      { id: 'TASK-001', fields: ['superseded_by: TASK-009'] },
      { ...heir, folder: 'completed' },
    ],
    deprecated,
  ],
  ['by itself', [{ id: 'TASK-001', fields: ['superseded_by: TASK-001'] }], []],
  ['in a fence', [{ id: 'TASK-001', body: ['## Notes', '', '```', 'Superseded by TASK-009', '```'] }, heir], []],
  [
    'what a person has to do',
    [{ id: 'TASK-001', fields: ['superseded_by: TASK-009', 'type: human-action'] }, heir],
    [],
  ],
  ['what is over already', [{ id: 'TASK-001', folder: 'completed', fields: ['superseded_by: TASK-009'] }, heir], []],
  [
    'by what no file holds',
    [{ id: 'TASK-001', fields: ['superseded_by: TASK-009'] }],
    [
      'recommend: TASK-001 is said to be superseded by TASK-009, which no file here holds. Say what took its place, or delete the line.',
    ],
  ],
  [
    'by what was given up',
    [
      { id: 'TASK-001', fields: ['superseded_by: TASK-009'] },
      { ...heir, folder: 'deprecated' },
    ],
    [
      'recommend: TASK-001 is said to be superseded by TASK-009, which was given up itself. Say what took its place, or delete the line.',
    ],
  ],
];

test.each(cases)('%s', (_name, items, expected) => {
  expect(inWords(superseded(factsOf({ items })))).toEqual(expected);
});
