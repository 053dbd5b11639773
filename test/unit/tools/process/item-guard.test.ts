import { describe, expect, test } from 'vitest';
import { itemPathOf } from '../../../../src/backlog/standard/item-path.ts';
import { type ItemFileName, itemFilesAmong } from '../../../../src/backlog/standard/places.ts';
import { isItemTampered } from '../../../../src/tools/process/item-guard.ts';

const folder = 'bugs/BUG-001-slow';
type Files = Readonly<Record<string, string>>;

const report = '{\n  "bug_id": "BUG-001",\n  "title": "Slow",\n  "status": "new",\n  "priority": "P1"\n}\n';
const prompt = ['# BUG-001: Slow', '', 'Prose.', '', '## Acceptance Criteria', '', '- [ ] Fast', ''].join('\n');
const tasks = [
  '---',
  'owner: web',
  '---',
  '# Breakdown',
  '',
  '## Web',
  '- [ ] Cache',
  '  check: `true`',
  '- [x] Measure',
  '',
  '### TASK-001: Delete the loop',
  'As it is useless.',
  '',
].join('\n');
const files = { 'bug_report.json': report, 'PROMPT.md': prompt, 'TASKS.md': tasks, 'PLAN.md': '# Plan\n' };

/** Whether the change of a path has to be put back. Items of the repository: BUG-001. */
function isTampered(path: string, before: Files, after: Files, change: 'A' | 'M' | 'D' | 'T' = 'M'): boolean {
  const item = itemPathOf(path);
  if (item === undefined) throw new Error(`${path} is no path of an item`);
  const texts = (of: Files) =>
    new Map<ItemFileName, string>(itemFilesAmong(Object.keys(of)).map((name) => [name, of[name] ?? '']));
  return isItemTampered({ item, change, before: texts(before), after: texts(after) }, new Set(['BUG-1']));
}

const edited = (name: keyof typeof files, from: string, to: string) => {
  expect(files[name]).toContain(from);
  return isTampered(`${folder}/${name}`, files, { ...files, [name]: files[name].replace(from, to) });
};

describe('of an item that is there', () => {
  test.each<[keyof typeof files, string, string]>([
    ['PROMPT.md', 'Prose.', 'Other prose.\n\n## Notes\n- [ ] a box that is no criterion'],
    ['TASKS.md', 'As it is useless.', 'As it is useless. **Done**: by hand.'],
    ['TASKS.md', '## Web\n', '## Web\n\nSome words.\n\n'],
    ['PLAN.md', '# Plan', '# Plan\n\n- [x] a step of the plan'],
  ])('prose may change: %s', (name, from, to) => {
    expect(edited(name, from, to)).toBe(false);
  });

  test.each<[keyof typeof files, string, string]>([
    ['bug_report.json', '"new"', '"resolved"'],
    ['bug_report.json', '}\n', '}'],
    ['TASKS.md', '- [ ] Cache', '- [x] Cache'],
    ['TASKS.md', '- [x] Measure', '- [ ] Measure'],
    ['TASKS.md', 'Cache', 'Cache half of it'],
    ['TASKS.md', '`true`', '`exit 0`'],
    ['TASKS.md', '- [x] Measure', '- [x] Measure\n- [x] Easy'],
    ['TASKS.md', '## Web', '## Shop'],
    ['TASKS.md', 'Delete the loop', 'Delete the loop ✅ COMPLETED - 2026-01-01'],
    ['TASKS.md', 'As it is', '- [ ] As it is'],
    ['TASKS.md', 'owner: web', 'owner: shop'],
    ['PROMPT.md', '- [ ] Fast', '- [x] Fast'],
    ['PROMPT.md', '# BUG', '---\nstatus: done\n---\n# BUG'],
  ])('this may not change: %s, %j to %j', (name, from, to) => {
    expect(edited(name, from, to)).toBe(true);
  });

  test('a file that may not stay does not take one with it that may', () => {
    const after = { ...files, 'bug_report.json': '{}', 'PLAN.md': '# Another plan\n' };
    expect(isTampered(`${folder}/bug_report.json`, files, after)).toBe(true);
    expect(isTampered(`${folder}/PLAN.md`, files, after)).toBe(false);
  });

  test('files may be added that say nothing of it; criteria elsewhere would be others', () => {
    const { 'TASKS.md': _, 'PLAN.md': __, ...old } = files;
    const add = (name: string, text: string) => isTampered(`${folder}/${name}`, old, { ...old, [name]: text }, 'A');
    expect(add('PLAN.md', '# Plan\n')).toBe(false);
    expect(add('TASKS.md', '# Notes\n')).toBe(false);
    expect(add('TASKS.md', '- [x] All of it\n')).toBe(true);
    expect(add('feature_request.json', '{}')).toBe(true);
    expect(add('result.txt', 'fast')).toBe(false);
  });

  test('no file of it may go; others may, but not with the whole of it', () => {
    const { 'PLAN.md': _, ...left } = files;
    expect(isTampered(`${folder}/PLAN.md`, files, left, 'D')).toBe(true);
    expect(isTampered(`${folder}/old.log`, files, files, 'D')).toBe(false);
    expect(isTampered(`${folder}/old.log`, files, {}, 'D')).toBe(true);
    expect(isTampered(`${folder}/PROMPT.md`, files, files, 'T')).toBe(true);
  });
});

describe('a new item', () => {
  const named = (id: string) => ({ 'bug_report.json': report.replace('BUG-001', id) });

  test.each([
    ['with a new id may be made', 'bugs/BUG-002-x', 'BUG-002', false],
    ['with a known id may not', 'bugs/BUG-002-x', 'BUG-001', true],
    ['among the archived may not', 'completed/BUG-002-x', 'BUG-002', true],
    ['may not be made elsewhere of one that is there', 'deprecated/BUG-001-slow', 'BUG-001', true],
  ])('%s, with all that lies in it', (_, path, id, expected) => {
    expect(isTampered(`${path}/bug_report.json`, {}, named(id), 'A')).toBe(expected);
    expect(isTampered(`${path}/screen.png`, {}, named(id), 'A')).toBe(expected);
  });

  test('a folder that is none is left alone', () => {
    expect(isTampered('features/login/steps.ts', {}, {}, 'M')).toBe(false);
    expect(isTampered('completed/reports/PROMPT.md', {}, { 'PROMPT.md': '# Report\n' }, 'A')).toBe(false);
  });
});
