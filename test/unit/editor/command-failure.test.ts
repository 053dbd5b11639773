import { describe, expect, test } from 'vitest';
import { failureText, fileOf, goneText, isCancellation } from '../../../src/editor/command-failure.ts';

const detail = "Detail: Unable to read file '/shop/a b.md' (Error: Unable to resolve nonexistent file '/shop/a b.md')";

describe('the file that an error is about', () => {
  test.each([
    ['of Node', Object.assign(new Error('ENOENT'), { path: '/shop/tasks/a.md' }), '/shop/tasks/a.md'],
    ["of the editor's desktop", new Error(`cannot open file:///shop/a%20b.md. ${detail}`), '/shop/a b.md'],
    ['of a remote window', new Error(`cannot open vscode-remote://host%2B1/shop/a%20b.md. ${detail}`), '/shop/a b.md'],
    ["of the editor's files", new Error("Unable to resolve nonexistent file '/shop/a b.md'"), '/shop/a b.md'],
    ['no file', new Error('No answer came.'), undefined],
    ['a word in quotes', new Error("Unknown command 'markdown.showPreview'"), undefined],
    ['a program', Object.assign(new Error('spawn codex ENOENT'), { path: 'codex' }), undefined],
    ['a document without a file', new Error('cannot open untitled:one. Detail: none'), undefined],
    ['an address', new Error("cannot read 'https://host/shop/a.md'"), undefined],
    ['no error', 'cannot open', undefined],
  ])('%s', (_, error, file) => {
    expect(fileOf(error)).toBe(file);
  });
});

describe('what is told', () => {
  test('cause and next step; the log is a press away', () => {
    const { message, steps } = failureText('Open Task', new Error('Cannot find module dist/open-task.js'));
    expect(message).toBe(
      'Open Task failed. Cannot find module dist/open-task.js. The log has more; mend the cause, then try again.',
    );
    expect(steps.map(({ title }) => title)).toEqual(['Show Log']);
  });

  test('what can be done about a known cause comes first', () => {
    const titles = (cause: string) => failureText('Process Task', cause).steps.map(({ title }) => title);
    expect(titles('You are not logged in.')).toEqual(['Log In to Codex', 'Show Log']);
    expect(titles('The server ended unexpectedly.')).toEqual(['Show Log']);
  });

  test('a file that has gone', () => {
    expect(goneText('tasks/active/TASK-001.md')).toBe(
      'tasks/active/TASK-001.md is not there any more: it was moved or removed. The Task Queue has been read anew; look there.',
    );
  });

  test.each([
    ['Canceled', true],
    ['AbortError', true],
    ['TypeError', false],
  ])('nothing of what the user took back: %s', (name, isQuiet) => {
    expect(isCancellation(Object.assign(new Error('x'), { name }))).toBe(isQuiet);
  });
});
