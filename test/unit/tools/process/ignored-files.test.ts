import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  copiesOf,
  copyIgnored,
  deletedInWords,
  putDeletedBack,
  recordedCopies,
} from '../../../../src/tools/process/ignored-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ignored-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string | Buffer = path): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test('small files are copied, of folders too, but not what is deep, large, a link or made again by tools', async () => {
  for (const path of ['.env', 'conf/a/b', 'conf/a/b2/c', 'node_modules/x', 'app/dist/x', '.agent-config.json'])
    write(path);
  write('large', 'x'.repeat(70_000));
  symlinkSync('.env', join(root, 'link'));
  const ignored = ['.env', 'conf/', 'node_modules/', 'app/', 'large', 'link', '.agent-config.json', 'gone'];
  expect([...(await copyIgnored(root, ignored)).keys()].sort()).toEqual(['.env', 'conf/a/b']);
});

test('a megabyte in all', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `f${index}`);
  for (const name of names) write(name, 'x'.repeat(60_000));
  expect((await copyIgnored(root, names)).size).toBe(16);
});

test('what was deleted is put back as it was, from a record too; the rest is named', async () => {
  const bytes = Buffer.from([0, 255, 10]);
  write('conf/.env', bytes);
  chmodSync(join(root, 'conf/.env'), 0o600);
  for (const path of ['large', 'kept', 'node_modules/x']) write(path, 'x'.repeat(70_000));
  const ignored = ['conf/', 'large', 'kept', 'node_modules/'];
  const copies = copiesOf(JSON.parse(JSON.stringify(recordedCopies(await copyIgnored(root, ignored)))));
  for (const path of ['conf', 'large', 'node_modules']) rmSync(join(root, path), { recursive: true });
  expect(await putDeletedBack(root, ignored, copies, false)).toEqual({
    putBack: [],
    lost: ['conf/.env', 'conf/', 'large', 'node_modules/'],
  });
  expect(await putDeletedBack(root, ignored, copies, true)).toEqual({
    putBack: ['conf/.env'],
    lost: ['large', 'node_modules/'],
  });
  expect(readFileSync(join(root, 'conf/.env'))).toEqual(bytes);
  expect(statSync(join(root, 'conf/.env')).mode & 0o777).toBe(0o600);
});

test('nothing is written through a link, and nothing is overwritten', async () => {
  write('conf/.env');
  write('.env');
  const copies = await copyIgnored(root, ['conf/', '.env']);
  rmSync(join(root, 'conf'), { recursive: true });
  mkdirSync(join(root, 'elsewhere'));
  symlinkSync('elsewhere', join(root, 'conf'));
  write('.env', 'new');
  expect(await putDeletedBack(root, ['conf/', '.env'], copies, true)).toEqual({ putBack: [], lost: ['conf/.env'] });
  expect(existsSync(join(root, 'elsewhere/.env'))).toBe(false);
  expect(readFileSync(join(root, '.env'), 'utf8')).toBe('new');
});

test('ten of many are named', () => {
  const lost = Array.from({ length: 12 }, (_, index) => `f${index}`);
  const [line, ...more] = deletedInWords({ putBack: [], lost });
  expect([line?.includes('f9 and 2 more'), more]).toEqual([true, []]);
  expect(deletedInWords({ putBack: ['.env'], lost: [] })).toEqual([
    'Files that git ignores were deleted during the work and are put back: .env.',
  ]);
});

test('what vim leaves beside an open file is nobody’s: not copied, and not missed', async () => {
  for (const path of ['.env', '.app.yaml.swp', 'conf/.a.swp']) write(path);
  const ignored = ['.env', '.app.yaml.swp', 'conf/'];
  const copies = await copyIgnored(root, ignored);
  expect([...copies.keys()]).toEqual(['.env']);
  rmSync(join(root, '.app.yaml.swp'));
  expect(await putDeletedBack(root, ignored, copies, true)).toEqual({ putBack: [], lost: [] });
});
