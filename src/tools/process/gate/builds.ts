/** The folders that a change concerns, built as they were and as they are. */
import { rm, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { type Build, buildName, type State } from '../../../cluster/gate/build-plan.ts';
import { inFolder } from '../../../cluster/gate/files.ts';
import { builtKustomization, changesBuild } from '../../../cluster/gate/flux-kustomizations.ts';
import { exportTree } from '../../../git/planned-tree.ts';
import type { Run } from '../run.ts';
import { type BuildResult, type BuildTool, runBuilds } from './kustomize.ts';

export interface BuiltPair {
  readonly build: Build;
  readonly name: string;
  /** Undefined where the folder was not there, or Flux did not deploy it. */
  readonly before: BuildResult | undefined;
  readonly after: BuildResult;
  /** As Flux had it before. */
  readonly was: Build | undefined;
}

/** What of a run a build needs. */
export type BuildRun = Pick<Run, 'repository' | 'runFolder' | 'codexBinary' | 'settings' | 'marker' | 'context'>;

/** For all builds before and after; milliseconds. */
const limitMs = 120_000;

export interface BuildStates {
  readonly head: string;
  readonly tree: string;
  readonly before: State;
  readonly after: State;
}

/** Both states are written out below the run's folder, where the agent could write nothing. @throws the signal's reason */
export async function buildPairs(
  run: BuildRun,
  tool: BuildTool,
  builds: readonly Build[],
  states: BuildStates,
): Promise<BuiltPair[]> {
  const folder = join(run.runFolder, 'gate');
  const [old, now] = [join(folder, 'before'), join(folder, 'after')];
  try {
    await exportTree(run.repository, states.head, old);
    await exportTree(run.repository, states.tree, now);
    const pairs = builds.map((build) => ({ build, was: earlier(build, states.before) }));
    const deadline = Date.now() + limitMs;
    const afters = await buildAll(
      run,
      tool,
      now,
      pairs.map(({ build }) => build),
      states.after,
      deadline,
    );
    const olds = pairs.flatMap(({ was }) => (was === undefined ? [] : [was]));
    const befores = await buildAll(run, tool, old, olds, states.before, deadline);
    return pairs.map(({ build, was }, index) => ({
      build,
      name: buildName(build),
      after: afters[index] ?? { ending: 'unfinished' },
      before: was === undefined ? undefined : befores[olds.indexOf(was)],
      was,
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
    for (const index of [old, now]) await rm(`${index}.index`, { force: true });
  }
}

/** The same build in an earlier state; undefined where there was none. */
function earlier({ folder, flux }: Build, before: State): Build | undefined {
  if (flux === undefined) return before.kustomizations.has(folder) ? { folder, flux } : undefined;
  const was = before.fluxes.find(({ name }) => name === flux.name);
  return was === undefined ? undefined : { folder: was.folder, flux: was };
}

/** Plain builds and Flux's of one folder cannot stand side by side, so those that Flux changes are built one by one. */
async function buildAll(
  run: BuildRun,
  tool: BuildTool,
  root: string,
  builds: readonly Build[],
  state: State,
  deadline: number,
): Promise<BuildResult[]> {
  const results = new Map<Build, BuildResult>();
  const build = async (some: readonly Build[]) => {
    const timeoutMs = deadline - Date.now();
    if (some.length === 0 || timeoutMs < 1000) return;
    const folders = some.map(({ folder }) => join(root, folder));
    const restrictor = state.fluxes.length > 0 ? 'LoadRestrictionsNone' : 'LoadRestrictionsRootOnly';
    const built = await runBuilds(tool, folders, restrictor, {
      binary: run.codexBinary,
      cwd: root,
      env: process.env,
      // None is needed, and none is read.
      commandEnv: { KUBECONFIG: devNull },
      network: run.settings.network,
      marker: run.marker,
      timeoutMs,
      signal: run.context.signal,
    });
    for (const [index, one] of some.entries()) results.set(one, built[index] ?? { ending: 'unfinished' });
  };
  const isChanged = ({ folder, flux }: Build) =>
    flux !== undefined && (changesBuild(flux) || !state.kustomizations.has(folder));
  await build(builds.filter((one) => !isChanged(one)));
  for (const one of builds.filter(isChanged)) {
    await writeKustomization(root, one, state);
    await build([one]);
  }
  return builds.map((one) => results.get(one) ?? { ending: 'unfinished' });
}

/** JSON is YAML. What stands there may be a link, so it is replaced, not written through. */
async function writeKustomization(
  root: string,
  { folder, flux }: Build,
  { files, kustomizations }: State,
): Promise<void> {
  if (flux === undefined) return;
  const file = join(root, kustomizations.get(folder)?.file ?? inFolder(folder, 'kustomization.yaml'));
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify(builtKustomization(flux, files, kustomizations)), { flag: 'wx' });
}
