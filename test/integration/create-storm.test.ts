/** Many processes that create items in one repository at the same moment. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { leaves } from '../../src/backlog/parse/criteria.ts';
import { readBacklog } from '../../src/backlog/read/read.ts';
import type { ToolResult } from '../../src/tools/contract.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

type Created = ToolResult<'create_work_item'> & { readonly title: string };

const script = join(import.meta.dirname, '../support/create-many.ts');

let on: TemporaryRepository;
afterEach(() => on.remove());

async function createMany(name: string, count: number, type: string): Promise<Created[]> {
  const child = spawn(process.execPath, [script, on.root, name, String(count), type], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Twenty processes compile the same files.
    env: { ...process.env, NODE_COMPILE_CACHE: join(on.root, '.git/compile-cache') },
  });
  // Where the time is up before they are done: they would go on in a folder that is gone.
  onTestFinished(() => void child.kill());
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${err}`);
  return JSON.parse(out) as Created[];
}

async function storm(processes: number, count: number, type: string): Promise<Created[]> {
  const names = Array.from({ length: processes }, (_, index) => `P${index + 1}`);
  return (await Promise.all(names.map((name) => createMany(name, count, type)))).flat();
}

/** Each commit after the first with its subject and the files that it touches. */
function commits(): { sha: string; subject: string; files: string[] }[] {
  const log = on.git('log', '--reverse', '--format=%x00%H%x09%s', '--name-only', 'HEAD', '--not', firstCommit());
  return log
    .split('\0')
    .slice(1)
    .map((entry) => {
      const [head = '', ...files] = entry.split('\n').filter((line) => line !== '');
      const [sha = '', subject = ''] = head.split('\t');
      return { sha, subject, files };
    });
}

function firstCommit(): string {
  return on.git('rev-list', '--max-parents=0', 'HEAD');
}

describe('20 processes × 10 tasks at once', () => {
  test('200 ids, 200 files that read back, 200 commits of one file each, and a clean work tree', {
    timeout: 300_000,
  }, async () => {
    on = temporaryRepository({ 'tasks/completed/TASK-041.md': '---\nid: TASK-041\n---\n', 'mine.txt': 'mine\n' });
    on.write('mine.txt', 'edited, not committed\n');
    const results = await storm(20, 10, 'bug');

    expect(results.map(({ item_id }) => item_id).toSorted()).toEqual(ids('TASK', 42, 241));
    expect(results.flatMap(({ warnings }) => warnings)).toEqual([]);
    const { tasks, problems } = await readBacklog(on.root);
    expect(problems).toEqual([]);
    const byId = new Map(tasks.map((task) => [task.id, task]));
    for (const { item_id, title, location } of results) {
      expect(byId.get(item_id)).toMatchObject({ title, file: location, problems: [] });
      expect(leaves(byId.get(item_id)?.criteria ?? [])).toHaveLength(1);
    }
    const made = commits();
    expect(made).toHaveLength(200);
    expect(new Map(made.map(({ sha, subject, files }) => [sha, { subject, files }]))).toEqual(
      new Map(
        results.map(({ committed, item_id, title, location }) => [
          committed,
          { subject: `Add bug ${item_id}: ${title}`, files: [location] },
        ]),
      ),
    );
    expect(on.git('status', '--porcelain')).toBe('M mine.txt');
    expect(on.git('stash', 'list')).toBe('');
  });
});

describe('5 processes × 4 human actions at once', () => {
  test('each commit has its own row of the table and nobody else’s', { timeout: 200_000 }, async () => {
    on = temporaryRepository();
    const results = await storm(5, 4, 'human_action');
    expect(results.map(({ item_id }) => item_id).toSorted()).toEqual(ids('ACTION', 1, 20));
    expect(on.git('status', '--porcelain')).toBe('');
    for (const { sha, subject, files } of commits()) {
      const id = /ACTION-\d+/.exec(subject)?.[0] ?? '';
      const rows = on.git('show', '--format=', sha, '--', 'human-actions/actions.md').match(/^\+\| ACTION-\d+/gm);
      expect(rows).toEqual([`+| ${id}`]);
      expect(files.filter((file) => !file.includes(id))).toEqual(['human-actions/actions.md']);
    }
    const { humanActions } = await readBacklog(on.root);
    expect(humanActions.map(({ id, title }) => `${id} ${title}`).toSorted()).toEqual(
      results.map(({ item_id, title }) => `${item_id} ${title}`).toSorted(),
    );
  });
});

function ids(kind: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${kind}-${String(first + index).padStart(3, '0')}`);
}
