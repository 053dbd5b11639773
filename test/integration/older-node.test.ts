/** A clone on a machine whose own Node is too old: the command runs on the one that `npm ci` brought. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeVersionComplaint } from '../../src/cli/node-version.ts';

const cli = join(import.meta.dirname, '../../dist/cli.js');

/** The first Node on PATH, below the project's own, that is too old for the command. */
function olderNode(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const nodes = folders.map((folder) => join(folder, 'node')).filter((file) => existsSync(file));
  return nodes.find((node) => {
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
    return nodeVersionComplaint(version) !== undefined;
  });
}

const node = olderNode();

test.runIf(node !== undefined && existsSync(cli))('the command runs, with its exit code and output', () => {
  const run = (...args: string[]) => execFileSync(node ?? '', [cli, ...args], { encoding: 'utf8', stdio: 'pipe' });
  expect(run('--version')).toMatch(/^\d+\.\d+\.\d+/);
  expect(() => run('process', '../etc')).toThrow(expect.objectContaining({ status: 2 }));
});
