import { expect, test } from 'vitest';
import { idOfItemName, itemFilesAmong, itemPlaces, mayBeItem } from '../../../../src/backlog/standard/places.ts';

test('items lie at the root or below feature-management', () => {
  expect(itemPlaces.map(({ path, folder }) => `${path}: ${folder}`)).toEqual([
    'bugs: active',
    'bugs/completed: completed',
    'bugs/deprecated: deprecated',
    'features: active',
    'features/completed: completed',
    'features/deprecated: deprecated',
    'completed: completed',
    'deprecated: deprecated',
    'feature-management/bugs: active',
    'feature-management/bugs/completed: completed',
    'feature-management/bugs/deprecated: deprecated',
    'feature-management/features: active',
    'feature-management/features/completed: completed',
    'feature-management/features/deprecated: deprecated',
    'feature-management/completed: completed',
    'feature-management/deprecated: deprecated',
  ]);
});

test.each([
  ['BUG-005-slug', 'BUG-005'],
  ['bug-5', 'BUG-5'],
  ['FEAT_012_slug', 'FEAT-012'],
  ['TASK-1', 'TASK-1'],
  ['release-2024', undefined],
  ['BUG-slug', undefined],
  ['BUG-1234567890', undefined],
])('the name %s gives %s', (name, id) => {
  expect(idOfItemName(name)).toBe(id);
});

test('archives, hidden folders and human actions are no items', () => {
  const names = ['BUG-1', 'login', 'completed', 'Deprecated', '.git', '_template', 'ACTION-001-x', 'action_2'];
  expect(names.filter(mayBeItem)).toEqual(['BUG-1', 'login']);
});

test('reports come before documents, and other files are left', () => {
  const names = ['TASKS.md', 'comments.md', 'PLAN.md', 'bug_report.json', 'PROMPT.md'];
  expect(itemFilesAmong(names)).toEqual(['bug_report.json', 'PROMPT.md', 'PLAN.md', 'TASKS.md']);
});
