import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { CodexEvent } from '../../../../src/codex/events.ts';
import { watchSilence } from '../../../../src/workflow/orchestrate/silence.ts';

const item = { type: 'mcp_tool_call', id: 'item_1', server: 'agent-toolkit', tool: 'process_bug', status: '' } as const;
const started: CodexEvent = { type: 'item.started', item };
const completed: CodexEvent = { type: 'item.completed', item };
const notice: CodexEvent = { type: 'error', message: 'Reconnecting' };

/** A watch whose clock is set by hand; it looks every few milliseconds. */
function watched() {
  let time = 0;
  const silence = watchSilence(10, () => time);
  onTestFinished(() => silence.end());
  return {
    silence,
    async at(now: number): Promise<boolean> {
      time = now;
      await sleep(40);
      return silence.signal.aborted;
    },
  };
}

test('it is broken by events, not by notices', async () => {
  const { silence, at } = watched();
  expect(await at(9)).toBe(false);
  silence.see(completed);
  expect(await at(18)).toBe(false);
  silence.see(notice);
  expect(await at(19)).toBe(true);
});

test('a call that goes on may take as long as it takes', async () => {
  const { silence, at } = watched();
  silence.see(started);
  expect(await at(1000)).toBe(false);
  silence.see(completed);
  expect(await at(1009)).toBe(false);
  expect(await at(1010)).toBe(true);
});
