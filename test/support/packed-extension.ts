/** The packed extension, built and packed once for all editor tests: a vitest global setup, which `inject('vsix')` tells of. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packExtension } from '../../demo/pack-extension.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Path of the packed extension. */
    vsix: string;
  }
}

/** @returns what removes it again */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const parent = join(import.meta.dirname, '..', '..', '.vscode-test');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'packed-'));
  provide('vsix', await packExtension(join(folder, 'agent-toolkit.vsix')));
  return () => rm(folder, { recursive: true, force: true });
}
