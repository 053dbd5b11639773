import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EditConflict } from '../../../../../src/backlog/edit/edit-conflict.ts';
import { appendLog } from '../../../../../src/backlog/edit/log.ts';
import { boxes } from '../../../../../src/backlog/parse/criteria.ts';
import { splitLines } from '../../../../../src/backlog/parse/text-lines.ts';
import { readCriteria } from '../../../../../src/backlog/standard/criteria-forms.ts';
import { readDocument } from '../../../../../src/backlog/standard/document.ts';
import { tickIn, untickIn } from '../../../../../src/backlog/standard/edit/criterion.ts';
import type { CriteriaForm, Criterion } from '../../../../../src/backlog/task.ts';

const date = '2026-02-03';
const read = (text: string, form: CriteriaForm = 'breakdown') =>
  boxes(readCriteria(readDocument(text, 'TASKS.md'), form).items);

function named(text: string, form: CriteriaForm, wanted: string): Criterion {
  const found = read(text, form).find((criterion) => criterion.text === wanted);
  if (found === undefined) throw new Error(`There is no "${wanted}"`);
  return found;
}

test.each<[string, CriteriaForm, string, string, string]>([
  ['a box', 'breakdown', '# T\r\n- [ ] A\r\n- [ ] B', 'B', '# T\r\n- [ ] A\r\n- [x] B'],
  [
    'a step',
    'breakdown',
    '## Step 1: A\n\n## Step 2: B  \nText\n',
    'Step 2: B',
    `## Step 1: A\n\n## Step 2: B ✅ COMPLETED - ${date}  \nText\n`,
  ],
  [
    'a step with closing marks',
    'breakdown',
    '\uFEFF## Step 1 ##',
    'Step 1',
    `\uFEFF## Step 1 ✅ COMPLETED - ${date} ##`,
  ],
  [
    'a step beside marked ones',
    'breakdown',
    '## A ✅ DONE\n## B\n',
    'B',
    `## A ✅ DONE\n## B ✅ COMPLETED - ${date}\n`,
  ],
  ['a parent', 'breakdown', '## Part\n### Step 1\n', 'Part', `## Part ✅ COMPLETED - ${date}\n### Step 1\n`],
  [
    'an acceptance criterion',
    'section',
    '- [ ] A\n## Acceptance Criteria\n- [ ] A\n',
    'A',
    '- [ ] A\n## Acceptance Criteria\n- [x] A\n',
  ],
  [
    'an implementation task',
    'implementation',
    '## Implementation Tasks\n1. [ ] A\n',
    'A',
    '## Implementation Tasks\n1. [x] A\n',
  ],
])('%s is ticked and opened again', (_, form, text, wanted, ticked) => {
  const { address } = named(text, form, wanted);
  expect(tickIn(text, form, address, date)).toBe(ticked);
  expect(tickIn(ticked, form, address, '2027-01-01')).toBe(ticked);
  expect(untickIn(ticked, form, address)).toBe(text);
  expect(untickIn(text, form, address)).toBe(text);
});

test('a criterion that is gone is a conflict that says what was looked for', () => {
  const { address } = named('## Step 1: Find it\n', 'breakdown', 'Step 1: Find it');
  const edit = () => tickIn('## Step 9: Tell everybody\n', 'breakdown', address, date);
  expect(edit).toThrow(EditConflict);
  expect(edit).toThrow('The criterion "Step 1: Find it" is no longer in the file.');
});

test('a step is found again after a remark was added and steps were inserted', () => {
  const { address } = named('## Step 1: Find the cause\n', 'breakdown', 'Step 1: Find the cause');
  expect(tickIn('## Step 0: Look\n## Step 1: Find the cause (again)\n', 'breakdown', address, date)).toBe(
    `## Step 0: Look\n## Step 1: Find the cause (again) ✅ COMPLETED - ${date}\n`,
  );
});

const line = fc.constantFrom(
  '# Top',
  '## Section 1: Web',
  '## Section 2: Web ✅ COMPLETED - 2026-01-01',
  '## Notes',
  '### TASK-001: Find',
  '### TASK-002: Mend  ✅ DONE',
  '### Other',
  '### Other ###',
  '#### Step 3 ',
  '## ~~Step 4~~ ✅ DONE',
  '- [ ] One',
  '- [x] Two',
  '  - [ ] Below',
  '1. [ ] Number',
  'Text',
  '',
  '---',
  '```',
  '<!--',
  '-->',
  '**Status**: DONE',
  'check: `true`',
  '## Progress Log',
  '- 2026-01-01: x',
);
const file = fc
  .tuple(
    fc.array(line, { maxLength: 25 }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.constantFrom('', '\uFEFF'),
    fc.boolean(),
  )
  .map(([lines, ending, bom, ends]) => bom + lines.join(ending) + (ends ? ending : ''));

test('in any file, ticking changes one line and nothing else, and opening again gives the same bytes', () => {
  const property = fc.property(file, (text) => {
    const before = read(text);
    const { lines } = splitLines(text);
    for (const criterion of before.filter((one) => one.children.length === 0 && one.state === 'open')) {
      const ticked = tickIn(text, 'breakdown', criterion.address, date);
      const changed = splitLines(ticked).lines.flatMap((now, index) => (now === lines[index] ? [] : [index]));
      expect(changed).toEqual([criterion.line]);
      const after = read(ticked);
      expect(after.map((one) => [one.text, one.line])).toEqual(before.map((one) => [one.text, one.line]));
      expect(after.find((one) => one.line === criterion.line)?.state).not.toBe('open');
      expect(untickIn(ticked, 'breakdown', criterion.address)).toBe(text);
    }
  });
  fc.assert(property, { numRuns: 2_000 });
});

test('in any file, a log entry leaves all criteria as they are', () => {
  const property = fc.property(file, (text) => {
    try {
      const logged = appendLog(text, `${date} 10:00: Done`);
      expect(read(logged).map((one) => [one.text, one.state])).toEqual(read(text).map((one) => [one.text, one.state]));
    } catch (error) {
      expect(error).toBeInstanceOf(EditConflict);
    }
  });
  fc.assert(property, { numRuns: 2_000 });
});
