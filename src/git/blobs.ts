/** Contents of files in trees, as bytes, many at once and never more of one than is asked for. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { gitEnvironment } from './client.ts';
import type { Repository } from './repository.ts';

export interface Blob {
  /** The first bytes, up to the limit. */
  readonly bytes: Buffer;
  /** Bytes of the whole. */
  readonly size: number;
}

/**
 * Reads blobs by object id or `TREE:PATH`; undefined for what is missing or no blob. A name with a line break is missing.
 * @param limit bytes of one blob that are read
 */
export async function readBlobs(
  repository: Repository,
  names: readonly string[],
  limit: number,
): Promise<ReadonlyMap<string, Blob>> {
  const asked = [...new Set(names)].filter((name) => !/[\r\n]/.test(name));
  if (asked.length === 0) return new Map();
  const check = await output(repository, ['cat-file', '--batch-check'], asked.join('\n'));
  const found = check
    .toString('utf8')
    .split('\n')
    .flatMap((line, index) => {
      // `<id> blob <size>`; `<name> missing` otherwise.
      const [, id = '', size = ''] = /^([0-9a-f]{40,64}) blob (\d+)$/.exec(line) ?? [];
      const name = asked[index];
      return id === '' || name === undefined ? [] : [{ name, id, size: Number(size) }];
    });
  const blobs = new Map<string, Blob>();
  const small = found.filter(({ size }) => size <= limit);
  const all =
    small.length === 0
      ? Buffer.alloc(0)
      : await output(repository, ['cat-file', '--batch'], small.map(({ id }) => id).join('\n'));
  let at = 0;
  for (const { name, size } of small) {
    // A line that repeats id, type and size, the bytes, a line break.
    const from = all.indexOf(0x0a, at) + 1;
    blobs.set(name, { bytes: all.subarray(from, from + size), size });
    at = from + size + 1;
  }
  for (const { name, id, size } of found.filter((blob) => blob.size > limit)) {
    blobs.set(name, { bytes: await output(repository, ['cat-file', 'blob', id], '', limit), size });
  }
  return blobs;
}

/** What a git command prints; with a limit, its beginning, and git is ended then. */
async function output(
  repository: Repository,
  args: readonly string[],
  input: string,
  limit = Infinity,
): Promise<Buffer> {
  const git = spawn('git', args, { cwd: repository.root, env: gitEnvironment(), windowsHide: true });
  const closed = Promise.race([once(git, 'close'), once(git, 'error').then(([error]) => Promise.reject(error))]);
  // Git that ends early, which its exit code tells, is not there to take the input.
  git.stdin.on('error', () => {}).end(input === '' ? '' : `${input}\n`);
  const [bytes, words] = await Promise.all([beginning(git.stdout, limit), beginning(git.stderr, 4096), closed]);
  if (git.exitCode !== 0 && bytes.length < limit)
    throw new Error(words.toString('utf8').trim() || `git ${args[0]} failed.`);
  return bytes;
}

async function beginning(stream: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop closes the stream, on which git ends.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit);
}
