import { expect, test } from 'vitest';
import { contract } from '../../../../src/tools/contract.ts';
import { workflowDocument } from '../../../../src/workflow/document/workflow-document.ts';

const limits = { tasks: 1, failures: 3 };

test('names every tool, its own parameters alone, and what to do at every status of process_bug', () => {
  const text = workflowDocument(limits);
  const rows = text.matchAll(/^\| `(\w+)` \| [^|]* \| ([^|]*) \|$/gm);
  const named = new Map(Array.from(rows, ([, tool = '', cell = '']) => [tool, cell.match(/\w+/g) ?? []]));
  for (const { name, params, result } of Object.values(contract)) {
    if (name === 'process_bug')
      for (const status of result.shape.status.options) expect(text).toMatch(new RegExp(`^\\| \`${status}\``, 'm'));
    expect(Object.keys(params.shape)).toEqual(expect.arrayContaining([...(named.get(name) ?? ['missing'])]));
  }
});

test('for one repository it holds the path in each call, for a committed file a placeholder', () => {
  expect(workflowDocument({ ...limits, repoPath: '/home/me/shop' })).not.toContain('{{REPO}}');
  expect(
    workflowDocument({ ...limits, repoPath: '/home/me/shop' }).match(/repo_path: "\/home\/me\/shop"/g),
  ).toHaveLength(3);
  expect(workflowDocument(limits)).toContain('repo_path: "{{REPO}}"');
});

test('says how Codex has to be started to archive: its sandbox keeps .git as it is', () => {
  expect(workflowDocument(limits)).toMatch(/`\.git` cannot be written to[^\n]*`--add-dir \.git`/);
});

test.each([
  [{ tasks: 1, failures: 3 }, 'until one task is completed', '3 failures in a row end the session'],
  [{ tasks: 5, failures: 1 }, 'until 5 tasks are completed', 'A failure ends the session'],
  [{ tasks: 0, failures: 2 }, 'Then phase 1, as long as a task is ready', '2 failures in a row end the session'],
])('%o: %s', (given, tasks, failures) => {
  expect(workflowDocument(given)).toContain(tasks);
  expect(workflowDocument(given)).toContain(failures);
});
