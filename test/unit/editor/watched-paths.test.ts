import { describe, expect, test } from 'vitest';
import { changesQueue } from '../../../src/editor/watched-paths.ts';

describe('a change concerns the queue of a folder', () => {
  test.each([
    ['a task file', 'tasks/active/TASK-001.md'],
    ['a folder of tasks that was moved away', 'tasks/blocked'],
    ['all tasks', 'tasks'],
    ['the folder of an item', 'bugs/BUG-002-crash'],
    ['a report', 'features/FEAT-001-pay/feature_request.json'],
    ['what is archived', 'completed/FEAT-001-pay'],
    ['a human action', 'human-actions/ACTION-001-sign'],
    ['the table of human actions', 'actions.md'],
    ['the table of bugs', 'bugs.md'],
    ['the same below the folder of another repository', 'feature-management/features.md'],
    ['that folder', 'feature-management'],
    ['an item there', 'feature-management/bugs/BUG-001-crash'],
    ['git comes or goes', '.git'],
    ['another branch', '.git/HEAD'],
    ['a pull', '.git/logs/HEAD'],
    ['the folder itself', ''],
  ])('%s: %s', (_, below) => {
    expect(changesQueue('/work/shop', `/work/shop/${below}`)).toBe(true);
  });

  test.each([
    ['code beside it', '/work/shop/src/tasks/load.ts'],
    ['a folder with a longer name', '/work/shop/tasks-old/active'],
    ['a table of anything else', '/work/shop/docs/features.md'],
    ["git's other files", '/work/shop/.git/index'],
    ['a folder above', '/work'],
    ['a folder beside', '/work/shop-2/tasks'],
    ['a name that begins with dots', '/work/shop/..tasks'],
  ])('not: %s', (_, path) => {
    expect(changesQueue('/work/shop', path)).toBe(false);
  });
});
