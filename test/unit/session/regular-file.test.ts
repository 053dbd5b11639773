import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRegular } from '../../../src/session/regular-file.ts';
import { readRepositoryConfig } from '../../../src/session/repository-config.ts';
import { readState } from '../../../src/session/state.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'agent-toolkit-regular-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const places: [string, (file: string) => void][] = [
  ['a named pipe', (file) => execFileSync('mkfifo', [file])],
  ['a link to a device', (file) => symlinkSync('/dev/zero', file)],
];

test.each(places)('%s is not read', async (_what, make) => {
  make(join(root, 'file'));
  await expect(readRegular(join(root, 'file'))).rejects.toThrow('is no regular file');
});

test('a file is, also through a link', async () => {
  writeFileSync(join(root, 'file'), 'text');
  symlinkSync('file', join(root, 'link'));
  expect((await readRegular(join(root, 'link'))).toString()).toBe('text');
  await expect(readRegular(join(root, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test.each(places)('%s in the place of configuration or state is told', async (_what, make) => {
  make(join(root, '.agent-config.json'));
  expect(await readRepositoryConfig(root)).toMatchObject({ isUnreadable: true });
  make(join(root, '.agent-state.json'));
  await expect(readState(root)).rejects.toThrow('Make it a file of yours, or remove it.');
});
