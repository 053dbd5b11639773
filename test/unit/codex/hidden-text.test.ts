import { expect, test } from 'vitest';
import { isSameBehindMarkers } from '../../../src/codex/hidden-text.ts';
import { cpuMsSince } from '../../support/cpu-time.ts';

test('many markers take a moment, and more than twenty match nothing but themselves', () => {
  const [short, long] = ['[REDACTED_SECRET]'.repeat(20), '[REDACTED_SECRET]'.repeat(21)];
  const started = process.cpuUsage();
  expect(isSameBehindMarkers(`${'a'.repeat(20_000)} `, short)).toBe(false);
  expect(cpuMsSince(started)).toBeLessThan(3000);
  expect(isSameBehindMarkers('a'.repeat(21 * 8), long)).toBe(false);
  expect(isSameBehindMarkers(long, long)).toBe(true);
});
