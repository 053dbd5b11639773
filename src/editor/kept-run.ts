/**
 * The run of a window on one task, kept below the git folder for as long as it goes on: where the window was closed, or died, in
 * the middle of it, the next one finds it. One for each repository, as there is one run at a time on it.
 */

import { mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { answers } from '../session/process-answers.ts';
import { processStart } from '../session/process-start.ts';
import { keptRunFile } from './kept-run-file.ts';
import * as l10n from './l10n.ts';

export interface KeptRun {
  /** Work tree; a repository may have several. */
  readonly root: string;
  readonly itemId: string;
  /** The extension host of the window. */
  readonly pid: number;
  /** So that a reused pid is not taken for it; empty where the system does not tell. */
  readonly started: string;
}

/** Keeps the run as one of this process. */
export async function keepRun(commonDir: string, run: Pick<KeptRun, 'root' | 'itemId'>): Promise<void> {
  const file = keptRunFile(commonDir);
  const { pid } = process;
  const kept: KeptRun = { ...run, pid, started: (await processStart(pid)) ?? '' };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${pid}`, JSON.stringify(kept));
  await rename(`${file}.${pid}`, file);
}

/** Undefined where there is none, or none that can be read. */
export async function readKeptRun(commonDir: string): Promise<KeptRun | undefined> {
  const text = await readFile(keptRunFile(commonDir), 'utf8').catch(() => '');
  try {
    const { root, itemId, pid, started }: Partial<Record<keyof KeptRun, unknown>> = JSON.parse(text);
    if (typeof root !== 'string' || typeof itemId !== 'string') return undefined;
    return typeof pid === 'number' && typeof started === 'string' ? { root, itemId, pid, started } : undefined;
  } catch {
    return undefined; // gone meanwhile, or cut off by a crash
  }
}

/** Whether the window of the run is still there. */
export async function isWindowThere({ pid, started }: KeptRun): Promise<boolean> {
  const now = await processStart(pid);
  if (now === undefined) return false;
  return now === '' ? answers(pid) : started === '' || now === started;
}

/** Removes it. @returns whether it was there: of several that remove it, one hears yes */
export async function forgetRun(commonDir: string): Promise<boolean> {
  return unlink(keptRunFile(commonDir)).then(
    () => true,
    () => false,
  );
}

/** What the next window says. @param isOpen whether the run could not put back what it had in work itself */
export function interruptedRunText(itemId: string, done: number, total: number, isOpen: boolean): string {
  const rest = total - done;
  const so = rest === 0 ? l10n.t('What is left is its verification.') : l10n.t`${rest} of ${total} criteria are open.`;
  const first = isOpen ? l10n.t(' What was not committed is kept and put back first.') : '';
  return l10n.t`The work on ${itemId} was interrupted when its window closed. ${so}${first} Go on with it?`;
}
