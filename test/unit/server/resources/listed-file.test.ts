import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readListed } from '../../../../src/server/resources/listed-file.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../support/temporary-repository.ts';

let at: TemporaryRepository;
const read = (path: string, listed: readonly string[]) => readListed(at.root, path, new Set(listed));

beforeAll(() => {
  at = temporaryRepository({
    'tasks/active/TASK-001.md': 'one\r\n\ufeff',
    'work/backlog/TASK-002.md': 'two',
    '.env': 'TOKEN=secret',
    'notes.md': 'notes',
  });
  const link = (to: string, path: string) => symlinkSync(to, join(at.root, path));
  link('../../work/backlog', 'tasks/backlog-link');
  link('../work/backlog', 'tasks/backlog');
  link('TASK-001.md', 'tasks/active/TASK-003.md');
  link('../../.env', 'tasks/active/TASK-004.md');
  link('../../notes.md', 'tasks/active/TASK-005.md');
  link('../../.git/config', 'tasks/active/TASK-006.md');
  link('/etc/hostname', 'tasks/active/TASK-007.md');
  link('nowhere.md', 'tasks/active/TASK-008.md');
  link('../.git', 'tasks/blocked');
  link('/etc', 'tasks/completed');
  mkdirSync(join(at.root, 'tasks/active/TASK-009.md'));
});
afterAll(() => at.remove());

describe('a listed file', () => {
  test.each([
    ['as it is, every byte', 'tasks/active/TASK-001.md', 'one\r\n\ufeff'],
    ['through a folder that is a link', 'tasks/backlog/TASK-002.md', 'two'],
    ['as a link to another listed file', 'tasks/active/TASK-003.md', 'one\r\n\ufeff'],
  ])('is read %s', (_how, path, text) => {
    expect(read(path, ['tasks/active/TASK-001.md', path])).toEqual({ text });
  });

  test.each([
    ['a link to a file that is no task', 'tasks/active/TASK-004.md', 'is a link to .env, which is no task file'],
    ['a link to text that is no task', 'tasks/active/TASK-005.md', 'is a link to notes.md, which is no task file'],
    ['a link into the git folder', 'tasks/active/TASK-006.md', 'leads out of the work tree'],
    ['a link out of the repository', 'tasks/active/TASK-007.md', 'leads out of the work tree'],
    ['a link to nothing', 'tasks/active/TASK-008.md', 'cannot be read (ENOENT)'],
    ['a folder that is the git folder', 'tasks/blocked/config', 'leads out of the work tree'],
    ['a folder that leads out', 'tasks/completed/hostname', 'leads out of the work tree'],
    ['a folder in its place', 'tasks/active/TASK-009.md', 'is a folder'],
    ['missing', 'tasks/active/TASK-010.md', 'cannot be read (ENOENT)'],
  ])('is not read when it is %s', (_what, path, why) => {
    expect(read(path, [path])).toEqual({ why: expect.stringContaining(why) });
  });

  test.each([
    '.env',
    'tasks/active/../../.env',
    '../repository/.env',
    '/etc/hostname',
    './tasks/active/TASK-001.md',
    '',
  ])('%j is none', (path) => {
    expect(read(path, ['tasks/active/TASK-001.md'])).toEqual({ why: expect.stringContaining('is no task file') });
  });
});
