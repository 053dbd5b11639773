/** A system that refuses: full disk, read-only folder, no links. Simulated at the calls that tell of it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFileAtomic, writeFileAtomic } from '../../../../src/backlog/edit/write.ts';
import { refusal } from '../../../support/write-refusal.ts';

type Step = 'open' | 'write' | 'chmod' | 'sync' | 'close' | 'rename' | 'link' | 'mkdir';

/** The next call of a step fails with this code. */
const faults = vi.hoisted(() => new Map<string, string>());

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const failing = (step: Step) => {
    const code = faults.get(step);
    if (code !== undefined) throw Object.assign(new Error(`${code}: simulated`), { code });
  };
  const opened = (file: FileHandle, isWritten: boolean) =>
    new Proxy(file, {
      get(target, key) {
        const value = Reflect.get(target, key) as (...given: unknown[]) => Promise<unknown>;
        if (!isWritten || typeof value !== 'function') return typeof value === 'function' ? value.bind(target) : value;
        return async (...given: unknown[]) => {
          if (key === 'writeFile' && faults.has('write')) await target.writeFile('half of');
          if (key === 'close') await target.close();
          failing((key === 'writeFile' ? 'write' : key) as Step);
          return key === 'close' ? undefined : value.apply(target, given);
        };
      },
    });
  return {
    ...real,
    open: async (...given: Parameters<typeof real.open>) => {
      if (given[1] === 'wx') failing('open');
      return opened(await real.open(...given), given[1] === 'wx');
    },
    rename: async (...given: Parameters<typeof real.rename>) => {
      failing('rename');
      return real.rename(...given);
    },
    link: async (...given: Parameters<typeof real.link>) => {
      failing('link');
      return real.link(...given);
    },
    mkdir: async (...given: Parameters<typeof real.mkdir>) => {
      failing('mkdir');
      return real.mkdir(...given);
    },
  };
});

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-failure-')));
  mkdirSync(join(root, '.git'));
  mkdirSync(join(root, 'tasks'));
  writeFileSync(join(root, 'tasks/a.md'), 'old');
});
afterEach(() => {
  faults.clear();
  rmSync(root, { recursive: true, force: true });
});

test.each<[Step, string, string]>([
  ['open', 'ENOSPC', 'Free some space, then run again.'],
  ['open', 'EACCES', 'Make the file and its folder writable, then run again.'],
  ['open', 'EROFS', 'Make the file and its folder writable, then run again.'],
  ['write', 'ENOSPC', 'Free some space, then run again.'],
  ['write', 'EDQUOT', 'Free some space, then run again.'],
  ['chmod', 'EPERM', 'Make the file and its folder writable, then run again.'],
  ['sync', 'ENOSPC', 'Free some space, then run again.'],
  ['sync', 'EIO', 'Mend the cause, then run again.'],
  ['close', 'ENOSPC', 'Free some space, then run again.'],
  ['rename', 'EPERM', 'Make the file and its folder writable, then run again.'],
])('%s fails with %s: the file is as it was, nothing lies beside it', async (step, code, remedy) => {
  faults.set(step, code);
  const path = join(root, 'tasks/a.md');
  expect(await refusal(writeFileAtomic(path, 'new', 'old'))).toBe(
    `failed: ${path} could not be written (${code}); it is as it was. ${remedy}`,
  );
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(join(root, 'tasks'))).toEqual(['a.md']);
});

test.each<[Step, string]>([
  ['mkdir', 'EACCES'],
  ['open', 'ENOSPC'],
  ['open', 'EACCES'],
  ['write', 'ENOSPC'],
  ['sync', 'ENOSPC'],
  ['close', 'ENOSPC'],
  ['link', 'ENOSPC'],
])('%s fails with %s: no file is made, and no folder for it', async (step, code) => {
  faults.set(step, code);
  const path = join(root, 'tasks/active/deep/b.md');
  expect(await refusal(createFileAtomic(path, 'new'))).toMatch(
    new RegExp(`^failed: .*b\\.md could not be written \\(${code}\\); it was not made\\. `),
  );
  expect(readdirSync(join(root, 'tasks'))).toEqual(['a.md']);
});

test.each(['EPERM', 'ENOTSUP', 'EISDIR'])(
  'where there are no links (%s), a file is made, and none overwritten',
  async (code) => {
    faults.set('link', code);
    await createFileAtomic(join(root, 'tasks/b.md'), 'new');
    expect(readFileSync(join(root, 'tasks/b.md'), 'utf8')).toBe('new');
    expect(await refusal(createFileAtomic(join(root, 'tasks/a.md'), 'new'))).toMatch(/^exists: /);
    expect(readFileSync(join(root, 'tasks/a.md'), 'utf8')).toBe('old');
    expect(readdirSync(join(root, 'tasks'))).toEqual(['a.md', 'b.md']);
  },
);
