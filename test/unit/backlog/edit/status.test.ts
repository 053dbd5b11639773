import { expect, test } from 'vitest';
import { EditConflict } from '../../../../src/backlog/edit/edit-conflict.ts';
import { setStatus } from '../../../../src/backlog/edit/status.ts';

test.each([
  [
    'blocked',
    '---\nstatus:  active  # why\nupdated: 2026-01-01\n---\nbody',
    '---\nstatus:  blocked  # why\nupdated: 2026-02-03\n---\nbody',
  ],
  ['blocked', '---\nstatus: blocked\n---\n', '---\nstatus: blocked\nupdated: 2026-02-03\n---\n'],
  [
    'completed',
    '---\r\nstatus: "active"\r\n---\r\n',
    '---\r\nstatus: "completed"\r\nupdated: 2026-02-03\r\ncompleted: 2026-02-03\r\n---\r\n',
  ],
  [
    'active',
    '---\nstatus: completed\ncompleted: 2026-01-01\nupdated: 2026-01-01\n---\n',
    '---\nstatus: active\ncompleted: 2026-01-01\nupdated: 2026-02-03\n---\n',
  ],
  ['active', '# T\n', '---\nstatus: active\nupdated: 2026-02-03\n---\n# T\n'],
])('the status %s in %j', (status, text, expected) => {
  expect(setStatus(text, status, '2026-02-03')).toBe(expected);
});

test('front matter that cannot be edited is a conflict, another form of date a mistake of the caller', () => {
  expect(() => setStatus('---\nstatus: active\n', 'blocked', '2026-02-03')).toThrow(EditConflict);
  expect(() => setStatus('', 'blocked', '3 February')).toThrow(TypeError);
});
