/** Time and size: what does not end is ended, and what is long is read. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { taskText } from '../../support/process-stage.ts';
import { agent, type Conversation, done, failed, logged, raise, tag, ticked, twice } from './conversation.ts';

/** So long and odd that no other process sleeps for it, nor that of another conversation, which may run meanwhile. */
const odd = (index: number) => `${20_000 + index * 9000 + Math.floor(Math.random() * 9000)}.${process.pid}`;
const sleeping = (time: string) =>
  agent({ runs: ['echo half > half.txt', `sleep ${time}`, `sleep ${time}`, `sleep ${time}`] });
const seconds = odd(0);

export const limits: readonly Conversation[] = [
  {
    name: 'endless command: two time-outs mean that the criterion is too large, and no process is left',
    input: { timeout_per_section: 6 },
    model: sleeping(seconds),
    expected: {
      status: 'needs_decomposition',
      commits: [logged(tag)],
      bytes: failed(tag, 'Not finished within 6 s.'),
      kept: [['A\thalf.txt'], ['A\thalf.txt']],
    },
    also(on) {
      const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
      expect(processes.filter((line) => line.includes(seconds))).toEqual([]);
      // No mount point of a killed sandbox either.
      expect(readdirSync(on.root).toSorted()).toEqual(['.git', 'app.yaml', 'mine.txt', 'tasks']);
    },
  },
  {
    name: 'one time-out, then success',
    input: { timeout_per_section: 10 },
    model: twice(sleeping(odd(1)), agent({ runs: [raise] })),
    expected: {
      status: 'complete',
      commits: [done(tag, 'M\tapp.yaml')],
      bytes: ticked(tag),
      kept: [['A\thalf.txt']],
    },
  },
  {
    name: 'a model that answers too late, twice',
    input: { timeout_per_section: 3 },
    model: async () => {
      await new Promise((resolve) => setTimeout(resolve, 8_000));
      return { message: 'late' };
    },
    expected: {
      status: 'needs_decomposition',
      commits: [logged(tag)],
      bytes: failed(tag, 'Not finished within 3 s.'),
    },
  },
  {
    name: '50 MB of output in one line',
    model: agent({ runs: ['head -c 50000000 /dev/zero | tr "\\0" x', raise], cites: [raise] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
  },
  {
    name: 'a million short lines of output, and bytes that are no text',
    model: agent({ runs: ['yes | head -n 1000000; head -c 100000 /dev/urandom', raise], cites: [raise] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
  },
  {
    name: 'a last message of 5 MB: the log has the beginning of its summary',
    model: agent({ runs: [raise], summary: 'word '.repeat(1_000_000) }),
    expected: {
      status: 'complete',
      commits: [done(tag, 'M\tapp.yaml')],
      bytes: ticked(tag, `${'word '.repeat(48).slice(0, 239)}…`),
    },
  },
  {
    name: 'max_iterations: what is left is proposed, and nothing is logged',
    task: taskText([tag, 'Raise replicas to 3']),
    input: { max_iterations: 1 },
    model: agent({ runs: [raise] }),
    expected: { status: 'needs_decomposition', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
    also: (on) => expect(existsSync(join(on.root, 'tasks/backlog'))).toBe(false),
  },
];
