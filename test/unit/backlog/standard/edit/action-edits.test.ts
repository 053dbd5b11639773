import { expect, test } from 'vitest';
import { completeReport } from '../../../../../src/backlog/standard/edit/action-edits.ts';

const done = { date: '2026-01-31', evidence: '2026-01-31 14:05: it answers' };

test.each([
  [
    '{"status":"pending"}',
    '{"status":"completed","completed_date":"2026-01-31","completion_evidence":"2026-01-31 14:05: it answers"}',
  ],
  [
    '\uFEFF{\n  "title": "A",\n  "completed_date": null,\n  "updated_date": "2026-01-01"\n}\n',
    '\uFEFF{\n  "title": "A",\n  "completed_date": "2026-01-31",\n  "updated_date": "2026-01-31",\n  "status": "completed",\n  "completion_evidence": "2026-01-31 14:05: it answers"\n}\n',
  ],
])('the report %j', (text, expected) => {
  expect(completeReport(text, done)).toBe(expected);
});

test.each(['{', '[]', '{"status": "a", "status": "b"}', '{"status": [\n1]}'])('%j cannot be marked', (text) => {
  expect(() => completeReport(text, done)).toThrow(/"status" cannot be set/);
});
