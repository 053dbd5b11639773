import { expect, test } from 'vitest';
import { planText, type TaskPlan, testPlanSchema } from '../../../src/editor/plan/plan-text.ts';

const plan: TaskPlan = {
  ...{ id: 'TASK-001', title: 'Pods <b>', state: 'ready', explanation: 'Nothing holds it back.' },
  criteria: [
    { text: 'Done', isOpen: false },
    { text: 'The pod runs', isOpen: true, check: 'test -s a`b' },
  ],
  settings: { maxIterations: 20, timeoutPerSection: 300, stepMode: false, archiveOnComplete: true },
  verification: testPlanSchema.parse({
    ...{ item_id: 'TASK-001', scope: 'commits', about: 'What the commits changed.', warnings: ['Look.'] },
    checks: [
      { kind: 'pods', check: 'pods', objects: ['shop/a|b'], because: 'commits' },
      { kind: 'lint', check: 'lint script', objects: [], because: 'always', skipped: 'the folder is not trusted' },
    ],
  }),
};

test('tells what would be processed, with the check, and what would be looked at', () => {
  expect(planText(plan)).toBe(`# Plan for TASK-001: Pods \\<b\\>

This is what would be done. Nothing is run, changed or asked of a cluster for it.

## Process Task

1 of 2 criteria are done. For each of these a fresh Codex process works for at most 300 s. Then what is proven becomes a commit:

1. The pod runs
   - its check has to exit with 0: \`\` test -s a\`b \`\`

When no criterion is open it is verified, as below. It is archived when it is complete.

## Verify Task

What the commits changed.

| Check | Objects | Because of | Run |
| --- | --- | --- | --- |
| pods | shop/a\\|b | commits | yes |
| lint script |  | always | no: the folder is not trusted |

- Look.
`);
});

test.each([
  [{ state: 'completed' }, 'It is completed: there is nothing to process.'],
  [{ state: 'blocked', explanation: 'It waits for TASK-002.' }, 'It would not begin now. It waits for TASK-002.'],
  [{ criteria: [{ text: 'x', isOpen: false }] }, 'No criterion is open: it would be verified alone.'],
  [{ criteria: [] }, 'It has no criteria, so there is nothing to process.'],
  [{ settings: { ...plan.settings, stepMode: true } }, 'Then you look at the diff and decide'],
  [{ settings: { ...plan.settings, archiveOnComplete: false } }, 'It stays in its folder when it is complete.'],
  [{ settings: { ...plan.settings, maxIterations: 0 } }, 'At most 0 processes are begun in one run.'],
] as const)('says what holds for %j', (change, text) => {
  expect(planText({ ...plan, ...change })).toContain(text);
});
