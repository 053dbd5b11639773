import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { lookAtFile } from '../../../src/session/file-look.ts';

let folder: string;
const file = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'look-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

test('a file is told by its bytes, and by two times', async () => {
  writeFileSync(file('a'), Buffer.from([0xff, 0x0d, 0x0a]));
  utimesSync(file('a'), 1, 1);
  const content = createHash('sha256')
    .update(Buffer.from([0xff, 0x0d, 0x0a]))
    .digest('hex');
  expect(await lookAtFile(file('a'))).toEqual({ content, changedAt: lstatSync(file('a')).ctimeMs, modifiedAt: 1000 });
});

test('a link is told by where it leads to, a missing file as such, a folder not at all', async () => {
  symlinkSync('nowhere', file('link'));
  expect((await lookAtFile(file('link')))?.content).toBe('link:nowhere');
  writeFileSync(file('a'), '');
  for (const gone of ['gone', 'a/gone']) expect((await lookAtFile(file(gone)))?.content).toBeNull();
  expect(await lookAtFile(folder)).toBeUndefined();
});
