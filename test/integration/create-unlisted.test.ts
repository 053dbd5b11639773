/** Folders that cannot be listed: an id in them would be given twice, so nothing is created. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { InputError } from '../../src/tools/input-error.ts';
import { create, status } from '../support/create-stage.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

/** End of the path of the folder that is closed to us. */
const closed = vi.hoisted(() => ({ path: '' }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const readdir = async (...given: Parameters<typeof real.readdir>) => {
    if (closed.path === '' || !String(given[0]).endsWith(closed.path)) return real.readdir(...given);
    throw Object.assign(new Error('EACCES: permission denied, scandir'), { code: 'EACCES' });
  };
  return { ...real, readdir };
});

let on: TemporaryRepository;
beforeEach(() => {
  on = temporaryRepository({ 'README.md': '' });
});
afterEach(() => {
  closed.path = '';
  on.remove();
});

test.each([
  ['bug', 'tasks/backlog', { 'tasks/backlog/TASK-001.md': '' }],
  ['feature', 'tasks', { 'tasks/backlog/TASK-001.md': '' }],
  ['bug', 'bugs', { 'bugs/BUG-001-leak/PROMPT.md': '' }],
  ['feature', 'completed', { 'features/FEAT-001-x/PROMPT.md': '', 'completed/FEAT-002-y/PROMPT.md': '' }],
  ['human_action', 'human-actions', { 'human-actions/ACTION-001-x/INSTRUCTIONS.md': '' }],
] as const)('a %s and a closed %s', async (type, folder, files) => {
  on.commit(files);
  const before = [status(on), readdirSync(on.root), on.git('rev-parse', 'HEAD')];
  closed.path = join(on.root, folder);
  const error: unknown = await create(on.root, { item_type: type }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toBe(
    `Nothing was created: ${folder} cannot be listed (EACCES), so the next free id is unknown. Make it readable, then run again.`,
  );
  expect([status(on), readdirSync(on.root), on.git('rev-parse', 'HEAD')]).toEqual(before);
});
