import { expect, test } from 'vitest';
import { readSessionEvent } from '../../../src/editor/session-event.ts';
import type { HumanActionItem } from '../../../src/tools/contract.ts';
import type { SessionEvent } from '../../../src/workflow/session/events.ts';
import { sessionOf, taskOf } from '../workflow/session/session-of.ts';

const action: HumanActionItem = {
  ...{ action_id: 'ACTION-001', title: 'DNS', status: 'pending', urgency: 'high', effective_urgency: 'critical' },
  ...{ blocking_items: ['TASK-006'], file: 'human-actions/ACTION-001/action_report.json' },
};
const criterion = { index: 1, text: 'Raise it', attempt: 2 };
const progress = { itemId: 'TASK-001', stage: 'criterion', done: 1, total: 3, criterion, message: 'At work' } as const;
const queue = { total: 3, ready: 1, blocked: 2 };

const events: readonly SessionEvent[] = [
  { type: 'began', session_id: 's-1', resumed: true },
  { type: 'scanned', ...queue, human_actions: [action] },
  { type: 'settled', action_id: 'ACTION-001', title: 'DNS', evidence: 'It resolves.' },
  { type: 'task_began', item_id: 'TASK-001', title: 'Replicas', attempt: 2 },
  { type: 'progress', progress },
  { type: 'log', channel: 'codex', level: 'debug', text: '$ ls\n' },
  { type: 'task_ended', task: taskOf('TASK-001') },
  { type: 'early_exit', title: 'git refused', reason: 'TASK-001 was stopped.' },
  { type: 'retrospective', summary: 'Nothing to do.', report: null },
  { type: 'ended', record: sessionOf([taskOf('TASK-001')]), report: 'docs/reports/s.md', queue },
];
test.each(events.map((event) => [event.type, event] as const))('%s is read as it was told', (_, event) => {
  expect(readSessionEvent(JSON.stringify(event))).toEqual(event);
});

test.each([
  ['half a line', '{"type":"began","sess'],
  ['an empty line', ''],
  ['other output', '(node:1) Warning: something'],
  ['a type of a later version', '{"type":"paused"}'],
  ['a field of another kind', '{"type":"began","session_id":1,"resumed":false}'],
  ['no object', 'null'],
])('%s is no event', (_, line) => {
  expect(readSessionEvent(line)).toBeUndefined();
});
