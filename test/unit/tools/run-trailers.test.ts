import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readTrailers, runTrailers, trailerPattern, withoutTrailers } from '../../../src/tools/run-trailers.ts';

const [one, two] = ['f3c1d1a0-0c62-4f9e-9a42-0f8f4f5c1b2a', '0d9d3c52-6f0b-4f7e-8a55-2f0d8a3f6c11'];
const message = (...paragraphs: string[]) => ['feat(TASK-001): x', ...paragraphs].join('\n\n');

test('what is written is what git takes for trailers, also before a Signed-off-by', () => {
  const text = `${message('Note: no trailer, a sentence: of its own', runTrailers('TASK-001', 'Run', [one]))}\nSigned-off-by: A <a@example.com>\n`;
  const parsed = execFileSync('git', ['interpret-trailers', '--parse'], { input: text, encoding: 'utf8' });
  expect(parsed.split('\n').slice(0, 2)).toEqual(['Task: TASK-001', `Run: ${one}`]);
  expect(text.split('\n').some((line) => new RegExp(trailerPattern).test(line))).toBe(true);
});

test.each([
  ['its own', message('Body', runTrailers('TASK-001', 'Run', [one])), [['TASK-001', one]]],
  ['a hook’s paragraph behind it', message(runTrailers('TASK-001', 'Run', [one]), 'Refs: SHOP-7'), [['TASK-001', one]]],
  [
    'a squash of two commits of one run',
    message(runTrailers('TASK-001', 'Run', [one]), runTrailers('TASK-001', 'Run', [one])),
    [['TASK-001', one]],
  ],
  [
    'a squash of two runs',
    message(runTrailers('TASK-001', 'Run', [one, two])),
    [
      ['TASK-001', one],
      ['TASK-001', two],
    ],
  ],
  ['CRLF', message(runTrailers('TASK-001', 'Run', [one])).replaceAll('\n', '\r\n'), [['TASK-001', one]]],
  ['the other kind', message(runTrailers('TASK-001', 'Rolled-Back-Run', [one])), []],
  ['prose', message(`Run: ${one} was good.`), []],
  ['quoted by an agent', withoutTrailers(message(runTrailers('TASK-001', 'Run', [one]))), []],
])('reads %s', (_what, text, expected) => {
  expect(readTrailers(text, 'Run').map(({ taskId, run }) => [taskId, run])).toEqual(expected);
});
