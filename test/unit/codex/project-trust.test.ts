import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { untrustedProject } from '../../../src/codex/project-trust.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'trust-')));
  onTestFinished(() => rm(folder, { recursive: true }));
});

const entry = (root: string) => `${JSON.stringify(root)}={trust_level="untrusted"}`;

test('the work tree is named as Codex looks it up', async () => {
  const root = join(folder, 'a "quoted" shop');
  await mkdir(join(root, '.git'), { recursive: true });
  expect(await untrustedProject(root)).toBe(`projects={${entry(root)}}`);
});

test('behind a link both names are', async () => {
  const root = join(folder, 'shop');
  const link = join(folder, 'link');
  await mkdir(root);
  await symlink(root, link);
  expect(await untrustedProject(link)).toBe(`projects={${entry(link)},${entry(root)}}`);
});

test('a linked work tree is trusted as the repository that it belongs to, so that is named too', async () => {
  const root = join(folder, 'night');
  await mkdir(root);
  await writeFile(join(root, '.git'), `gitdir: ${join(folder, 'shop')}/.git/worktrees/night\n`);
  expect(await untrustedProject(root)).toBe(`projects={${entry(root)},${entry(join(folder, 'shop'))}}`);
  await writeFile(join(root, '.git'), 'gitdir: ../shop/.git/worktrees/night\n');
  expect(await untrustedProject(root)).toBe(`projects={${entry(root)},${entry(join(folder, 'shop'))}}`);
});
