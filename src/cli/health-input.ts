/** The files that `health` is to judge: named ones, those in folders, and standard input. */
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CliHost } from './cli-host.ts';

/** A file with its bytes, or why it cannot be read. */
export interface HealthInput {
  /** As the caller would name it. */
  readonly name: string;
  readonly content: Buffer | { readonly what: string };
}

/** Names of files that hold objects; other files of a folder (logs, tables) are passed over. */
const ofObjects = /\.(?:ya?ml|json)$/i;

/**
 * Reads one after the other, in the order of the names and, within a folder, of the alphabet. `-` is standard input.
 * What cannot be read is told in its place.
 */
export async function* healthInputs(names: readonly string[], host: CliHost): AsyncGenerator<HealthInput> {
  for (const name of names) {
    if (name === '-') yield { name: 'standard input', content: await fromInput(host) };
    else yield* fromPath(name, host.cwd);
  }
}

async function* fromPath(name: string, cwd: string): AsyncGenerator<HealthInput> {
  try {
    const found = await stat(resolve(cwd, name));
    if (found.isDirectory()) yield* fromFolder(name, cwd);
    else yield { name, content: await contentOf(resolve(cwd, name)) };
  } catch (error) {
    yield { name, content: { what: reasonOf(error) } };
  }
}

/** Links to folders are not followed: they may lead in a circle. */
async function* fromFolder(name: string, cwd: string): AsyncGenerator<HealthInput> {
  const entries = await readdir(resolve(cwd, name), { withFileTypes: true });
  const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of sorted) {
    const path = join(name, entry.name);
    if (entry.isDirectory() && entry.name !== '.git') {
      try {
        yield* fromFolder(path, cwd);
      } catch (error) {
        yield { name: path, content: { what: reasonOf(error) } };
      }
    } else if (ofObjects.test(entry.name) && (await isFile(entry, resolve(cwd, path)))) {
      yield { name: path, content: await contentOf(resolve(cwd, path)) };
    }
  }
}

async function isFile(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  // A link that leads nowhere is read, so that it is told.
  return stat(path).then(
    (found) => found.isFile(),
    () => true,
  );
}

async function contentOf(path: string): Promise<HealthInput['content']> {
  try {
    return await readFile(path);
  } catch (error) {
    return { what: reasonOf(error) };
  }
}

async function fromInput({ stdin, stderr }: CliHost): Promise<Buffer> {
  if (stdin.isTTY) stderr.write('Paste objects as YAML or JSON; Ctrl-D on a line of its own ends them.\n');
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  ELOOP: 'its link leads in a circle',
  ERR_FS_FILE_TOO_LARGE: 'it has more than 2 GB; split it',
};

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return reasons[code] ?? `it cannot be read (${code || String(error)})`;
}
