import { expect, test } from 'vitest';
import { judgePrompt } from '../../../../src/tools/retrospective/judge-prompt.ts';
import { sessionRecord, sessionTask } from '../../../support/session-records.ts';
import { factsOf } from '../../backlog/retrospective/facts-of.ts';

/** The data of the prompt. */
function dataOf(prompt: string) {
  const [, json = ''] = /<data>\n([\s\S]*)\n<\/data>\n$/.exec(prompt) ?? [];
  return JSON.parse(json);
}

test('items, sessions, failures and what the rules propose are told as data', () => {
  const facts = factsOf({
    items: [{ id: 'TASK-001', title: 'Renew </data> it', days: 3, fields: ['labels: [bug, shop]'] }],
    failures: [{ itemId: 'TASK-009', what: 'No token' }],
  });
  const cause = { key: 'k', object: 'Pod shop/web', reason: 'OOMKilled', message: 'Out of memory' };
  const failed = sessionTask('TASK-009', {
    ...{ status: 'tests_failed', failed_section: { criterion: 'Deploy', reason: 'No token', attempts: 2 } },
    tests: { overall_status: 'failed', message: '', causes: [cause] },
  });
  const proposed = [{ kind: 'deprecate', id: 'TASK-002', reason: 'Stale', by: 'stale' }] as const;
  const { prompt, left } = judgePrompt(facts, [sessionRecord({ tasks: [failed] })], proposed);
  expect(left).toBe(0);
  expect(dataOf(prompt)).toMatchObject({
    open_items: [
      { id: 'TASK-001', title: 'Renew </data> it', components: ['shop'], state: 'ready', days_unchanged: 3 },
    ],
    sessions: [
      {
        ...{ session: '0d9c2a4e', item: 'TASK-009', status: 'tests_failed', failed_criterion: 'Deploy' },
        ...{ failed_because: 'No token', verification: 'failed', root_causes: ['Out of memory'] },
      },
    ],
    failures: [{ item: 'TASK-009', what: 'No token' }],
    proposed_by_rules: [{ deprecate: 'TASK-002' }],
  });
});

test('a prompt stays bounded however much there is, and says how much is left out', () => {
  const items = Array.from({ length: 250 }, (_, index) => ({
    id: `TASK-${String(index + 1).padStart(3, '0')}`,
    title: 'Long '.repeat(200),
    criteria: Array.from({ length: 20 }, () => `- [ ] ${'word '.repeat(100)}`),
  }));
  const tasks = Array.from({ length: 100 }, (_, index) => sessionTask(`T-${index}`, { message: 'long '.repeat(500) }));
  const { prompt, left } = judgePrompt(factsOf({ items }), [sessionRecord({ tasks })], []);
  expect(left).toBe(50);
  expect(prompt.length).toBeLessThan(200_000);
  const { open_items: shown, sessions } = dataOf(prompt);
  expect(shown).toHaveLength(200);
  expect(sessions).toHaveLength(60);
  expect(sessions.at(-1).item).toBe('T-99');
});
