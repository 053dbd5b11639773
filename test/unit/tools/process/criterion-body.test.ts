import { expect, test } from 'vitest';
import { leaves } from '../../../../src/backlog/parse/criteria.ts';
import { criterionBody } from '../../../../src/tools/process/criterion-body.ts';
import { item } from '../../backlog/standard/item-sketch.ts';
import { task, taskText } from '../../backlog/task-text.ts';

const tasks = [
  '\uFEFF# Breakdown',
  '',
  '- [ ] A box',
  '- [ ] A box that goes on',
  '  in a second line',
  '  - with a reason',
  '',
  '### TASK-001: Delete the agent',
  '**Description**: Delete `agent.md`.',
  '',
  '#### Where',
  'In shared/.',
  '',
  '---',
  '',
  '### TASK-002: Tell',
  '',
].join('\r\n');

test('what stands below a heading or a box is a part of what it asks for', () => {
  const of = item({ tasks });
  const files = [{ file: of.file, text: tasks }];
  expect(leaves(of.criteria).map((criterion) => criterionBody({ task: of, files, context: [] }, criterion))).toEqual([
    undefined,
    '- [ ] A box that goes on\n  in a second line\n  - with a reason',
    '### TASK-001: Delete the agent\n**Description**: Delete `agent.md`.\n\n#### Where\nIn shared/.',
    undefined,
  ]);
});

test('a criterion of a task file too', () => {
  const sketch = { id: 'TASK-001', criteria: ['- [ ] Raise it', '  - to three'] };
  const [criterion] = task(sketch).criteria;
  if (criterion === undefined) throw new Error('no criterion');
  const files = [{ file: task(sketch).file, text: taskText(sketch) }];
  expect(criterionBody({ task: task(sketch), files, context: [] }, criterion)).toBe('- [ ] Raise it\n  - to three');
});
