/** A Node of the machine's own that is too old for the command. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { nodeVersionComplaint } from '../../src/cli/node-version.ts';

/** The first on PATH, below the project's own; undefined where there is none. */
export function olderNode(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const nodes = folders.map((folder) => join(folder, 'node')).filter((file) => existsSync(file));
  return nodes.find((node) => {
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
    return nodeVersionComplaint(version) !== undefined;
  });
}
