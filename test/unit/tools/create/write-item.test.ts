import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileAtomic, writeFileAtomic } from '../../../../src/backlog/edit/write.ts';
import { FileWriteError } from '../../../../src/backlog/edit/write-error.ts';
import { type FileWriter, writeItem } from '../../../../src/tools/create/write-item.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'agent-toolkit-write-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const files = ['a.md', 'b.md', 'c.json'].map((name) => ({ path: `bugs/BUG-001-x/${name}`, text: `text of ${name}\n` }));
const summary = { path: 'bugs/bugs.md', before: 'old\n', text: 'new\n' };

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Everything below the root, as paths. */
function everything(): string[] {
  return readdirSync(root, { recursive: true }).map(String).toSorted();
}

/** Writes as the real one does, but for the file of this name. */
function failingAt(name: string, fail: (write: () => Promise<void>, path: string) => Promise<void>): FileWriter {
  return {
    create: (path, text, options) => {
      const write = () => createFileAtomic(path, text, options);
      return path.endsWith(name) ? fail(write, path) : write();
    },
    replace: (path, text, before, options) => {
      const write = () => writeFileAtomic(path, text, before, options);
      return path.endsWith(name) ? fail(write, path) : write();
    },
  };
}

const fullDisk = async (_write: () => Promise<void>, path: string) => {
  throw new FileWriteError(
    'failed',
    `${path} could not be written (ENOSPC); it was not made. Free some space, then run again.`,
  );
};
/** The file is there, and something failed after that. */
const failsAtTheEnd = async (write: () => Promise<void>, path: string) => {
  await write();
  throw new FileWriteError('failed', `${path} was written, but its folder is not surely on disk (EIO).`);
};

describe('all files or none', () => {
  test('all', async () => {
    mkdirSync(join(root, 'bugs'));
    writeFileSync(join(root, 'bugs/bugs.md'), 'old\n');
    await writeItem(root, files, summary);
    expect(everything()).toEqual(['bugs', 'bugs/BUG-001-x', ...files.map(({ path }) => path), 'bugs/bugs.md']);
    expect(read('bugs/BUG-001-x/c.json')).toBe('text of c.json\n');
    expect(read('bugs/bugs.md')).toBe('new\n');
  });

  test.each(['a.md', 'b.md', 'c.json'])(
    'a full disk at %s: no file and no folder is left, and the message says what to do',
    async (name) => {
      await expect(writeItem(root, files, undefined, failingAt(name, fullDisk))).rejects.toMatchObject({
        name: 'InputError',
        message: `Nothing was created. ${join(root, 'bugs/BUG-001-x', name)} could not be written (ENOSPC); it was not made. Free some space, then run again.`,
      });
      expect(everything()).toEqual([]);
    },
  );

  test('a file that was written all the same is taken away too', async () => {
    await expect(writeItem(root, files, undefined, failingAt('b.md', failsAtTheEnd))).rejects.toThrow(/EIO/);
    expect(everything()).toEqual([]);
  });

  test.each([
    ['is not written', fullDisk],
    ['is written and then fails', failsAtTheEnd],
  ])('a summary that %s is as it was, and the item is gone', async (_case, fail) => {
    mkdirSync(join(root, 'bugs'));
    writeFileSync(join(root, 'bugs/bugs.md'), 'old\n');
    let calls = 0;
    const once = (write: () => Promise<void>, path: string) => (calls++ === 0 ? fail(write, path) : write());
    await expect(writeItem(root, files, summary, failingAt('bugs.md', once))).rejects.toThrow(/^Nothing was created/);
    expect(everything()).toEqual(['bugs', 'bugs/bugs.md']);
    expect(read('bugs/bugs.md')).toBe('old\n');
  });

  test('a summary that has to be made is taken away with the item', async () => {
    const made = { path: 'bugs/bugs.md', before: undefined, text: 'new\n' };
    await expect(writeItem(root, files, made, failingAt('bugs.md', failsAtTheEnd))).rejects.toThrow(/EIO/);
    expect(everything()).toEqual([]);
  });

  test('what could not be taken away is told', async () => {
    mkdirSync(join(root, 'bugs'));
    writeFileSync(join(root, 'bugs/bugs.md'), 'old\n');
    let calls = 0;
    const always = (write: () => Promise<void>, path: string) =>
      calls++ === 0 ? failsAtTheEnd(write, path) : fullDisk(write, path);
    const written = writeItem(root, files, summary, failingAt('bugs.md', always));
    await expect(written).rejects.toThrow(/Left behind: bugs\/bugs\.md still lists the item \(.*ENOSPC/);
  });
});

describe('what is not ours', () => {
  test('a file that is there is never touched, nor taken away', async () => {
    mkdirSync(join(root, 'bugs/BUG-001-x'), { recursive: true });
    writeFileSync(join(root, 'bugs/BUG-001-x/b.md'), 'text of b.md\n');
    await expect(writeItem(root, files, undefined)).rejects.toMatchObject({ name: 'FileWriteError', reason: 'exists' });
    expect(everything()).toEqual(['bugs', 'bugs/BUG-001-x', 'bugs/BUG-001-x/b.md']);
  });

  test('a folder that somebody else uses by now stays', async () => {
    const other = async (_write: () => Promise<void>, path: string) => {
      writeFileSync(join(root, 'bugs/other.md'), '');
      return fullDisk(_write, path);
    };
    await expect(writeItem(root, files, undefined, failingAt('b.md', other))).rejects.toThrow(/ENOSPC/);
    expect(everything()).toEqual(['bugs', 'bugs/other.md']);
  });

  test('a summary that changed meanwhile is not overwritten, and the item can be tried again', async () => {
    mkdirSync(join(root, 'bugs'));
    writeFileSync(join(root, 'bugs/bugs.md'), 'edited\n');
    await expect(writeItem(root, files, summary)).rejects.toMatchObject({ reason: 'changed' });
    expect(read('bugs/bugs.md')).toBe('edited\n');
    expect(existsSync(join(root, 'bugs/BUG-001-x'))).toBe(false);
  });
});

test('a read-only folder: the message names the file, the cause and the remedy', async () => {
  const readOnly = async (_write: () => Promise<void>, path: string) => {
    throw new FileWriteError(
      'failed',
      `${path} could not be written (EROFS); it was not made. Make the file and its folder writable, then run again.`,
    );
  };
  await expect(writeItem(root, files, undefined, failingAt('a.md', readOnly))).rejects.toThrow(
    /^Nothing was created\. .*a\.md could not be written \(EROFS\).* Make the file and its folder writable/,
  );
});
