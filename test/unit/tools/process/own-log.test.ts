import { describe, expect, test } from 'vitest';
import { changesOnlyLog, tellOwnMarks } from '../../../../src/tools/process/own-log.ts';

const text = [
  '---',
  'id: TASK-001',
  '---',
  '',
  '## Acceptance Criteria',
  '',
  '- [ ] Raise the replicas',
  '',
  '## Progress Log',
  '',
  '- 2026-01-01 09:00: Task created',
  '',
  '## Notes',
  '',
  'A note.',
  '',
].join('\n');
const edited = (from: string, to: string) => text.replace(from, to);

describe('an edit of the log alone', () => {
  test.each([
    ['an entry more', edited('created\n', 'created\n- 2026-01-02 09:00: All is done\n'), true],
    ['an entry less', edited('- 2026-01-01 09:00: Task created\n', ''), true],
    ['another entry, and a blank line', edited('Task created\n', 'Looked at\n\n'), true],
    ['no edit', text, true],
    ['a note', edited('A note.', 'The cause was the cache.'), false],
    ['a note besides an entry', edited('created', 'made').replace('A note.', 'The cause.'), false],
    ['a tick', edited('[ ]', '[x]'), false],
    ['a new section', `${text}\n## Fix\n\nThe cache.\n`, false],
  ])('%s', (_, after, only) => {
    expect(changesOnlyLog(text, after)).toBe(only);
  });

  test('also where the log is new', () => {
    const before = text.replace(/## Progress Log[\s\S]*(?=## Notes)/, '');
    expect(changesOnlyLog(before, text)).toBe(true);
  });
});

describe('a failure says that nothing else was changed', () => {
  const failed = { verdict: 'failed', reason: 'Nothing was run.' } as const;
  const own = ['tasks/active/TASK-001.md'];
  test('where it was so', () => {
    expect(tellOwnMarks(failed, own, [], own)).toEqual({
      verdict: 'failed',
      reason: 'Nothing was run. It changed nothing but marks and log of its own task.',
    });
  });
  test.each([
    ['nothing was changed at all', [], []],
    ['its text was changed', own, own],
    ['another file was changed and put back', ['.agent-config.json'], []],
  ])('not where %s', (_, changed, credited) => {
    expect(tellOwnMarks(failed, changed, credited, own)).toBe(failed);
  });
});
