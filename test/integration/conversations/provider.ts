/** The model provider: what passes by itself, what is waited for, and what stops at once. None of it is a failure of the criterion. */
import { expect } from 'vitest';
import type { Settings } from '../../../src/tools/settings.ts';
import { after, agent, type Conversation, done, raise, tag, ticked, untouched } from './conversation.ts';

const works = agent({ runs: [raise] });
const success = { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) } as const;
const nothing = { status: 'error', commits: [], bytes: untouched } as const;
const refuses = (httpStatus: number, message: string, headers: Record<string, string> = {}) => ({
  httpStatus,
  headers,
  body: { error: { message } },
});
const tooMany = refuses(429, 'Rate limit reached', { 'retry-after': '1' });

/** Codex tries again that often, after its own pauses; by itself four times a request and five times a stream. */
function retries(count: number) {
  return (_: unknown, { codexConfig }: Settings) => ({
    codexConfig: codexConfig.map((entry) =>
      entry.replace('{name=', `{request_max_retries=${count},stream_max_retries=${count},name=`),
    ),
  });
}

export const provider: readonly Conversation[] = [
  {
    name: 'stream cut once: Codex asks again',
    settings: retries(1),
    model: after(1, { cut: true }, works),
    expected: success,
  },
  {
    name: 'stream cut every time',
    settings: retries(1),
    model: () => ({ cut: true }),
    expected: { ...nothing, says: ['stream disconnected', 'run again later'] },
  },
  {
    name: 'stream cut after half of the work: it is kept and put back',
    settings: retries(0),
    model: (turn) => (turn.outputs.length === 0 ? { commands: ['echo half > half.txt'] } : { cut: true }),
    expected: { ...nothing, says: ['stream disconnected'], kept: [['A\thalf.txt']] },
  },
  {
    name: '401 stops at once, whatever may be waited for',
    settings: (on, own) => ({ ...retries(1)(on, own), waitMinutes: 60 }),
    model: () => refuses(401, 'no such key'),
    expected: { ...nothing, says: ['401', 'Run `codex login`'] },
  },
  {
    name: '429 with Retry-After, then success',
    settings: (on, own) => ({ ...retries(0)(on, own), waitMinutes: 0.4 }),
    model: after(2, tooMany, works),
    expected: success,
  },
  {
    name: '429 for longer than is waited for',
    settings: (on, own) => ({ ...retries(0)(on, own), waitMinutes: 0.05 }),
    model: () => tooMany,
    expected: { ...nothing, says: ['429', 'Wait until the limit'] },
  },
  {
    name: 'usage limit reached, until a time that is not waited for',
    settings: retries(0),
    model: () => ({
      httpStatus: 429,
      body: {
        error: { type: 'usage_limit_reached', message: 'The usage limit has been reached', resets_in_seconds: 7200 },
      },
    }),
    expected: { ...nothing, says: ['usage limit'] },
  },
  {
    name: '500 once: Codex asks again',
    settings: retries(1),
    model: after(1, refuses(500, 'internal'), works),
    expected: success,
  },
  {
    name: '500 every time',
    settings: retries(1),
    model: () => refuses(500, 'internal'),
    expected: { ...nothing, says: ['high demand', 'run again later'] },
  },
  {
    name: '400: the request is refused, which no waiting helps',
    settings: (on, own) => ({ ...retries(1)(on, own), waitMinutes: 60 }),
    model: () => refuses(400, 'This model does not exist'),
    expected: { ...nothing, says: ['This model does not exist', 'codex exec hello'] },
  },
  {
    name: 'a slow answer',
    model: async (turn) => ({ ...(await works(turn)), delayMs: 2_000 }),
    expected: success,
  },
  {
    name: 'nobody there: that is no time-out of the criterion',
    settings: (_, { codexConfig }) => ({
      codexConfig: codexConfig.map((entry) => entry.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:9')),
    }),
    input: { timeout_per_section: 5 },
    model: works,
    expected: { ...nothing, says: ['could not reach its model: Reconnecting', 'check the network'] },
    also: (_, { failed_section }) => expect(failed_section).toBeNull(),
  },
];
