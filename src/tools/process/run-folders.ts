/** The folders of one run, and what an earlier run that was killed left in its own. */
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { keepLeftover } from '../../git/leftovers.ts';
import { type Repository, readHead } from '../../git/repository.ts';
import { WorkTreeCamera } from '../../git/work-tree.ts';
import type { Report } from './report.ts';
import type { Run } from './run.ts';

const recordSchema = z.object({
  itemId: z.string(),
  scratchFolder: z.string(),
  /** The criterion in work and the picture before it. */
  attempt: z.object({ criterion: z.string(), before: z.string() }).optional(),
});

type Folders = Pick<Run, 'runFolder' | 'scratchFolder' | 'camera'>;

const scratchPrefix = join(tmpdir(), 'agent-toolkit-');

/** Makes this run's folders and clears those of runs that died; the caller holds the lock, so all others are dead. */
export async function makeRunFolders(repository: Repository, itemId: string, report: Report): Promise<Folders> {
  const runs = join(repository.commonDir, 'agent-toolkit', 'runs');
  await mkdir(runs, { recursive: true });
  const abandoned = await readdir(runs);
  const runFolder = join(runs, randomUUID());
  await mkdir(runFolder, { mode: 0o700 });
  const scratchFolder = await mkdtemp(scratchPrefix);
  const camera = new WorkTreeCamera(repository, runFolder);
  await writeRecord(runFolder, { itemId, scratchFolder });
  for (const name of abandoned) await clear(repository, join(runs, name), camera, report);
  return { runFolder, scratchFolder, camera };
}

/** Writes down what is in work, for whoever comes after a kill. */
export async function noteAttempt(run: Run, criterion: string, before: string): Promise<void> {
  const { runFolder, itemId, scratchFolder } = run;
  await writeRecord(runFolder, { itemId, scratchFolder, attempt: { criterion, before } });
}

/** Removes the folders of the run, the kubeconfig with them. */
export async function removeRunFolders({ runFolder, scratchFolder }: Folders): Promise<void> {
  await rm(runFolder, { recursive: true, force: true });
  await rm(scratchFolder, { recursive: true, force: true });
}

async function writeRecord(runFolder: string, record: z.output<typeof recordSchema>): Promise<void> {
  await writeFile(join(runFolder, 'run.json'), JSON.stringify(record));
}

/**
 * What a killed run was changing is kept under a ref and named in a warning. It is not put back: since then the user
 * may have worked on the same files.
 */
async function clear(repository: Repository, folder: string, camera: WorkTreeCamera, report: Report): Promise<void> {
  const text = await readFile(join(folder, 'run.json'), 'utf8').catch(() => '');
  const record = text === '' ? undefined : recordSchema.safeParse(parsed(text)).data;
  if (record?.attempt !== undefined) await keepAbandoned(repository, record.itemId, record.attempt, camera, report);
  await rm(folder, { recursive: true, force: true });
  const scratch = record?.scratchFolder;
  if (scratch !== undefined && dirname(scratch) === tmpdir() && scratch.startsWith(scratchPrefix)) {
    await rm(scratch, { recursive: true, force: true });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // cut off by the kill
  }
}

async function keepAbandoned(
  repository: Repository,
  itemId: string,
  { criterion, before }: { readonly criterion: string; readonly before: string },
  camera: WorkTreeCamera,
  report: Report,
): Promise<void> {
  const head = await readHead(repository);
  if (head === undefined) return;
  const after = await camera.take();
  const dirty = new Set((await camera.compare(head.commit, after)).map(({ path }) => path));
  const paths = (await camera.compare(before, after)).map(({ path }) => path).filter((path) => dirty.has(path));
  if (paths.length === 0) return;
  const message = `${itemId}: left by a run that was killed while it worked on "${criterion}"`;
  const ref = await keepLeftover(repository, { before, after, name: `${itemId}-killed`, message });
  report.leftovers.push(ref);
  report.warnings.push(
    `An earlier run was killed while it worked on "${criterion}" of ${itemId}. Changed since then and not committed: ` +
      `${paths.join(', ')} (kept in ${ref}). Commit these files, or put them back (git restore), before they get in the way.`,
  );
}
