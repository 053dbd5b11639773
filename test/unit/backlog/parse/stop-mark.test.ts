import { expect, test } from 'vitest';
import { task } from '../task-text.ts';

test.each([
  [true, '## Notes', 'STOP'],
  [true, '## Notes', '- STOP: wait for the audit'],
  [true, '## Notes', '* **STOP** until Monday'],
  [true, '## Notes', '- [ ] STOP'],
  [true, '## Notes', '### STOP'],
  [true, '## Progress Log', '- 2026-01-31 14:05: STOP, the node is down'],
  [true, '## Progress Log', '- **2026-01-31**: STOP'],
  [false, '## Notes', '- Stop the pod first'],
  [false, '## Notes', '- STOPPED the pod'],
  [false, '## Notes', '- STOP-gap measures'],
  [false, '## Notes', '- do not STOP'],
  [false, '## Notes', '- ~~STOP~~'],
  [false, '## Notes', '```\nSTOP\n```'],
  [false, '## Description', 'STOP'],
])('%s: %s, %j', (expected, section, line) => {
  expect(task({ id: 'TASK-001', body: [section, '', line] }).stop).toBe(expected);
});

test.each([
  ['stop: true', true],
  ['stop: "true"', true],
  ['stop: false', false],
  ['stop:', false],
])('front matter %s', (field, expected) => {
  expect(task({ id: 'TASK-001', fields: [field] }).stop).toBe(expected);
});
