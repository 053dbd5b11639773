/** Builds and packs the extension as the project's own scripts do. */
import { join } from 'node:path';
import { runNpm } from '../test/support/npm.ts';

const root = join(import.meta.dirname, '..');

/** Bundles src to dist. */
export function buildExtension(): Promise<void> {
  return runNpm(['run', 'build'], root);
}

/** Builds and packs. @returns path of the VSIX */
export async function packExtension(file: string): Promise<string> {
  await runNpm(['run', 'package', '--', '--out', file], root);
  return file;
}
