/** Reads a branch of a bare repository without a work tree. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Files } from './manifests.ts';

const run = promisify(execFile);
const options = { encoding: 'utf8', maxBuffer: 64 << 20 } as const;

/** The commit that the branch points to; undefined while there is none. A pushed branch is a plain file until git packs it. */
export async function branchHead(origin: string, branch: string): Promise<string | undefined> {
  const ref = `refs/heads/${branch}`;
  const loose = await readFile(join(origin, ref), 'utf8').catch(() => undefined);
  if (loose !== undefined && /^[0-9a-f]{40,64}$/.test(loose.trim())) return loose.trim();
  const { stdout } = await run('git', ['-C', origin, 'for-each-ref', '--format=%(objectname)', ref], options);
  return stdout.trim() || undefined;
}

/** All YAML files of a commit. */
export async function manifestsOf(origin: string, commit: string): Promise<Files> {
  const { stdout } = await run('git', ['-C', origin, 'ls-tree', '-r', '-z', '--name-only', commit], options);
  const paths = stdout.split('\0').filter((path) => /\.ya?ml$/.test(path));
  const texts = await Promise.all(
    paths.map(async (path) => {
      const shown = await run('git', ['-C', origin, 'show', `${commit}:${path}`], options);
      return [path, shown.stdout] as const;
    }),
  );
  return new Map(texts);
}
