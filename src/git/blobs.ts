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
  const blobs = new Map<string, Blob>();
  // A git is ended at a blob beyond the limit, of whose bytes no more are to be read; the next one goes on behind it.
  for (let from = 0; from < asked.length; ) from += await readSome(repository, asked.slice(from), limit, blobs);
  return blobs;
}

/** Reads in order, to the end or up to the first blob beyond the limit. @returns how many names are done */
async function readSome(
  { root }: Repository,
  names: readonly string[],
  limit: number,
  blobs: Map<string, Blob>,
): Promise<number> {
  const git = spawn('git', ['cat-file', '--batch'], { cwd: root, env: gitEnvironment(), windowsHide: true });
  const closed = Promise.race([once(git, 'close'), once(git, 'error').then(([error]) => Promise.reject(error))]);
  closed.catch(() => {}); // told below
  // Git that ends early, which its exit code tells, is not there to take the input.
  git.stdin.on('error', () => {}).end(`${names.join('\n')}\n`);
  const words = beginning(git.stderr, 4096);
  const output = new Bytes(git.stdout);
  for (const [index, name] of names.entries()) {
    const header = await output.line();
    if (header === undefined) break;
    // `<id> blob <size>`, the bytes and a line break; `<name> missing` otherwise.
    const [, type = '', digits = ''] = /^[0-9a-f]{40,64} (\w+) (\d+)$/.exec(header) ?? [];
    if (type === '') continue;
    const size = Number(digits);
    const bytes = await output.take(Math.min(size, limit));
    if (type === 'blob') blobs.set(name, { bytes, size });
    if (size > limit) {
      git.kill();
      git.stdout.destroy();
      await closed;
      return index + 1;
    }
    await output.take(1);
  }
  await closed;
  if (git.exitCode !== 0) throw new Error((await words).toString('utf8').trim() || 'git cat-file failed.');
  return names.length;
}

/** Takes a stream apart, line by line or so many bytes at a time. */
class Bytes {
  readonly #chunks: AsyncIterator<Buffer>;
  #left: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.#chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** The next line, without its end; undefined where the stream ends. */
  async line(): Promise<string | undefined> {
    for (;;) {
      const end = this.#left.indexOf(0x0a);
      if (end >= 0) return (await this.take(end + 1)).toString('utf8', 0, end);
      const next = await this.#next();
      if (next === undefined) return undefined;
      this.#left = Buffer.concat([this.#left, next]);
    }
  }

  /** So many bytes, or fewer where the stream ends. */
  async take(count: number): Promise<Buffer> {
    const parts = [this.#left];
    for (let length = this.#left.length; length < count; ) {
      const next = await this.#next();
      if (next === undefined) break;
      parts.push(next);
      length += next.length;
    }
    const all = parts.length === 1 ? this.#left : Buffer.concat(parts);
    this.#left = all.subarray(count);
    return all.subarray(0, count);
  }

  async #next(): Promise<Buffer | undefined> {
    const { value, done } = await this.#chunks.next();
    return done === true ? undefined : value;
  }
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
