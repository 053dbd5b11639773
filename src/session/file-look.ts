/** One file as it is on disk: what it holds, without keeping that, and when it changed. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

export interface FileLook {
  /** SHA-256 of its bytes, in hex, `link:` and where it leads to for a link; null where there is no such file. */
  readonly content: string | null;
  /** When content, name or mode changed last, which no program can set, and when the content did; milliseconds since 1970. */
  readonly changedAt: number | null;
  readonly modifiedAt: number | null;
}

const gone: FileLook = { content: null, changedAt: null, modifiedAt: null };

/** Undefined for what is neither file nor link, or cannot be read. */
export async function lookAtFile(file: string): Promise<FileLook | undefined> {
  try {
    const entry = await lstat(file);
    const { ctimeMs: changedAt, mtimeMs: modifiedAt } = entry;
    if (entry.isSymbolicLink()) return { content: `link:${await readlink(file)}`, changedAt, modifiedAt };
    if (!entry.isFile()) return undefined;
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    return { content: hash.digest('hex'), changedAt, modifiedAt };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? gone : undefined;
  }
}
