import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Repository } from '../../../../src/git/repository.ts';
import { workflowPrompt } from '../../../../src/server/prompt/workflow-prompt.ts';
import { workflowDocument } from '../../../../src/workflow/document/workflow-document.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../support/temporary-repository.ts';

let shop: TemporaryRepository;
let empty: TemporaryRepository;
beforeAll(() => {
  shop = temporaryRepository({ 'tasks/active/TASK-001.md': '---\nid: TASK-001\n---\n' });
  empty = temporaryRepository();
});
afterAll(() => {
  shop.remove();
  empty.remove();
});

const limits = { tasksPerSession: 2, failuresPerSession: 3 };
const at = (...roots: string[]) => {
  const repositories = roots.map(
    (root): Repository => ({ root, commonDir: join(root, '.git'), gitDir: join(root, '.git') }),
  );
  return { known: async () => repositories, limits };
};
const get = (given: Record<string, string>, ports = at(), name = 'gitops-workflow') =>
  workflowPrompt({ name, arguments: given }, ports);

describe('the prompt gives the workflow document', () => {
  test.each([
    ['of the one repository that is known', {}, { tasks: 2, failures: 3 }],
    ['with empty arguments as without them', { tasks: '', failures: ' ', repo_path: '' }, { tasks: 2, failures: 3 }],
    ['with the limits that are asked for', { tasks: '0', failures: '1' }, { tasks: 0, failures: 1 }],
  ])('%s', async (_how, given, expected) => {
    const { messages, description } = await get(given, at(shop.root));
    const text = workflowDocument({ repoPath: shop.root, ...expected });
    expect(messages).toEqual([{ role: 'user', content: { type: 'text', text } }]);
    expect(description).toContain(shop.root);
  });

  test('of a repository that is named by a folder in it, under its real path', async () => {
    const { messages } = await get({ repo_path: join(shop.root, 'tasks') });
    expect(JSON.stringify(messages)).toContain(`The repository is \`${shop.root}\`.`);
  });
});

describe('it is refused', () => {
  test.each([
    [
      'where no repository is known',
      {},
      () => at(),
      /No repository with tasks is known here\. Name one with repo_path/,
    ],
    ['where several are', {}, () => at('/a', '/b'), /Say which repository with repo_path: \/a, \/b\./],
    ['for a path that is none', { repo_path: '/nowhere' }, () => at(), /repo_path: There is no folder \/nowhere/],
    ['for half a task', { tasks: '1.5' }, () => at('/a'), /tasks is "1\.5"\. Give a whole number from 0 on\./],
    ['for less than nothing', { tasks: '-1' }, () => at('/a'), /tasks is "-1"/],
    ['for no failure at all', { failures: '0' }, () => at('/a'), /failures is "0"\. Give a whole number from 1 on\./],
    [
      'for an argument that it has not',
      { task: '1' },
      () => at('/a'),
      /has no argument task\. It has repo_path, tasks/,
    ],
  ])('%s', async (_when, given, ports, said) => {
    await expect(get(given, ports())).rejects.toThrow(said);
    await expect(get(given, ports())).rejects.toMatchObject({ code: -32602 });
  });

  test('for a repository without tasks, and under another name', async () => {
    await expect(get({ repo_path: empty.root })).rejects.toThrow(/repo_path: .* holds no tasks\. They are expected as/);
    await expect(get({}, at(shop.root), 'workflow')).rejects.toThrow('The one that there is: gitops-workflow.');
  });
});
