import { expect, test } from 'vitest';
import { type ItemSketch, item } from './item-sketch.ts';

/** Each dependency as `id direction source file:line`, the own file as nothing. */
const stated = (sketch: ItemSketch) =>
  item(sketch).dependencies.map(({ id, direction, source, file, line }) =>
    [id, direction, source, `${file?.slice(file.lastIndexOf('/') + 1) ?? ''}:${line + 1}`].join(' '),
  );

test.each<[string, ItemSketch, readonly string[]]>([
  ['dependencies', { report: { dependencies: ['FEAT-001'] } }, ['FEAT-001 upstream depends_on bug_report.json:7']],
  [
    'depends_on',
    { report: { depends_on: 'bug-1, FEAT-002' } },
    ['BUG-1 upstream depends_on bug_report.json:6', 'FEAT-002 upstream depends_on bug_report.json:6'],
  ],
  [
    'blocked_by',
    { report: { blocked_by: ['BUG-1', 'ACTION-2'] } },
    ['BUG-1 upstream blocked_by bug_report.json:7', 'ACTION-2 upstream blocked_by bug_report.json:8'],
  ],
  ['blocks', { report: { blocks: ['BUG-1', 'the release'] } }, ['BUG-1 downstream blocks bug_report.json:7']],
  [
    'objects',
    { report: { depends_on: [{ id: 'BUG-1' }, { item_id: 'X-2', reason: 'BUG-9' }] } },
    ['BUG-1 upstream depends_on bug_report.json:7', 'X-2 upstream depends_on bug_report.json:10'],
  ],
  [
    'ids in texts',
    { report: { dependencies: ['wait for BUG-1 and FEAT-2'] } },
    ['BUG-1 upstream depends_on bug_report.json:7', 'FEAT-2 upstream depends_on bug_report.json:7'],
  ],
  ['related items', { report: { related_items: ['BUG-1'], related_bug: 'BUG-2' } }, []],
  ['empty values', { report: { dependencies: [], depends_on: null, blocked_by: '', blocks: [''] } }, []],
  [
    'the section of PROMPT.md',
    { prompt: '## Dependencies\n- **BUG-1**: first\n- Blocks: BUG-2\n', tasks: '- [ ] A\n' },
    ['BUG-1 upstream section PROMPT.md:2', 'BUG-2 downstream section PROMPT.md:3'],
  ],
  [
    'the section of the own file',
    { prompt: '## Dependencies\n- BUG-1\n## Acceptance Criteria\n- [ ] A\n' },
    ['BUG-1 upstream section :2'],
  ],
  [
    'the sections of PLAN.md and TASKS.md, each id once',
    { plan: '## Dependencies\n- BUG-1\n- BUG-2\n', tasks: '- [ ] A\n## Dependencies\nBUG-2\nBUG-3\n', prompt: '# T\n' },
    ['BUG-2 upstream section :3', 'BUG-3 upstream section :4', 'BUG-1 upstream section PLAN.md:2'],
  ],
  ['none', { plan: '## Dependencies\n\nNone - this stands alone.\n' }, []],
])('%s', (_, sketch, expected) => {
  expect(stated(sketch)).toEqual(expected);
});

test('what is no id is a condition, where it is stated', () => {
  const report = { dependencies: ['a licence', 'None'], blocks: ['n/a'], blocked_by: 'the vendor' };
  const file = 'bugs/BUG-007-logins-time-out/bug_report.json';
  expect(item({ report }).conditions).toEqual([
    { text: 'a licence', line: 6, file },
    { text: 'the vendor', line: 12, file },
  ]);
});
