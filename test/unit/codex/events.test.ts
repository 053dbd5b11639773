import { expect, test } from 'vitest';
import { isUnknownWork } from '../../../src/codex/events.ts';

test.each([
  ['{"type":"item.started","item":{"id":"1","type":"collab_tool_call"}}', true],
  ['{"type":"item.completed","item":{"id":"1","type":"of a later version"}}', true],
  ['{"type":"item.started","item":{"id":"1","type":"todo_list","items":[]}}', false],
  ['{"type":"item.completed","item":{"id":"1","type":"web_search","query":"x"}}', false],
  ['{"type":"turn.started"}', false],
  ['{"type":"thread.started","thread_id":"1"}', false],
  ['Reading additional input from stdin...', false],
  ['null', false],
])('%s is work of an unknown kind: %s', (line, expected) => {
  expect(isUnknownWork(line)).toBe(expected);
});
