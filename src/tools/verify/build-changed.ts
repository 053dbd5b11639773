/** Builds what the commits of a task touched, as it was before them and as it is, in Codex's sandbox. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buildFindings, type ChangedBuild } from '../../cluster/changes/build-findings.ts';
import type { Findings } from '../../cluster/findings.ts';
import { readBuilt } from '../../cluster/gate/built-objects.ts';
import { findCodex } from '../../codex/locate.ts';
import type { Repository } from '../../git/repository.ts';
import { type BuildRun, type BuiltPair, buildPairs } from '../process/gate/builds.ts';
import { type BuildTool, findBuildTool } from '../process/gate/kustomize.ts';
import type { Settings } from '../settings.ts';
import type { ToolContext } from '../toolbox.ts';
import type { TaskChanges } from './task-commits.ts';

/** A folder of a verification that was killed is removed by one that comes so much later; milliseconds. */
const staleMs = 3_600_000;

export interface BuildRequest {
  readonly settings: Settings;
  readonly context: ToolContext;
  readonly changes: readonly TaskChanges[];
  /** For everything; milliseconds. */
  readonly timeoutMs: number;
}

/** The files are written out below each repository's git folder, where an agent can write nothing. @throws the signal's reason */
export async function buildChanged({ settings, context, changes, timeoutMs }: BuildRequest): Promise<Findings> {
  const start = Date.now();
  // The plan has looked for both; where one was taken away since, its row says that there was nothing to look at.
  const tool = await findBuildTool(process.env);
  const codexBinary = await findCodex(settings.codexPath, process.env);
  if (tool === undefined || codexBinary === undefined) return buildFindings([], '', 0);
  const own = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([context.signal, own]);
  const built: ChangedBuild[] = [];
  for (const one of changes.filter(({ builds }) => builds.length > 0)) {
    try {
      const run = { codexBinary, settings, marker: randomUUID(), context: { ...context, signal } };
      built.push(...(await buildIn(one, run, tool)));
    } catch (error) {
      context.signal.throwIfAborted();
      if (!own.aborted) throw error;
      built.push(...one.touched.builds.map(unfinished));
    }
  }
  const called = tool.verb === 'build' ? 'kustomize build' : 'kubectl kustomize';
  return buildFindings(built, called, Date.now() - start);
}

async function buildIn(
  { repository, from, to, before, after, builds }: TaskChanges,
  common: Omit<BuildRun, 'repository' | 'runFolder'>,
  tool: BuildTool,
): Promise<ChangedBuild[]> {
  const runFolder = await makeFolder(repository);
  try {
    const run = { ...common, repository, runFolder };
    const pairs = await buildPairs(run, tool, builds, { head: from ?? to, tree: to, before, after });
    return pairs.map((pair) => readPair(pair, after.fluxes.length > 0));
  } finally {
    await rm(runFolder, { recursive: true, force: true });
  }
}

function unfinished(name: string): ChangedBuild {
  return { name, ending: 'unfinished', objects: 0, problems: [], wasSo: false, notes: [] };
}

function readPair({ build: { flux }, name, before, after, was }: BuiltPair, hasFlux: boolean): ChangedBuild {
  const none = { name, objects: 0, notes: [], wasSo: false };
  if (after.ending === 'unfinished') return { ...none, ending: 'unfinished', problems: [] };
  if (after.ending === 'failed') {
    const wasSo = before?.ending === 'failed' && before.error === after.error;
    return { ...none, ending: 'failed', problems: [`${name} does not build: ${after.error}`], wasSo };
  }
  const { objects, problems, notes } = readBuilt(name, after.output, flux, hasFlux);
  const old = before?.ending === 'built' ? readBuilt(name, before.output, was?.flux, hasFlux).problems : [];
  const wasSo = problems.length > 0 && problems.every((problem) => old.includes(problem));
  return { name, ending: 'built', objects: objects.length, problems, notes, wasSo };
}

async function makeFolder({ commonDir }: Repository): Promise<string> {
  const all = join(commonDir, 'agent-toolkit', 'verify');
  await mkdir(all, { mode: 0o700, recursive: true });
  for (const name of await readdir(all)) {
    const folder = join(all, name);
    const age = await stat(folder).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0, // another verification has just removed it
    );
    if (age > staleMs) await rm(folder, { recursive: true, force: true });
  }
  const folder = join(all, randomUUID());
  await mkdir(folder, { mode: 0o700 });
  return folder;
}
