import { expect, test } from 'vitest';
import { parseTask } from '../../../../../src/backlog/parse/parse.ts';
import {
  carriedCriteria,
  holdsAll,
  sourceEdits,
  targetEdits,
} from '../../../../../src/backlog/retrospective/edits/merge.ts';
import type { FileEdit } from '../../../../../src/backlog/standard/edit/recording.ts';
import { type TaskSketch, taskText } from '../../task-text.ts';

const now = new Date(2026, 5, 1, 12, 0);
const reason = 'Both are one';

function merge(
  source: Omit<TaskSketch, 'id'>,
  target: Omit<TaskSketch, 'id'>,
  waitsFor: readonly string[] = [],
  change = (text: string) => text,
) {
  const texts = {
    source: change(taskText({ id: 'TASK-007', ...source })),
    target: change(taskText({ id: 'TASK-003', ...target })),
  };
  const [from, into] = [parse(texts.source, 'TASK-007'), parse(texts.target, 'TASK-003')];
  const parts = { source: from, sourceText: texts.source, target: into, waitsFor, reason, now };
  const made = (text: string, edits: readonly FileEdit[]) => edits.reduce((before, { edit }) => edit(before), text);
  const [ended, grown] = [made(texts.source, sourceEdits(parts)), made(texts.target, targetEdits(parts))];
  const isWhole = holdsAll(into, parse(grown, 'TASK-003'), carriedCriteria(from, into));
  return { before: texts, source: ended, target: grown, isWhole };
}

const parse = (text: string, id: string) => parseTask(text, `tasks/active/${id}.md`, 'active');

/** What was added, line by line. */
function added(before: string, after: string): string[] {
  const lines = before.split('\n');
  return after.split('\n').filter((line) => line !== '' && !lines.includes(line));
}

test('a criterion of the same text goes along where it is checked otherwise', () => {
  const source = [
    '- [ ] Same',
    '  check: `two`',
    '- [ ] Equal',
    '  check: `one`',
    '- [ ] Bare',
    '  check: `three`',
    '- [ ] Less',
  ];
  const target = [
    '- [ ] Same',
    '  check: `one`',
    '- [ ] Equal',
    '  check: `one`',
    '- [x] Bare',
    '- [ ] Less',
    '  check: `four`',
  ];
  const { before, target: grown, isWhole } = merge({ criteria: source }, { criteria: target });
  expect(isWhole).toBe(true);
  expect(added(before.target, grown)).toEqual(expect.arrayContaining(['  check: `two`', '  check: `three`']));
  expect(grown.match(/^- \[.\] /gm)).toHaveLength(target.length - 3 + 2);
});

test('open criteria go along with check, nesting and group; done and waived ones stay', () => {
  const criteria = [
    '- [x] Done',
    '- [x] ~~Waived~~ (not needed)',
    '- [ ] Parent',
    '  - [x] Done below',
    '  - [ ] Open below',
    '',
    '### Production',
    '',
    '- [ ] Two checks',
    '  check: `one`',
    '  check: `two`',
  ];
  const { target, source, before, isWhole } = merge({ criteria }, { criteria: ['1. [x] Mine', '2. [ ] Other'] });
  expect(isWhole).toBe(true);
  expect(target.split('## Acceptance Criteria\n')[1]?.split('\n## Merged')[0]).toBe(
    '\n1. [x] Mine\n2. [ ] Other\n\n### From TASK-007\n\n1. [ ] Parent\n   - [ ] Open below\n\n#### Production\n\n1. [ ] Two checks\n   check: `one`\n   check: `two`\n',
  );
  expect(added(before.source, source)).toEqual([
    'status: merged',
    'updated: 2026-06-01',
    'merged_into: TASK-003',
    '## Progress Log',
    '- 2026-06-01 12:00: Retrospective: merged into TASK-003 (Title of TASK-003), which has its open criteria. Both are one.',
  ]);
});

test('a criterion that the target has is not there twice, done or open', () => {
  const { target, isWhole } = merge(
    { criteria: ['- [ ] Push  works', '- [ ] New'] },
    { criteria: ['- [x] push works'] },
  );
  expect(isWhole).toBe(true);
  expect(target.match(/push\s+works/gi)).toHaveLength(1);
  expect(target).toContain('with 1 open criterion.');
});

test('what the source says is quoted, and nothing of it becomes a criterion or a section', () => {
  const body = ['## Description', '', 'About it.', '', '## Progress Log', '', '- 2026-01-01 10:00: Begun'];
  const criteria = ['- [ ] Look', '  - at this', '  - and that'];
  const { target, isWhole } = merge({ body, criteria }, { body: ['## Progress Log', '', '- 2026-02-01 10:00: Begun'] });
  expect(isWhole).toBe(true);
  expect(target.split('## Merged: TASK-007\n')[1]?.split('\n## Progress Log')[0]).toBe(
    '\nTASK-007 (Title of TASK-007) was the same work; its file says where it came from.\n\n> About it.\n>\n> Its criteria in full:\n>\n> - [ ] Look\n>   - at this\n>   - and that\n',
  );
});

test('the target waits for what the source waits for', () => {
  expect(merge({}, {}, ['TASK-001', 'ACTION-002']).target).toContain('depends_on: TASK-001, ACTION-002\n');
  expect(merge({}, { fields: ['depends_on: TASK-009'] }, ['TASK-001']).target).toContain('blocked_by: TASK-001\n');
});

test('line endings and every other byte of both files stay', () => {
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  const { before, source, target } = merge({}, { criteria: ['* [ ] Own   '] }, [], crlf);
  for (const text of [source, target]) expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  for (const line of before.target.split('\r\n')) expect(target.split('\r\n')).toContain(line);
});

test('where criteria would not read back, it is seen', () => {
  const open = { id: 'TASK-003', criteria: ['- [ ] One', '- [ ] Two'] };
  const before = parse(taskText(open), 'TASK-003');
  const after = parse(taskText({ ...open, criteria: ['- [ ] One'] }), 'TASK-003');
  const carried = [{ group: [], criteria: [{ text: 'Three' }] }];
  expect(holdsAll(before, after, [])).toBe(false);
  expect(holdsAll(before, before, carried)).toBe(false);
  expect(holdsAll(before, before, [])).toBe(true);
});
