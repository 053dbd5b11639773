/** A clone on a machine whose own Node is too old: the command runs on the one that `npm ci` brought. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { olderNode } from '../support/older-node.ts';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const node = olderNode();

test.runIf(node !== undefined && existsSync(cli))('the command runs, with its exit code and output', () => {
  const run = (...args: string[]) => execFileSync(node ?? '', [cli, ...args], { encoding: 'utf8', stdio: 'pipe' });
  expect(run('--version')).toMatch(/^\d+\.\d+\.\d+/);
  expect(() => run('process', '../etc')).toThrow(expect.objectContaining({ status: 2 }));
});
