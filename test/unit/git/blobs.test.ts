/** Contents of many files at once, on a real repository. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareBlobs } from '../../../src/git/blob-changes.ts';
import { readBlobs } from '../../../src/git/blobs.ts';
import { findRepository, type Repository } from '../../../src/git/repository.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

let on: TemporaryRepository;
let repository: Repository;
beforeEach(async () => {
  on = temporaryRepository({
    'a.txt': 'a\n',
    'old name.txt': 'one\ntwo\nthree\nfour\n',
    'gone.txt': 'gone\n',
    'zero.txt': '',
  });
  const found = await findRepository(on.root);
  if (found === undefined) throw new Error('no repository');
  repository = found;
});
afterEach(() => on.remove());

test('blobs by name and id, whole up to the limit; what is missing is left out', async () => {
  on.commit({ 'bin\u00e4r': 'a\0b\n', 'large.txt': 'x'.repeat(5_000_000), 'larger.txt': 'y'.repeat(5_000_001) });
  const names = [
    'HEAD:a.txt',
    'HEAD:none',
    'HEAD:large.txt',
    'HEAD:larger.txt',
    'HEAD:bin\u00e4r',
    'HEAD:zero.txt',
    'HEAD:',
    'HEAD:a\nb',
    on.git('rev-parse', 'HEAD:gone.txt'),
  ];
  const blobs = await readBlobs(repository, [...names, ...names], 1000);
  const shown = [...blobs].map(([name, { bytes, size }]) => [name, size, bytes.toString('utf8').slice(0, 5)]);
  expect(shown.sort()).toEqual(
    [
      ['HEAD:a.txt', 2, 'a\n'],
      ['HEAD:bin\u00e4r', 4, 'a\0b\n'],
      ['HEAD:zero.txt', 0, ''],
      [names.at(-1), 5, 'gone\n'],
      ['HEAD:large.txt', 5_000_000, 'xxxxx'],
      ['HEAD:larger.txt', 5_000_001, 'yyyyy'],
    ].sort(),
  );
  expect(blobs.get('HEAD:large.txt')?.bytes).toHaveLength(1000);
  expect(await readBlobs(repository, [], 1)).toEqual(new Map());
});

test('many blobs, also larger than what one read of a pipe gives', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`many/${index}.txt`, `${index}\n`.repeat(index * 370)]),
  );
  on.commit(files);
  const names = Object.keys(files).map((path) => `HEAD:${path}`);
  const blobs = await readBlobs(repository, names, 1_000_000);
  for (const [path, text] of Object.entries(files)) {
    const blob = blobs.get(`HEAD:${path}`);
    expect([blob?.size, blob?.bytes.equals(Buffer.from(text))]).toEqual([text.length, true]);
  }
});

test('a repository that is none is told in the words of git', async () => {
  on.git('config', 'core.repositoryFormatVersion', '999');
  await expect(readBlobs(repository, ['HEAD:a.txt'], 10)).rejects.toThrow(/git repo version/);
});

test('what is new or changed; a renamed file has its earlier content, what is gone is none', async () => {
  on.git('mv', 'old name.txt', 'new name.txt');
  on.git('rm', '--quiet', 'gone.txt');
  on.git('update-index', '--chmod=+x', 'a.txt');
  on.commit({ 'new name.txt': 'one\ntwo\nthree\nfour\nfive\n', 'b.txt': 'b\n', 'zero.txt': 'x\n' });
  const id = (name: string) => on.git('rev-parse', name);
  const changes = await compareBlobs(repository, 'HEAD^', 'HEAD');
  expect(changes.sort((a, b) => a.path.localeCompare(b.path))).toEqual([
    { path: 'b.txt', before: undefined, after: id('HEAD:b.txt') },
    { path: 'new name.txt', before: id('HEAD^:old name.txt'), after: id('HEAD:new name.txt') },
    { path: 'zero.txt', before: id('HEAD^:zero.txt'), after: id('HEAD:zero.txt') },
  ]);
});
