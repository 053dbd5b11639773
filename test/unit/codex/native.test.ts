import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { behindLauncher } from '../../../src/codex/native.ts';
import { codexBinary } from '../../support/codex-home.ts';

const platform = `codex-${process.platform}-${process.arch}`;

/** A folder of packages as npm makes it, with the launcher linked as `codex`. */
async function installed(layout: object | undefined, native = 'bin/codex') {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'codex-')));
  onTestFinished(() => rm(root, { recursive: true }));
  const write = async (path: string, text: string, mode = 0o644) => {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    await chmod(file, mode);
    return file;
  };
  const launcher = await write('node_modules/@openai/codex/bin/codex.js', '#!/usr/bin/env node\n', 0o755);
  const of = `node_modules/@openai/${platform}`;
  await write(`${of}/package.json`, '{}');
  const program = await write(`${of}/vendor/target/${native}`, '#!/bin/sh\n', 0o755);
  if (layout !== undefined) await write(`${of}/vendor/target/codex-package.json`, JSON.stringify(layout));
  const link = join(root, 'codex');
  await symlink(launcher, link);
  return { root, link, program, write };
}

test("npm's launcher gives the program that it would start", async () => {
  const { link, program } = await installed({ layoutVersion: 1, entrypoint: 'bin/codex' });
  expect(await behindLauncher(link)).toBe(program);
});

test('the batch file of Windows, which is no link, gives it too', async () => {
  const { program, write } = await installed({ layoutVersion: 1, entrypoint: 'bin/codex' });
  expect(await behindLauncher(await write('codex.cmd', ''))).toBe(program);
});

test('the Codex of this project is of the layout that is known', async () => {
  expect(await behindLauncher(codexBinary)).toContain(platform);
});

test.each<[string, object | undefined, string?]>([
  ['a layout without a description', undefined],
  ['another version of the layout', { layoutVersion: 2, entrypoint: 'bin/codex' }],
  ['a program that is not there', { layoutVersion: 1, entrypoint: 'bin/codex' }, 'bin/other'],
])('%s leaves the launcher', async (_name, layout, native) => {
  const { link } = await installed(layout, native);
  expect(await behindLauncher(link)).toBe(link);
});

test('a file that is no launcher is taken as it is', async () => {
  const { write } = await installed(undefined);
  const script = await write('bin/codex', '#!/bin/sh\n', 0o755);
  expect(await behindLauncher(script)).toBe(script);
});
