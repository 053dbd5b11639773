/**
 * Edits of a session's own, each in one commit. What is about to be written is noted first, so that a session that was killed
 * between the edit and the commit is put back by the next one, which then does it again.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import { FileWriteError } from '../../backlog/edit/write-error.ts';
import { readRepositoryText } from '../../backlog/read/task-file.ts';
import type { FileEdit } from '../../backlog/standard/edit/recording.ts';
import { redact } from '../../codex/redact.ts';
import { commitPaths, unstagePaths } from '../../git/commit.ts';
import { CommitStands } from '../../git/commit-errors.ts';
import { waitForIndex } from '../../git/index-lock.ts';
import { type Repository, readHead } from '../../git/repository.ts';
import { describeHolder } from '../../session/lock.ts';
import { writeDurably } from '../../session/write-durably.ts';
import { type FileChange, restoreFiles, writeFiles } from '../../tools/edit-files.ts';
import { lockRepository } from '../../tools/repository-lock.ts';
import { statusOf } from '../../tools/work-tree-status.ts';

export interface OwnCommit {
  readonly repository: Repository;
  readonly edits: readonly FileEdit[];
  readonly message: string;
  readonly signal: AbortSignal;
}

/** The commit; or why there is none, for people: then all files are as before. */
export type OwnCommitOutcome = { readonly sha: string } | { readonly why: string };

const noteSchema = z.array(z.object({ file: z.string(), before: z.string(), after: z.string() }));

/**
 * Writes and commits, while nobody runs a task here. Files with edits of somebody's own are left alone.
 * @throws the signal's reason; the unexpected
 */
export async function commitEdits(commit: OwnCommit): Promise<OwnCommitOutcome> {
  const { repository, signal } = commit;
  const lock = await lockRepository(repository.commonDir, 'session', signal);
  if (lock.status === 'busy') return { why: describeHolder(repository.commonDir, lock.holder) };
  try {
    return await commitUnderLock(commit);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EditConflict || error instanceof FileWriteError) return { why: error.message };
    throw error;
  } finally {
    await lock.release();
  }
}

async function commitUnderLock({ repository, edits, message, signal }: OwnCommit): Promise<OwnCommitOutcome> {
  const { root } = repository;
  const changes: FileChange[] = [];
  const on = await readHead(repository);
  for (const { file, edit } of edits) {
    const reading = await readRepositoryText(root, file);
    if ('problem' in reading) return { why: reading.problem.message };
    if ((await statusOf(repository, file)) !== '') {
      return { why: `${file} has edits that are not committed, and is left as it is. Commit or revert them.` };
    }
    const after = edit(reading.text);
    if (after !== reading.text) changes.push({ file, before: reading.text, after });
  }
  await note(repository, changes);
  await writeFiles(root, changes);
  try {
    const paths = changes.map(({ file }) => file);
    const sha = await commitPaths(repository, { paths, message, signal, ...(on === undefined ? {} : { on }) });
    await forget(repository);
    return { sha };
  } catch (error) {
    if (error instanceof CommitStands) return { why: redact(error.message) };
    const left = await restoreFiles(root, changes);
    await forget(repository);
    signal.throwIfAborted();
    return { why: [`git says: ${redact((error as Error).message.trim())}`, ...left].join(' ') };
  }
}

/**
 * Puts back what a session wrote that was killed before its commit; what somebody changed since is left alone. A git that
 * was committing then is waited for.
 * @throws IndexLocked when that does not end; the signal's reason
 */
export async function undoUncommitted(repository: Repository, signal: AbortSignal): Promise<void> {
  const text = await readFile(noteFile(repository), 'utf8').catch(() => undefined);
  if (text === undefined) return;
  await untilGitHasEnded(repository, signal);
  const own: FileChange[] = [];
  for (const change of readNote(text)) {
    const reading = await readRepositoryText(repository.root, change.file);
    const isOurs = 'text' in reading && reading.text === change.after;
    if (isOurs && (await statusOf(repository, change.file)) !== '') own.push(change);
  }
  await restoreFiles(repository.root, own);
  await unstagePaths(
    repository,
    own.map(({ file }) => file),
  );
  await forget(repository);
}

/** A git that a killed engine had started goes on for a moment; its lock appears only once it has begun. */
export async function untilGitHasEnded(repository: Repository, signal: AbortSignal): Promise<void> {
  await sleep(startMs);
  await waitForIndex(repository, undefined, signal);
}

/** How long a git takes from its start to its lock, in milliseconds. */
const startMs = 500;

async function note(repository: Repository, changes: readonly FileChange[]): Promise<void> {
  const file = noteFile(repository);
  await mkdir(dirname(file), { recursive: true });
  await writeDurably(file, JSON.stringify(changes));
}

async function forget(repository: Repository): Promise<void> {
  await rm(noteFile(repository), { force: true });
}

/** Of the work tree, which several may share a git folder. */
function noteFile({ gitDir }: Repository): string {
  return join(gitDir, 'agent-toolkit', 'session-edit.json');
}

function readNote(text: string): FileChange[] {
  try {
    return noteSchema.parse(JSON.parse(text));
  } catch {
    return []; // cut off by a crash: nothing was written after it
  }
}
