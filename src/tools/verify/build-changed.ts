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
import { findBuildTool } from '../process/gate/kustomize.ts';
import type { Settings } from '../settings.ts';
import type { ToolContext } from '../toolbox.ts';
import type { TaskChanges } from './task-commits.ts';

/** A folder of a verification that was killed is removed by one that comes so much later; milliseconds. */
const staleMs = 3_600_000;

export interface BuildRequest {
  readonly repository: Repository;
  readonly settings: Settings;
  readonly context: ToolContext;
  readonly changes: TaskChanges;
  /** For everything; milliseconds. */
  readonly timeoutMs: number;
}

/** The files are written out below the repository's git folder, where an agent can write nothing. @throws the signal's reason */
export async function buildChanged(request: BuildRequest): Promise<Findings> {
  const { repository, settings, context, changes } = request;
  const start = Date.now();
  // The plan has looked for both; whoever takes one away meanwhile is told by the row of the plan.
  const tool = await findBuildTool(process.env);
  const codexBinary = await findCodex(settings.codexPath, process.env);
  if (tool === undefined || codexBinary === undefined) return buildFindings([], '', 0);
  const called = tool.verb === 'build' ? 'kustomize build' : 'kubectl kustomize';
  const own = AbortSignal.timeout(request.timeoutMs);
  const signal = AbortSignal.any([context.signal, own]);
  const runFolder = await makeFolder(repository);
  const run: BuildRun = {
    ...{ repository, runFolder, codexBinary, settings, marker: randomUUID() },
    context: { ...context, signal },
  };
  try {
    const { from = changes.to, to, before, after, builds } = changes;
    const pairs = await buildPairs(run, tool, builds, { head: from, tree: to, before, after });
    const hasFlux = after.fluxes.length > 0;
    return buildFindings(
      pairs.map((pair) => readPair(pair, hasFlux)),
      called,
      Date.now() - start,
    );
  } catch (error) {
    context.signal.throwIfAborted();
    if (!own.aborted) throw error;
    const late = changes.touched.builds.map((name): ChangedBuild => {
      return { name, ending: 'unfinished', objects: 0, problems: [], wasSo: false, notes: [] };
    });
    return buildFindings(late, called, Date.now() - start);
  } finally {
    await rm(runFolder, { recursive: true, force: true });
  }
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
