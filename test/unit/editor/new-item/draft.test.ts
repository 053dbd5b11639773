import { describe, expect, test } from 'vitest';
import { createdFile, createdText } from '../../../../src/editor/new-item/created.ts';
import {
  canBeProcessed,
  creationInput,
  criterionProblem,
  emptyDraft,
  labelsIn,
  labelsProblem,
  titleProblem,
} from '../../../../src/editor/new-item/draft.ts';
import { duplicatePicks } from '../../../../src/editor/new-item/likely-duplicates.ts';

describe('fields', () => {
  test.each([
    ['', 'Write at least one word.'],
    ['  \u200b', 'Write at least one word.'],
    ['x'.repeat(301), 'At most 300 characters; the rest belongs in the description.'],
    ['Pods restart', undefined],
  ])('title %j', (text, problem) => expect(titleProblem(text)).toBe(problem));

  test.each([
    ['', undefined],
    ['\u0301', 'It is empty. Write what has to be true.'],
    ['x'.repeat(2001), 'At most 2000 characters. Split it into two criteria.'],
    ['The pod is ready', undefined],
  ])('criterion %j', (text, problem) => expect(criterionProblem(text)).toBe(problem));

  test('labels stand between commas, each once', () => {
    expect(labelsIn(' database,, network ,database')).toEqual(['database', 'network']);
    expect(labelsProblem('a, b')).toBeUndefined();
    expect(labelsProblem('y'.repeat(101))).toBe('"yyyyyyyyyyyyyyyyyyyy…" has more than 100 characters.');
  });
});

describe('the call of create_work_item', () => {
  const draft = { ...emptyDraft, title: ' Pods  restart ', description: 'All of them.', related: ['TASK-002'] };

  test('names what comes first, and the folder', () => {
    expect(creationInput({ ...draft, folder: 'backlog', labels: ['x'], criteria: ['It runs'] }, '/shop')).toEqual({
      ...{
        item_type: 'bug',
        title: 'Pods restart',
        description: 'All of them.',
        repo_path: '/shop',
        priority: 'medium',
      },
      ...{ labels: ['x'], acceptance_criteria: ['It runs'], folder: 'backlog', depends_on: ['TASK-002'] },
      auto_commit: true,
    });
  });

  test('names what a human action holds back', () => {
    const input = creationInput({ ...draft, type: 'human_action' }, '/shop');
    expect(input).toMatchObject({ blocks: ['TASK-002'] });
    expect(input).not.toHaveProperty('depends_on');
    expect(input).not.toHaveProperty('folder');
  });

  test('commits nothing that is still to be written', () => {
    expect(creationInput({ ...draft, description: undefined }, '/shop')).toMatchObject({
      description: '',
      auto_commit: false,
    });
  });
});

describe('what was created', () => {
  const result = {
    ...{ success: true, item_id: 'TASK-007', location: 'tasks/active/TASK-007.md', files_created: ['TASK-007.md'] },
    ...{ duplicate_warning: null, warnings: [], committed: 'abcdef0123456789' },
  };

  test.each([
    ['bug', 'tasks/active/TASK-007.md', ['TASK-007.md'], 'tasks/active/TASK-007.md'],
    [
      'bug',
      'bugs/BUG-004-x',
      ['BUG-004-x/bug_report.json', 'BUG-004-x/PROMPT.md', 'bugs.md'],
      'bugs/BUG-004-x/PROMPT.md',
    ],
    [
      'human_action',
      'human-actions/ACTION-001-x',
      ['ACTION-001-x/action_report.json', 'ACTION-001-x/INSTRUCTIONS.md', 'actions.md'],
      'human-actions/ACTION-001-x/INSTRUCTIONS.md',
    ],
  ] as const)('a %s opens at what people read', (type, location, files, file) => {
    expect(createdFile({ ...result, location, files_created: [...files] }, type)).toBe(file);
  });

  test('is told in a sentence, with its commit', () => {
    expect(createdText(result, { description: '' })).toEqual({
      severity: 'info',
      message: 'Created TASK-007 as tasks/active/TASK-007.md, in commit abcdef01.',
    });
    expect(createdText({ ...result, committed: null, warnings: ['x.'] }, { description: undefined })).toEqual({
      severity: 'warning',
      message: 'Created TASK-007 as tasks/active/TASK-007.md. Write its description and criteria, then commit it. x.',
    });
  });
});

test.each([
  ['it is whole and nothing holds it back', {}, true],
  ['its text is still to be written', { description: undefined }, false],
  ['it waits for something', { related: ['TASK-001'] }, false],
  ['it is in the backlog', { folder: 'backlog' }, false],
  ['it is for a person', { type: 'human_action' }, false],
] as const)('can be processed at once: %s', (_, draft, can) => {
  expect(canBeProcessed({ ...emptyDraft, ...draft })).toBe(can);
});

test('what looks alike is opened, or the item is created all the same', () => {
  const duplicate = { id: 'TASK-001', title: 'Pods', file: 'a.md', score: 0.9, reason: 'the same pods', ended: false };
  const picks = duplicatePicks([duplicate]);
  expect(picks.map(({ label, detail }) => [label, detail])).toEqual([
    ['$(go-to-file) Open TASK-001 Pods', 'The same pods'],
    ['$(add) Create It All the Same', 'It is about something else.'],
  ]);
  expect(picks.map((pick) => pick.duplicate)).toEqual([duplicate, undefined]);
  expect(duplicatePicks([duplicate, duplicate]).at(-1)?.detail).toBe('They are about something else.');
  expect(duplicatePicks([{ ...duplicate, ended: true }]).at(-1)?.detail).toMatch(/done again/);
});
