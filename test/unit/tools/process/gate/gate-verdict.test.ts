import { expect, test } from 'vitest';
import { gateNotes, gateRefusal } from '../../../../../src/tools/process/gate/gate-verdict.ts';

test('nothing refused is no verdict; refusals are one failure with all reasons, each once', () => {
  expect(gateRefusal({ refusals: [], notes: ['a'] })).toBeUndefined();
  expect(gateRefusal({ refusals: ['a does not build: x.', 'b is missing', 'b is missing'], notes: [] })).toEqual({
    verdict: 'failed',
    reason: 'What was changed may not be pushed: a does not build: x. b is missing.',
  });
});

test('many are counted, long ones cut, secrets masked', () => {
  const refusals = Array.from({ length: 11 }, (_, index) => `reason ${index}`);
  expect(gateRefusal({ refusals, notes: [] })?.reason).toMatch(/reason 7\. And 3 more\.$/);
  expect(gateNotes({ refusals: [], notes: ['x'.repeat(1000)] })[0]?.length).toBeLessThan(420);
  expect(gateNotes({ refusals: [], notes: ['token=ghp_0123456789abcdefghijklmnop'] })).toEqual(['Gate: token=***.']);
});
