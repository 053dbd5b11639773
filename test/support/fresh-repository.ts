/** Git repositories without commits, for what only reads files: quicker to make than those with a history. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface FreshRepository {
  readonly root: string;
  /** Writes a file and the folders that it needs, and returns its absolute path. */
  write(file: string, content: string | Uint8Array): string;
  read(file: string): string;
  remove(): void;
}

/** Makes a repository with the files in its work tree. */
export function freshRepository(files: Readonly<Record<string, string>> = {}): FreshRepository {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-fresh-')));
  const root = join(base, 'repository');
  mkdirSync(root);
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  const write = (file: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
    return join(root, file);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return {
    root,
    write,
    read: (file) => readFileSync(join(root, file), 'utf8'),
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}
