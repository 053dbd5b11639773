import { expect, test } from 'vitest';
import { evidenceLines } from '../../../src/cluster/evidence.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);

test.each<[string, string, string[]]>([
  ['nothing', ' \n ', []],
  ['blank lines are left out', 'exited with 4:\n\n  got 503  \n', ['exited with 4:', '  got 503']],
  ['eight lines are shown', numbered(8).join('\n'), numbered(8)],
  ['of more, the first and the last', numbered(12).join('\n'), ['line 1', '… 5 more lines', ...numbered(12).slice(6)]],
  ['a long line is cut, not inside a character', '😀'.repeat(301), [`${'😀'.repeat(299)}…`]],
])('%s', (_case, text, expected) => {
  expect(evidenceLines(text)).toEqual(expected);
});
