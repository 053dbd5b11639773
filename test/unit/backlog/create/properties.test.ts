/** Whatever people write, the files that come of it read back as one item that says what they meant, and nothing else. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newActionFiles } from '../../../../src/backlog/create/action-files.ts';
import { textsOf } from '../../../../src/backlog/create/checklist-lines.ts';
import { cleanLine, isVisible } from '../../../../src/backlog/create/clean-text.ts';
import { bodyOf } from '../../../../src/backlog/create/derived-criteria.ts';
import { labelsOf, type NewItem } from '../../../../src/backlog/create/new-item.ts';
import { slugOf } from '../../../../src/backlog/create/slug.ts';
import { newStandardFiles } from '../../../../src/backlog/create/standard-files.ts';
import { addSummaryRow, idsInSummary, summaryForms } from '../../../../src/backlog/create/summary-table.ts';
import { newTaskText } from '../../../../src/backlog/create/task-text.ts';
import { readActionReport } from '../../../../src/backlog/parse/action-report.ts';
import { boxes } from '../../../../src/backlog/parse/criteria.ts';
import { readOutline, readSections } from '../../../../src/backlog/parse/outline.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { splitLines } from '../../../../src/backlog/parse/text-lines.ts';
import { parseItem } from '../../../../src/backlog/standard/item.ts';
import { itemFilesAmong } from '../../../../src/backlog/standard/places.ts';
import { cpuMsSince } from '../../../support/cpu-time.ts';
import { nastyLine, nastyText } from './nasty-text.ts';

const now = new Date(2026, 0, 31, 14, 5);
const line = nastyLine.map(cleanLine).filter(isVisible);

const item: fc.Arbitrary<NewItem> = fc
  .record({
    type: fc.constantFrom('bug', 'feature', 'human_action'),
    title: line.filter((title) => !/^session failure/i.test(title)),
    description: nastyText,
    component: fc.option(line, { nil: undefined }),
    priority: fc.constantFrom('critical', 'high', 'medium', 'low'),
    labels: fc.array(line, { maxLength: 3 }),
    dependsOn: fc.constantFrom([], ['TASK-003'], ['TASK-003', 'BUG-004']),
    blocks: fc.constantFrom([], ['TASK-005']),
    criteria: fc.oneof(fc.constant([]), fc.array(line, { maxLength: 3 })),
  } as const)
  .map(({ component, ...rest }) => (component === undefined ? rest : { ...rest, component }));

const runs = { numRuns: 2000 };

test('a task of the gitops layout', () => {
  fc.assert(
    fc.property(item, (one) => {
      const text = newTaskText(one, 'TASK-016', 'active', now);
      const task = parseTask(text, 'tasks/active/TASK-016.md', 'active');
      expect(task).toMatchObject({
        id: 'TASK-016',
        title: one.title,
        status: 'active',
        priority: one.priority,
        stop: false,
        isHumanAction: false,
        problems: [],
      });
      expect(task.labels).toEqual(labelsOf(one));
      expect(task.dependencies.map(({ id }) => id)).toEqual([...one.dependsOn, ...one.blocks]);
      expect([task.conditions, task.verify, task.mergedInto]).toEqual([undefined, undefined, undefined]);
      expectCriteria(one, boxes(task.criteria));
      expect(text.includes('\r')).toBe(false);
      const sections = readSections(readOutline(splitLines(text).lines, 0));
      expect(sections.map(({ name }) => name)).toEqual(['description', 'acceptance criteria', 'progress log']);
    }),
    runs,
  );
});

test('an item of the standard layout', () => {
  fc.assert(
    fc.property(item, (one) => {
      const path = `bugs/BUG-006-${slugOf(one.title, 'bug')}`;
      const files = newStandardFiles({ ...one, type: 'bug' }, 'BUG-006', path, now);
      const names = itemFilesAmong(files.map((file) => file.path.slice(path.length + 1)));
      const texts = new Map(
        names.map((name) => [name, files.find((file) => file.path === `${path}/${name}`)?.text ?? '']),
      );
      const { task, problems } = parseItem({ path, folder: 'active', texts });
      expect(problems).toEqual([]);
      expect(task).toMatchObject({
        id: 'BUG-006',
        title: one.title,
        status: 'new',
        priority: one.priority,
        file: `${path}/TASKS.md`,
        stop: false,
        isHumanAction: false,
        problems: [],
      });
      expect(task?.dependencies.map(({ id }) => id)).toEqual([...one.dependsOn, ...one.blocks]);
      expectCriteria({ ...one, type: 'bug' }, boxes(task?.criteria ?? []));
    }),
    runs,
  );
});

test('a human action and its row', () => {
  fc.assert(
    fc.property(item, nastyText, (one, before) => {
      const folder = `human-actions/ACTION-004-${slugOf(one.title, 'action')}`;
      const files = newActionFiles({ ...one, type: 'human_action' }, 'ACTION-004', folder, now);
      const report = files.find(({ path }) => path.endsWith('.json'))?.text ?? '';
      expect(readActionReport(report, 'x.json', 'ACTION-004-x')).toEqual({
        problems: [],
        statement: {
          id: 'ACTION-004',
          file: 'x.json',
          title: one.title,
          status: 'pending',
          urgency: one.priority,
          blockingItems: one.blocks,
        },
      });
      const row = { ...one, id: 'ACTION-004', status: 'pending', component: 'x', location: folder, date: '2026-01-31' };
      const after = addSummaryRow(before, summaryForms.human_action, row);
      expect(idsInSummary(after)).toContain('ACTION-004');
    }),
    runs,
  );
});

test('a slug is a name on every system', () => {
  fc.assert(
    fc.property(nastyLine, (title) => {
      const slug = slugOf(title, 'item');
      expect(slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(slug.length).toBeLessThanOrEqual(55);
    }),
    runs,
  );
});

test('a description of 100 KB takes no time', () => {
  const cases = ['- [ ] a\n', '#', '`', '<!--', '- ', '~~', '\u001b[', ' ', '\t- x\n', '\\|', '## a\n', '> ', '```\n'];
  for (const piece of cases) {
    const description = piece.repeat(Math.ceil(100_000 / piece.length));
    const started = process.cpuUsage();
    const text = newTaskText({ ...sample, description }, 'TASK-001', 'active', now);
    expect(parseTask(text, 'tasks/active/TASK-001.md', 'active').problems, piece).toEqual([]);
    expect(cpuMsSince(started), JSON.stringify(piece)).toBeLessThan(2000);
  }
});

const sample = {
  type: 'bug',
  title: 'x',
  priority: 'low',
  labels: [],
  dependsOn: [],
  blocks: [],
  criteria: [],
} as const satisfies Omit<NewItem, 'description'>;

function expectCriteria(one: NewItem, read: readonly { readonly text: string; readonly state: string }[]): void {
  expect(read.length).toBeGreaterThan(0);
  expect(read.map(({ text }) => text)).toEqual(textsOf(bodyOf(one).criteria));
  expect(new Set(read.map(({ state }) => state))).toEqual(new Set(['open']));
  expect(read.some((criterion) => 'check' in criterion)).toBe(false);
}
