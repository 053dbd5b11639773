import { expect, test } from 'vitest';
import { criterionPrompt, type PromptFacts } from '../../../src/codex/prompt.ts';

const facts: PromptFacts = {
  taskId: 'BUG-001',
  taskFile: 'bugs/BUG-001-slow/TASKS.md',
  taskText: '# Breakdown\n',
  contextFiles: [],
  criterion: 'TASK-001: Delete the loop',
  criterionBody: undefined,
  group: ['Web'],
  check: undefined,
  context: undefined,
  previousFailure: undefined,
  timeLimitSeconds: 300,
};

/** The part that is about the criterion. */
const asked = (more: Partial<PromptFacts>) => {
  const prompt = criterionPrompt({ ...facts, ...more });
  return prompt.slice(prompt.indexOf('## Criterion to reach now')).trim();
};

test('a criterion of one line', () => {
  expect(asked({})).toBe('## Criterion to reach now\nGroup: Web\nCriterion: TASK-001: Delete the loop');
});

test('a criterion with what stands below it', () => {
  const criterionBody = '### TASK-001: Delete the loop\nAs it is useless.';
  expect(asked({ criterionBody })).toContain(`<criterion>\n${criterionBody}\n</criterion>`);
});

test('the other files of an item are named, to be read first', () => {
  const files = ['bugs/BUG-001-slow/PROMPT.md', 'bugs/BUG-001-slow/PLAN.md'];
  expect(criterionPrompt({ ...facts, contextFiles: files })).toContain(
    '</task>\nWhat it is about stands in bugs/BUG-001-slow/PROMPT.md, bugs/BUG-001-slow/PLAN.md too. Read that first.\n',
  );
});

test('long texts are cut, and say so', () => {
  const prompt = criterionPrompt({ ...facts, taskText: 't'.repeat(60_001), criterionBody: 'c'.repeat(20_001) });
  expect(prompt.match(/\n… \(cut; read the file for the rest\)\n/g)).toHaveLength(2);
  expect(prompt).toContain('t'.repeat(60_000));
  expect(prompt).toContain('c'.repeat(20_000));
  expect(prompt).not.toContain('c'.repeat(20_001));
});

test('related repositories are named only where they may be changed', () => {
  const relatedRepositories = ['/src/shop manifests', '/src/charts'];
  expect(criterionPrompt({ ...facts, relatedRepositories })).toContain(
    'They are:\n  - /src/shop manifests\n  - /src/charts\n',
  );
  expect(criterionPrompt(facts)).not.toContain('related');
});
