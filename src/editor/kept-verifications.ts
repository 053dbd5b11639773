/**
 * The last verification of each task that a window made, kept below the git folder with its report, secrets masked: the next
 * window shows it. One file for each task of a work tree, so that windows do not write over each other's.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { redact } from '../codex/redact.ts';
import { ignoreMissing } from '../session/missing-file.ts';
import { writeDurably } from '../session/write-durably.ts';
import { keptVerificationsFolder } from './kept-verifications-folder.ts';
import type { DatedVerification, OutdatedTask } from './verifications.ts';

export interface KeptVerification extends DatedVerification {
  /** In Markdown. */
  readonly report: string;
}

/** Of all work trees together. */
export const mostKept = 100;
/** Characters of a report; the rest is cut off. */
export const longestReport = 100_000;
/** What is larger was not written here. */
const largestFile = 1 << 20;

const schema = z.object({
  root: z.string(),
  item_id: z.string(),
  /** Outdated: the task was changed then, and not verified since; what a session before says of it is no more. */
  status: z.enum(['passed', 'failed', 'blocked', 'unverified', 'outdated']),
  message: z.string(),
  /** In ms since the epoch. */
  at: z.number(),
  report: z.string(),
});

/**
 * Keeps it instead of the one before; the oldest ones beyond `mostKept` go.
 * @param root real path of the work tree
 */
export async function keepVerification(commonDir: string, root: string, kept: KeptVerification): Promise<void> {
  const { itemId, status, message } = kept.verification;
  const masked = redact(kept.report);
  const report = masked.length > longestReport ? `${masked.slice(0, longestReport)}\n\n…\n` : masked;
  await write(commonDir, { root, item_id: itemId, status, message: redact(message), at: kept.at, report });
}

/** Keeps that a task was changed and not verified. @param at in ms since the epoch */
export async function keepOutdated(commonDir: string, root: string, itemId: string, at: number): Promise<void> {
  await write(commonDir, { root, item_id: itemId, status: 'outdated', message: '', at, report: '' });
}

/** Removes what is kept of a task. @param before in ms since the epoch: a later verification stays */
export async function forgetVerification(
  commonDir: string,
  root: string,
  itemId: string,
  before: number,
): Promise<void> {
  const file = fileOf(commonDir, root, itemId);
  const kept = await readKept(file);
  if (kept === undefined || kept.at < before) await rm(file, { force: true });
}

/**
 * What is kept for a work tree.
 * @param root its real path
 * @param repository the same as the window names it
 */
export async function readVerifications(
  commonDir: string,
  root: string,
  repository: string,
): Promise<{ kept: KeptVerification[]; outdated: OutdatedTask[] }> {
  const all = await Promise.all((await filesOf(commonDir)).map(readKept));
  const kept: KeptVerification[] = [];
  const outdated: OutdatedTask[] = [];
  for (const one of all) {
    if (one?.root !== root) continue;
    const { item_id: itemId, status, message, at, report } = one;
    if (status === 'outdated') outdated.push({ repository, itemId, at });
    else kept.push({ verification: { repository, itemId, status, message }, at, report });
  }
  return { kept, outdated };
}

async function write(commonDir: string, value: z.input<typeof schema>): Promise<void> {
  const folder = keptVerificationsFolder(commonDir);
  await mkdir(dirname(folder), { recursive: true });
  // For one's own eyes, as transcripts are.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeDurably(fileOf(commonDir, value.root, value.item_id), JSON.stringify(value));
  await prune(commonDir);
}

function fileOf(commonDir: string, root: string, itemId: string): string {
  const name = createHash('sha256').update(`${root}\n${itemId}`).digest('hex').slice(0, 32);
  return join(keptVerificationsFolder(commonDir), `${name}.json`);
}

async function filesOf(commonDir: string): Promise<string[]> {
  const folder = keptVerificationsFolder(commonDir);
  const names = (await readdir(folder).catch(ignoreMissing)) ?? [];
  return names.filter((name) => /^[0-9a-f]{32}\.json$/.test(name)).map((name) => join(folder, name));
}

/** Undefined where there is none, or none that can be read: then there is nothing to show. */
async function readKept(file: string): Promise<z.output<typeof schema> | undefined> {
  const found = await stat(file).catch(ignoreMissing);
  if (found === undefined || !found.isFile() || found.size > largestFile) return undefined;
  const text = await readFile(file, 'utf8').catch(ignoreMissing);
  try {
    return schema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined; // gone meanwhile, or not written here
  }
}

async function prune(commonDir: string): Promise<void> {
  const files = await filesOf(commonDir);
  if (files.length <= mostKept) return;
  const dated = await Promise.all(
    files.map(async (file) => ({ file, writtenAt: (await stat(file).catch(ignoreMissing))?.mtimeMs ?? 0 })),
  );
  const oldest = dated.toSorted((a, b) => a.writtenAt - b.writtenAt).slice(0, files.length - mostKept);
  for (const { file } of oldest) await rm(file, { force: true });
}
