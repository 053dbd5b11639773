import { describe, expect, test } from 'vitest';
import { previousTry, showTried, type Tried } from '../../../src/codex/previous-try.ts';

const ref = 'refs/agent-toolkit/leftovers/TASK-001-20260131-140500';
const nothing: Tried = { commands: [], before: 'a', after: 'a', changed: [], leftover: undefined };
const failed = { verdict: 'failed', reason: 'Cited as evidence and never run: `make`.' } as const;

describe('the note for the next process', () => {
  test('says why the try ended, what it ran, what it changed and where that is', () => {
    const tried: Tried = {
      commands: [
        { command: "/bin/bash -lc 'make test'", exitCode: 2 },
        { command: 'sleep 900', exitCode: null },
      ],
      ...{ before: 'a', after: 'b' },
      changed: ['app.yaml', "it's.txt"],
      leftover: ref,
    };
    expect(previousTry({ verdict: 'timed_out', reason: 'Not finished within 300 s.' }, tried).split('\n')).toEqual([
      'Not finished within 300 s.',
      'What it ran:',
      '- `make test` (exit 2)',
      '- `sleep 900` (not finished)',
      "What it changed: app.yaml, it's.txt.",
      `That was put back, but for files that git ignores, and is kept. See it with \`git diff ${ref}^ ${ref}\`; take it ` +
        `over with \`git diff --binary ${ref}^ ${ref} -- 'app.yaml' 'it'\\''s.txt' | git apply\`.`,
      'Its time ran out. Build on what it did where that is right, and do not repeat what takes long.',
    ]);
  });

  test('of a try that did nothing', () => {
    expect(previousTry(failed, nothing).split('\n')).toEqual([
      failed.reason,
      'It ran no command.',
      'It changed no file.',
      'Do it differently.',
    ]);
  });

  test('stays short, and hides secrets', () => {
    const commands = Array.from({ length: 30 }, (_, index) => ({
      command: `step ${index}\n${'x'.repeat(999)}`,
      exitCode: 0,
    }));
    const changed = Array.from({ length: 25 }, (_, index) => `file-${index}`);
    const token = ['ghp', 'x7Kq2LmN9pRsT4vWyZaBcDeF1gHi3jK5lM6n'].join('_');
    const tried = { ...nothing, commands: [...commands, { command: `curl -H 'Token: ${token}'`, exitCode: 0 }] };
    const note = previousTry(failed, { ...tried, changed, leftover: ref });
    expect(note).toContain('What it ran, after 11 more:\n- `step 11 x');
    expect(note).toContain('file-19 and 5 more.');
    expect(note).toContain(`${ref} -- . | git apply`);
    expect(note).not.toContain(token);
    expect(note.length).toBeLessThan(8000);
  });
});

describe('what was changed in related repositories', () => {
  const elsewhere = [
    { place: "/src/it's", changed: ['a.yaml'], leftover: ref },
    { place: '/src/charts', changed: [], leftover: undefined },
  ];

  test('is told with commands that reach it', () => {
    const note = previousTry(failed, { ...nothing, elsewhere });
    expect(note).toContain("What it changed in /src/it's: a.yaml.");
    expect(note).toContain(
      `\`git -C '/src/it'\\''s' diff --binary ${ref}^ ${ref} -- 'a.yaml' | git -C '/src/it'\\''s' apply\``,
    );
    expect(note).not.toMatch(/charts|changed no file/);
  });

  test('is shown beside what was changed here', () => {
    const shown = `git -C '/src/it'\\''s' show ${ref}`;
    expect(showTried({ leftover: undefined, elsewhere })).toBe(shown);
    expect(showTried({ leftover: ref, elsewhere })).toBe(`git show ${ref} and ${shown}`);
    expect(showTried({ leftover: undefined, elsewhere: [] })).toBeUndefined();
  });
});
