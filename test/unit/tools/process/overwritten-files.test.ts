import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyIgnored } from '../../../../src/tools/process/ignored-files.ts';
import {
  keepOverwritten,
  overwrittenFolder,
  overwrittenIn,
  overwrittenInWords,
} from '../../../../src/tools/process/overwritten-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'overwritten-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
const all = ['.env', 'conf/a', 'app.log', 'same', 'gone', 'folder'];

test('files that hold something else are found: not those that grew, are the same or are gone', async () => {
  for (const path of all) write(path, `${path}=1\n`);
  const copies = await copyIgnored(root, all);
  write('.env', 'MINE=2\n');
  write('conf/a', '');
  write('app.log', 'app.log=1\nanother line\n');
  write('same', 'same=1\n');
  rmSync(join(root, 'gone'));
  rmSync(join(root, 'folder'));
  mkdirSync(join(root, 'folder'));
  expect(await overwrittenIn(root, copies, Date.now())).toEqual(['.env', 'conf/a', 'folder']);
  // What did not change since is not even read.
  expect(await overwrittenIn(root, copies, Date.now() + 60_000)).toEqual([]);
});

test('what they held is kept for the user’s eyes, of each what it held at first', async () => {
  write('conf/.env', 'FIRST=1\n');
  const repository = { commonDir: join(root, '.git') };
  const folder = overwrittenFolder(repository, 'run-1');
  expect(await keepOverwritten(repository, 'run-1', await copyIgnored(root, ['conf/']), ['conf/.env'])).toBe(folder);
  write('conf/.env', 'SECOND=1\n');
  await keepOverwritten(repository, 'run-1', await copyIgnored(root, ['conf/']), ['conf/.env']);
  expect(readFileSync(join(folder, 'conf/.env'), 'utf8')).toBe('FIRST=1\n');
  expect([statSync(join(folder, 'conf/.env')).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700]);
});

test('of the last twenty runs, for three months', async () => {
  write('.env', 'MINE=1\n');
  const copies = await copyIgnored(root, ['.env']);
  const repository = { commonDir: join(root, '.git') };
  const keep = (run: string) => keepOverwritten(repository, run, copies, ['.env']);
  const age = (run: string, days: number) => {
    const at = Date.now() / 1000 - days * 86_400;
    utimesSync(overwrittenFolder(repository, run), at, at);
  };
  for (let run = 1; run <= 22; run += 1) {
    await keep(`run-${run}`);
    age(`run-${run}`, 60 - run);
  }
  age('run-21', 91);
  await keep('run-23');
  const left = readdirSync(dirname(overwrittenFolder(repository, 'run')));
  expect([left.length, left.includes('run-21'), left.includes('run-3'), left.includes('run-23')]).toEqual([
    20,
    false,
    true,
    true,
  ]);
});

test('where it cannot be written, that is said and nothing is thrown', async () => {
  write('.env', 'MINE=1\n');
  write('.git/agent-toolkit', 'no folder\n');
  const copies = await copyIgnored(root, ['.env']);
  expect(await keepOverwritten({ commonDir: join(root, '.git') }, 'run', copies, ['.env'])).toBeUndefined();
  expect(existsSync(join(root, '.git/agent-toolkit/overwritten'))).toBe(false);
});

test('ten of many are named, with where the rest is', () => {
  expect(overwrittenInWords([], '/x')).toEqual([]);
  const paths = Array.from({ length: 12 }, (_, index) => `f${index}`);
  const [line] = overwrittenInWords(paths, '/x/run-1');
  expect(line).toMatch(/stay so: f0, .*, f9 and 2 more\. What they held before is kept below \/x\/run-1\.$/);
  expect(overwrittenInWords(['.env'], undefined)[0]).toMatch(/\.env\. What they held before could not be kept\.$/);
});
