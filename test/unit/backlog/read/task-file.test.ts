import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRepositoryText } from '../../../../src/backlog/read/task-file.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-read-')));
  mkdirSync(join(folder, 'shop/tasks'), { recursive: true });
  writeFileSync(join(folder, 'shop/tasks/TASK-001.md'), '# One\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a repository that was opened by a link is read like any other', async () => {
  symlinkSync(folder, join(folder, 'link'));
  symlinkSync(join(folder, 'shop'), join(folder, 'direct'));
  for (const root of ['shop', 'link/shop', 'direct']) {
    expect(await readRepositoryText(join(folder, root), 'tasks/TASK-001.md')).toMatchObject({ text: '# One\n' });
  }
});

test('a link in it that leads out of it is refused', async () => {
  writeFileSync(join(folder, 'secret.md'), 'secret\n');
  symlinkSync(join(folder, 'secret.md'), join(folder, 'shop/tasks/TASK-002.md'));
  expect(await readRepositoryText(join(folder, 'shop'), 'tasks/TASK-002.md')).toHaveProperty('problem');
});
