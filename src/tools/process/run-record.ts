/**
 * What a run writes down of itself, for whoever comes after a kill: `run.json` in its folder below the repository's git
 * folder. As long as the run lives, the time of that file is kept fresh, so that what changed later is not its work.
 */
import { readFile, rename, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeDurably } from '../../backlog/edit/durable-file.ts';
import { innerStateSchema } from './inner-work.ts';

const digestsSchema = z.record(z.string(), z.string());

const pictureSchema = z.object({
  /** Milliseconds since 1970. */
  takenAt: z.number(),
  /** Picture of the work tree before the attempt. */
  tree: z.string(),
  usersOwn: z.array(z.string()),
  ignored: z.array(z.string()),
  rootEntries: z.array(z.string()),
  /** Contents of the files that steer the engine, in base64; null where there is no file. */
  steering: z.record(z.string(), z.string().nullable()),
  /** Copies of small ignored files, as `recordedCopies` writes them. */
  copies: z.record(z.string(), z.string()).optional(),
  /** Repositories inside the work tree. */
  inner: z.array(innerStateSchema),
  /** Undefined once a person has been told that it changed. */
  setup: z.object({ config: digestsSchema, hooks: digestsSchema, info: digestsSchema }).optional(),
});
/** How one repository was before the attempt. */
export type RecordedPicture = z.output<typeof pictureSchema>;

const plannedCommitSchema = z.object({
  root: z.string(),
  /** The commit that it goes on top of. */
  head: z.string(),
  /** Of that commit; none on a detached HEAD, and in records of before it was written down. */
  branch: z.string().optional(),
  /** Picture of the work tree that holds the paths as they were judged. */
  tree: z.string(),
  paths: z.array(z.string()),
  /** What the engine writes besides. */
  edits: z.array(z.object({ file: z.string(), before: z.string(), after: z.string() })),
  message: z.string(),
});
/** One of the commits that a proven criterion takes. */
export type PlannedCommit = z.output<typeof plannedCommitSchema>;

const attemptSchema = pictureSchema.extend({
  criterion: z.string(),
  related: z.array(pictureSchema.extend({ root: z.string() })).optional(),
  /** In their order, where there is more than one; the last is that of the tasks repository. Not there before the first. */
  commits: z.array(plannedCommitSchema).optional(),
});
/** The criterion in work, and how things were before it. */
export type RecordedAttempt = z.output<typeof attemptSchema>;

const runSchema = z.object({
  itemId: z.string(),
  scratchFolder: z.string(),
  /** What the environment of all processes of the run holds. */
  marker: z.string(),
  attempt: attemptSchema.optional(),
});
export type RecordedRun = z.output<typeof runSchema>;

/** The file in the run's folder. */
export function recordFile(folder: string): string {
  return join(folder, 'run.json');
}

const beatMs = 2_000;

/** The record of a run that goes on. */
export class RunRecord {
  readonly #folder: string;
  readonly #run: RecordedRun;
  readonly #heart: NodeJS.Timeout;
  #attempt: RecordedAttempt | undefined;
  #isLeft = false;

  private constructor(folder: string, run: RecordedRun) {
    this.#folder = folder;
    this.#run = run;
    this.#heart = setInterval(() => this.#beat(), beatMs).unref();
  }

  static async begin(folder: string, run: RecordedRun): Promise<RunRecord> {
    await writeRecord(folder, run);
    return new RunRecord(folder, run);
  }

  /** Notes what is in work, before anything of it is done; undefined when all is committed or put back. */
  async note(attempt: RecordedAttempt | undefined): Promise<void> {
    this.#attempt = attempt;
    await writeRecord(this.#folder, attempt === undefined ? this.#run : { ...this.#run, attempt });
  }

  /** Notes the commits of the attempt before the first of several is made: a kill in between is then made good. */
  async plan(commits: readonly PlannedCommit[]): Promise<void> {
    if (this.#attempt === undefined) throw new Error('Commits are planned, and nothing is in work.');
    await this.note({ ...this.#attempt, commits: [...commits] });
  }

  /** What is in work can be neither kept nor put back now: the record stays, and the next run does both. */
  leave(): void {
    this.#isLeft = true;
  }

  /** Whether the next run needs the record. */
  get isLeft(): boolean {
    return this.#isLeft && this.#attempt !== undefined;
  }

  end(): void {
    clearInterval(this.#heart);
  }

  #beat(): void {
    const now = new Date();
    // The next beat, or the next note, makes up for one that failed.
    utimes(recordFile(this.#folder), now, now).catch(() => {});
  }
}

/** Writes a record anew, of a run that ended. Whole and on disk, or not at all. */
export async function writeRecord(folder: string, run: RecordedRun): Promise<void> {
  const draft = `${recordFile(folder)}.${Date.now()}`;
  await makeDurably(draft, JSON.stringify(run));
  await rename(draft, recordFile(folder));
}

/** The record of a run that ended, with the time of its last sign of life in milliseconds; undefined where there is none. */
export async function readRecord(folder: string): Promise<(RecordedRun & { readonly seenAt: number }) | undefined> {
  try {
    const file = recordFile(folder);
    const run = runSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
    return run === undefined ? undefined : { ...run, seenAt: (await stat(file)).mtimeMs };
  } catch (error) {
    // Killed before its first word, or a record of another version: nothing was in work, or nobody can tell.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
