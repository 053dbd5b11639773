/**
 * The state of the cluster before a task's run, on disk below the repository's git folder. It outlives the run that took
 * it: until a verification has had its say, a run that goes on compares with the same state and not with a half-changed one.
 */
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { makeDurably } from '../../../backlog/edit/durable-file.ts';
import { idKey } from '../../../backlog/task-id.ts';
import type { Snapshot } from '../../../cluster/snapshot/snapshot.ts';
import type { Repository } from '../../../git/repository.ts';

const stateSchema = z.object({
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  uid: z.string().optional(),
  generation: z.number().optional(),
  verdict: z.enum(['healthy', 'progressing', 'failed', 'terminating', 'suspended', 'unknown']),
  reason: z.string(),
  ready: z.number().optional(),
  desired: z.number().optional(),
  images: z.array(z.object({ image: z.string(), digest: z.string().optional() })),
  restarts: z.number(),
  podReasons: z.array(z.string()),
  managers: z.array(z.string()),
  revision: z.string().optional(),
  trouble: z.string().optional(),
  attempted: z.string().optional(),
});

const probeSchema = z.object({
  check: z.string(),
  object: z.string(),
  verdict: z.enum(['healthy', 'failed', 'unknown']),
  reason: z.string(),
  actual: z.string(),
});

const snapshotSchema = z.object({
  at: z.number(),
  context: z.string(),
  server: z.string(),
  scope: z.string(),
  area: z.array(z.string()).optional(),
  objects: z.array(stateSchema),
  warnings: z.array(z.object({ object: z.string(), reason: z.string(), message: z.string(), count: z.number() })),
  // A run that an older version began has none of these.
  unseenKinds: z.array(z.string()).default([]),
  flux: z.array(stateSchema).default([]),
  hasAllFlux: z.boolean().default(false),
  probes: z.array(probeSchema).default([]),
});

/** The snapshot is undefined where none could be taken: a later run must not take one of what this one has changed. */
const keptSchema = z.object({ snapshot: snapshotSchema.optional() });
export interface KeptSnapshot {
  readonly snapshot?: Snapshot | undefined;
}

function snapshotFile({ commonDir }: Pick<Repository, 'commonDir'>, itemId: string): string {
  const name = encodeURIComponent(idKey(itemId)).replaceAll('.', '%2E');
  return join(commonDir, 'agent-toolkit', 'snapshots', `${name}.json`);
}

/** What an interrupted run kept; undefined where there is none, or one of another version. */
export async function readKept(repository: Repository, itemId: string): Promise<KeptSnapshot | undefined> {
  try {
    return keptSchema.safeParse(JSON.parse(await readFile(snapshotFile(repository, itemId), 'utf8'))).data;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whole and on disk, or not at all. */
export async function keepSnapshot(repository: Repository, itemId: string, kept: KeptSnapshot): Promise<void> {
  const file = snapshotFile(repository, itemId);
  await mkdir(dirname(file), { mode: 0o700, recursive: true });
  const draft = `${file}.${Date.now()}`;
  await makeDurably(draft, JSON.stringify(kept));
  await rename(draft, file);
}

/** The next run of the task begins anew. */
export async function forgetSnapshot(repository: Repository, itemId: string): Promise<void> {
  await rm(snapshotFile(repository, itemId), { force: true });
}
