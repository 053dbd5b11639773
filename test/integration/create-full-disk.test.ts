/** A disk that is full before the first file of an item is written: a clear message, and nothing left behind. */
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { InputError } from '../../src/tools/input-error.ts';
import { create, status } from '../support/create-stage.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

/** Part of the path of the file that there is no space for. */
const full = vi.hoisted(() => ({ path: '', code: 'ENOSPC' }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return {
    ...real,
    writeFile: async (...given: Parameters<typeof real.writeFile>) => {
      const path = String(given[0]);
      if (full.path === '' || !path.includes(full.path)) return real.writeFile(...given);
      // The name still has room in the folder; the text has none.
      closeSync(openSync(path, 'w'));
      throw Object.assign(new Error(`${full.code}: simulated`), { code: full.code });
    },
  };
});

let on: TemporaryRepository;
beforeEach(() => {
  on = temporaryRepository({ 'tasks/active/TASK-001.md': '---\nid: TASK-001\n---\n' });
});
afterEach(() => {
  full.path = '';
  on.remove();
});

test.each([
  ['the lock', 'agent-toolkit/creation', 'ENOSPC', /^There is no space left for .*\.git \(ENOSPC\).*Free some/],
  ['the lock, for this user', 'agent-toolkit/creation', 'EDQUOT', /^There is no space left for .*\.git \(EDQUOT\)/],
  ['the note', 'created.json', 'ENOSPC', /could not be written \(ENOSPC\); nothing was created\. Free some space/],
])('no space for %s', async (_what, path, code, message) => {
  Object.assign(full, { path, code });
  const before = [status(on), readdirSync(join(on.root, 'tasks/active')), on.git('rev-parse', 'HEAD')];
  const error: unknown = await create(on.root, {}).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toMatch(message);
  expect([status(on), readdirSync(join(on.root, 'tasks/active')), on.git('rev-parse', 'HEAD')]).toEqual(before);
  expect(locks()).toEqual([]);
  full.path = '';
  expect(await create(on.root, {})).toMatchObject({ item_id: 'TASK-002' });
});

function locks(): string[] {
  const folder = join(on.root, '.git/agent-toolkit');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('creation')) : [];
}
