/** The folders of one run. */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import { SetupReader } from '../../git/setup.ts';
import { WorkTreeCamera } from '../../git/work-tree.ts';
import { copyHelmRepositories } from './command-variables.ts';
import type { Run } from './run.ts';
import { RunRecord, recordFile } from './run-record.ts';

type Folders = Pick<Run, 'id' | 'runFolder' | 'scratchFolder' | 'camera' | 'setup' | 'record' | 'marker'>;

const scratchPrefix = join(tmpdir(), 'agent-toolkit-');

/** Where each run has its folder. */
export function runsFolder({ commonDir }: Pick<Repository, 'commonDir'>): string {
  return join(commonDir, 'agent-toolkit', 'runs');
}

/** Makes this run's folders. */
export async function makeRunFolders(repository: Repository, itemId: string): Promise<Folders> {
  const id = randomUUID();
  const runFolder = join(runsFolder(repository), id);
  await mkdir(runFolder, { mode: 0o700, recursive: true });
  const scratchFolder = await mkdtemp(scratchPrefix);
  await copyHelmRepositories(scratchFolder, process.env);
  const marker = randomUUID();
  const record = await RunRecord.begin(runFolder, { itemId, scratchFolder, marker });
  const camera = new WorkTreeCamera(repository, runFolder);
  return { id, runFolder, scratchFolder, marker, record, camera, setup: new SetupReader(repository) };
}

/** Removes the folders of the run, the kubeconfig with them; a record that the next run needs stays. */
export async function removeRunFolders({ runFolder, scratchFolder, record }: Folders): Promise<void> {
  record.end();
  if (record.isLeft) {
    const others = (await readdir(runFolder)).filter((name) => join(runFolder, name) !== recordFile(runFolder));
    for (const name of others) await rm(join(runFolder, name), { recursive: true, force: true });
  } else {
    await rm(runFolder, { recursive: true, force: true });
  }
  await removeScratch(scratchFolder);
}

/** Removes the scratch folder of a run, and nothing that only a forged record calls one. */
export async function removeScratch(folder: string): Promise<void> {
  if (dirname(folder) !== dirname(scratchPrefix) || !folder.startsWith(scratchPrefix)) return;
  await rm(folder, { recursive: true, force: true }).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error;
    // Go keeps its modules in folders that nobody may write to.
    await openFolders(folder);
    await rm(folder, { recursive: true, force: true });
  });
}

async function openFolders(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) if (entry.isDirectory()) await openFolders(join(folder, entry.name));
}
