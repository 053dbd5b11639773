import { expect, test } from 'vitest';
import { transcriptPicks } from '../../../src/editor/transcript-picks.ts';
import type { TranscriptView } from '../../../src/workflow/transcripts.ts';

const base: TranscriptView = {
  ...{ item_id: 'TASK-001', number: 1, criterion: 'One', place: 1, attempt: 1, seconds: 42, verdict: 'proven' },
  ...{ began: new Date(2026, 0, 31, 14, 5).toISOString(), commit: null, tokens: null, file: '/x' },
};
const all = [
  { ...base, number: 3, criterion: 'Two', place: 2, attempt: 2, verdict: 'timed_out' },
  { ...base, number: 2, criterion: 'Two', place: 2, seconds: null, verdict: null },
  base,
];

test('each says what it came to, when, and on which criterion', () => {
  const shown = transcriptPicks(all, undefined).map(({ label, description, detail }) => [label, description, detail]);
  expect(shown).toEqual([
    ['$(error) timed out', '2026-01-31 14:05 · 42 s · try 2', '2. Two'],
    ['$(circle-slash) cut off, or at work', '2026-01-31 14:05', '2. Two'],
    ['$(pass) proven', '2026-01-31 14:05 · 42 s', '1. One'],
  ]);
});

test('the row of a criterion has those of that criterion', () => {
  expect(transcriptPicks(all, 'Two').map(({ transcript }) => transcript.number)).toEqual([3, 2]);
  expect(transcriptPicks(all, 'Three')).toEqual([]);
});
