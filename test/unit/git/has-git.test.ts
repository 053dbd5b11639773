import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasGit } from '../../../src/git/has-git.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'agent-toolkit-'));
  mkdirSync(join(root, 'shop/tasks'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

test('a folder is in the repository of a folder above it; a worktree has a file instead of a folder', async () => {
  expect(await hasGit(join(root, 'shop'))).toBe(false);
  writeFileSync(join(root, '.git'), 'gitdir: /elsewhere\n');
  expect([await hasGit(root), await hasGit(join(root, 'shop/tasks'))]).toEqual([true, true]);
});

test('an empty folder .git makes no repository, to git neither', async () => {
  mkdirSync(join(root, 'shop/.git'));
  expect(await hasGit(join(root, 'shop'))).toBe(false);
  writeFileSync(join(root, 'shop/.git/HEAD'), 'ref: refs/heads/main\n');
  expect(await hasGit(join(root, 'shop'))).toBe(true);
});
