import { expect, test } from 'vitest';
import { parseEvent } from '../../../src/codex/events.ts';
import { keptEvent, shortened } from '../../../src/codex/kept-event.ts';
import { redact } from '../../../src/codex/redact.ts';
import { redactorOf } from '../../../src/codex/secret-values.ts';
import { cpuMsSince } from '../../support/cpu-time.ts';

const secret = 'correct-horse-battery';
const redacted = redactorOf({ MY_TOKEN: secret });

test('a command is kept as it reads, every text masked, also in fields that nobody here knows', () => {
  const event = parseEvent(
    JSON.stringify({
      type: 'item.completed',
      item: {
        ...{ id: '1', type: 'command_execution', command: `/bin/bash -lc 'echo ${secret}'`, exit_code: 0 },
        ...{ aggregated_output: `${secret}\npassword=hunter2222\n`, unknown: { deep: [secret] } },
      },
    }),
  );
  expect(event && keptEvent(event, redacted)).toEqual({
    type: 'item.completed',
    item: {
      ...{ id: '1', type: 'command_execution', command: 'echo ***', exit_code: 0, status: '' },
      ...{ aggregated_output: '***\npassword=***\n', unknown: { deep: ['***'] } },
    },
  });
});

test('a kubeconfig that is printed holds no key', () => {
  const kubeconfig =
    'users:\n- name: me\n  user:\n    client-key-data: TFMwdExTMUNSVWRKVGc9PQ==\n    token: abcdefghijkl\n';
  const shown = shortened(kubeconfig, redacted);
  expect(shown).not.toContain('TFMwd');
  expect(shown).not.toContain('abcdefghijkl');
});

test('a long text keeps its beginning and its end, and says how much is missing', () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `line ${index}`).join('\n');
  const short = shortened(text, redact);
  expect(short.length).toBeLessThan(70_000);
  expect(short.startsWith('line 0\nline 1\n')).toBe(true);
  expect(short.endsWith('\nline 19999')).toBe(true);
  expect(short).toContain(`… ${text.length - 64_000} characters cut …`);
});

test('of 50 MB only both ends are looked at, and no half of a secret is left at the cuts', () => {
  const block = `${'x'.repeat(100)} ${secret}\n`;
  const text = block.repeat(Math.ceil(50_000_000 / block.length));
  const started = process.cpuUsage();
  const short = shortened(text, redacted);
  expect(cpuMsSince(started)).toBeLessThan(5000);
  expect(short.length).toBeLessThan(70_000);
  expect(short).not.toMatch(/corr|horse|battery/);
});
