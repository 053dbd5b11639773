import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ProgressDisplay } from '../../../src/cli/progress-display.ts';
import { styleFor } from '../../../src/cli/style.ts';
import type { Progress } from '../../../src/tools/toolbox.ts';
import { createTestHost, type TestHostOptions } from '../../support/cli-host.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(options: TestHostOptions & { quiet?: boolean; verbose?: boolean } = {}) {
  const host = createTestHost({ ...options, env: { NO_COLOR: '1' } });
  const { quiet = false, verbose = false } = options;
  const display = new ProgressDisplay({ stream: host.stderr, style: styleFor(host.stderr, host.env), quiet, verbose });
  return { display, text: () => host.err() };
}

const base = { itemId: 'TASK-001', total: 7 };
const second: Progress = {
  ...base,
  stage: 'criterion',
  done: 2,
  criterion: { index: 2, text: 'Raise the\nreplica count', attempt: 1 },
  message: 'Criterion 3 of 7',
};
const again: Progress = { ...second, criterion: { index: 2, text: 'Raise the replica count', attempt: 2 } };
const committing: Progress = { ...base, stage: 'committing', done: 3, message: 'Committing' };

describe('where nobody watches', () => {
  test('each step is one line, with the elapsed time; reports of the same step add none', () => {
    const { display, text } = start();
    display.progress(second);
    vi.advanceTimersByTime(65_000);
    display.progress({ ...second, message: 'Criterion 3 of 7, 65 s' });
    display.progress(again);
    display.progress(committing);
    display.stop();
    expect(text()).toBe(
      [
        '     0s  criterion 3/7  Raise the replica count',
        ' 1m 05s  criterion 3/7 (attempt 2)  Raise the replica count',
        ' 1m 05s  [3/7] Committing',
        '',
      ].join('\n'),
    );
  });

  test('where nothing is counted, nothing is', () => {
    const { display, text } = start();
    display.progress({ ...committing, done: 0, total: 0, message: 'Waiting for TASK-001' });
    display.stop();
    expect(text()).toBe('     0s  Waiting for TASK-001\n');
  });

  test('there are no control characters', () => {
    const { display, text } = start();
    display.progress({ ...second, message: '\x1b[31m', criterion: { index: 0, text: '\x1b[2Jx', attempt: 1 } });
    display.log('log', 'error', 'line one\n\x1b]0;owned\x07line two');
    display.stop();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text()).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
  });
});

describe('on a terminal', () => {
  test('one line moves: spinner, criterion, elapsed; a finished criterion stays', () => {
    const { display, text } = start({ terminal: true });
    display.progress(second);
    vi.advanceTimersByTime(1_000);
    display.progress(committing);
    display.stop();
    const screen = text().split('\r\x1b[K');
    expect(screen[0]).toBe('⠋ criterion 3/7  Raise the replica count  0s');
    expect(screen).toContain('⠋ criterion 3/7  Raise the replica count  1s');
    expect(screen).toContainEqual(expect.stringMatching(/^✔ 3\/7 Raise the replica count\n/));
    expect(screen.at(-2)).toMatch(/^. \[3\/7\] Committing {2}1s$/);
    expect(screen.at(-1)).toBe('');
  });

  test('the line never wraps', () => {
    const { display, text } = start({ terminal: true, columns: 30 });
    display.progress({ ...second, criterion: { index: 2, text: '漢字'.repeat(40), attempt: 1 } });
    display.stop();
    const [line = ''] = text().split('\r\x1b[K');
    expect([...line].reduce((cells, character) => cells + (character > '\u1100' ? 2 : 1), 0)).toBeLessThan(34);
  });

  test('after the end nothing moves any more', () => {
    const { display, text } = start({ terminal: true });
    display.progress(second);
    display.stop();
    const before = text();
    vi.advanceTimersByTime(5_000);
    expect(text()).toBe(before);
  });
});

describe('the log', () => {
  test('shows warnings and errors, and everything when asked', () => {
    const log = (options: { verbose?: boolean }) => {
      const { display, text } = start(options);
      display.log('log', 'info', 'starting');
      display.log('log', 'warning', 'the lock was stale');
      display.log('codex', 'error', 'exec failed');
      display.stop();
      return text();
    };
    expect(log({})).toBe('the lock was stale\n');
    expect(log({ verbose: true })).toBe('[log] starting\nthe lock was stale\n[codex] exec failed\n');
  });

  test('is all there is when the caller wants nothing but the result', () => {
    const { display, text } = start({ quiet: true });
    display.progress(second);
    display.log('log', 'warning', 'the lock was stale');
    display.stop();
    expect(text()).toBe('the lock was stale\n');
  });
});
