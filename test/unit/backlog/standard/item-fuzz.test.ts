/** Generated items: whatever the files hold, reading never throws, and edits of the JSON file refuse or keep it JSON. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EditConflict } from '../../../../src/backlog/edit/edit-conflict.ts';
import { boxes, findCriterion } from '../../../../src/backlog/parse/criteria.ts';
import { setJsonField } from '../../../../src/backlog/standard/edit/json-field.ts';
import { parseItem } from '../../../../src/backlog/standard/item.ts';
import type { ItemFileName } from '../../../../src/backlog/standard/places.ts';

const token = fc.constantFrom(
  ...['{', '}', '[', ']', ',', ':', '"', '\\', '\n', '\r\n', ' ', 'null', '1', '-', '//', '/*', '\uFEFF', '\u2028'],
  ...[
    '"bug_id"',
    '"id"',
    '"status"',
    '"BUG-1"',
    '"tags"',
    '"depends_on"',
    '"blocks"',
    '"verify"',
    '"none"',
    '{"id": "X-1"}',
  ],
);
const json = fc.array(token, { maxLength: 40 }).map((tokens) => `{"bug_id": "BUG-1", ${tokens.join('')}`);
const line = fc.constantFrom(
  ...[
    '---',
    'verify: none',
    '# BUG-1: T',
    '**Priority**: P1',
    '**Status**: [A / B]',
    '## Dependencies',
    '- BUG-2',
    'None',
  ],
  ...[
    '## Acceptance Criteria',
    '## Implementation Tasks',
    '- [ ] A',
    '- [x] B',
    '  - [ ] C',
    '## Step 1 ✅ DONE',
    '### Step 1',
  ],
  ...['```', '<!--', '-->', '## Notes', 'STOP', '', '\u0000', '| a |'],
);
const markdown = fc.array(line, { maxLength: 20 }).map((lines) => lines.join('\n'));
const texts = fc.record(
  {
    'bug_report.json': json,
    'feature_request.json': json,
    'PROMPT.md': markdown,
    'PLAN.md': markdown,
    'TASKS.md': markdown,
  },
  { requiredKeys: [] },
);
const path = fc.constantFrom('bugs/BUG-1-x', 'features/x', 'completed/feat_2', 'bugs/BUG-1');

test('reading never throws, and every criterion and problem has its place in a file of the item', () => {
  const property = fc.property(path, texts, (folder, files) => {
    const given = new Map(Object.entries(files) as [ItemFileName, string][]);
    const { task, problems } = parseItem({ path: folder, folder: 'active', texts: given });
    const lineCount = (file: string) =>
      (given.get(file.slice(folder.length + 1) as ItemFileName) ?? '').split(/\r\n|\n|\r/).length;
    for (const { file, range } of [...problems, ...(task?.problems ?? [])]) {
      expect(file === folder || range.start < lineCount(file)).toBe(true);
    }
    for (const criterion of boxes(task?.criteria ?? [])) {
      expect(criterion.range.end).toBeLessThanOrEqual(lineCount(task?.file ?? ''));
      expect(findCriterion(task?.criteria ?? [], criterion.address)).toBe(criterion);
    }
  });
  fc.assert(property, { numRuns: 3_000 });
});

test('a field of a JSON file is set, or the edit refuses', () => {
  const property = fc.property(json, (text) => {
    try {
      const edited = setJsonField(text, 'status', 'resolved');
      expect(JSON.parse(edited)).toEqual({ ...JSON.parse(text), status: 'resolved' });
    } catch (error) {
      expect(error).toBeInstanceOf(EditConflict);
    }
  });
  fc.assert(property, { numRuns: 3_000 });
});
