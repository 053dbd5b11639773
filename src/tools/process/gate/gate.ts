/**
 * The gate before the push: what a criterion changed has to build, fit its schemas and, where the cluster allows it,
 * pass a server-side dry run. What was wrong before the criterion, in the same words, is a note and no refusal.
 */
import { ApiError } from '../../../cluster/api-error.ts';
import { type ClusterConnection, defaultConnectionLimits, openConnection } from '../../../cluster/connection.ts';
import { type Build, isCovered, isDeployed, planBuilds } from '../../../cluster/gate/build-plan.ts';
import {
  type BuiltObject,
  type BuiltReading,
  type ChangedObject,
  changedObjects,
  eachOnce,
  namespacesOf,
  readBuilt,
} from '../../../cluster/gate/built-objects.ts';
import { checkObjects, type GateOutcome } from '../../../cluster/gate/check-objects.ts';
import { affectedBy, isPart, missingOf, overlooking } from '../../../cluster/gate/kustomizations.ts';
import { isManifestFile, looksLikeManifest, readManifests, yamlProblems } from '../../../cluster/gate/manifests.ts';
import { KubeconfigError } from '../../../cluster/kubeconfig.ts';
import type { ChangedRepository } from '../commit-related.ts';
import type { Run } from '../run.ts';
import type { ClusterEnvironment } from '../run-agent.ts';
import { verifiedContext } from '../verified-context.ts';
import { type BuiltPair, buildPairs } from './builds.ts';
import { findBuildTool } from './kustomize.ts';
import { readStates, type States } from './states.ts';

/** For all questions to the cluster; milliseconds. */
const clusterLimitMs = 60_000;
const noObjects: BuiltReading = { objects: [], problems: [], notes: [] };
const nothing: GateOutcome = { refusals: [], notes: [] };

/** The gates of all repositories that the criterion changed. @throws the signal's reason */
export async function passGates(
  cluster: ClusterEnvironment,
  changes: readonly ChangedRepository[],
): Promise<GateOutcome> {
  const outcomes: GateOutcome[] = [];
  for (const change of changes) {
    const { place } = change.one.run;
    const { refusals, notes } = await passGate(cluster, change);
    const placed = (sentence: string) => (place === undefined ? sentence : `in ${place}: ${sentence}`);
    outcomes.push({ refusals: refusals.map(placed), notes: notes.map(placed) });
  }
  return {
    refusals: outcomes.flatMap(({ refusals }) => refusals),
    notes: outcomes.flatMap(({ notes }) => notes),
  };
}

async function passGate(cluster: ClusterEnvironment, change: ChangedRepository): Promise<GateOutcome> {
  const { run } = change.one;
  if (change.paths.length === 0) return nothing;
  if (!run.settings.gate) return { refusals: [], notes: ['switched off in the settings'] };
  const states = await readStates(change);
  if (states === undefined) return nothing;
  const { after } = states;
  const changed = states.changes.map(({ path }) => path);
  const manifests = changed.filter((path) => isManifestFile(path, after.files));
  const own = checkFiles(states, changed, manifests);
  const builds = planBuilds(after, states.before, changed, manifests);
  if (manifests.length === 0 && builds.length === 0) return own;
  // What is not there or no YAML is told once, and not by every tool again.
  if (own.refusals.length > 0) return own;
  const built = await build(run, states, builds);
  const direct = manifests.filter(
    (file) => !isPart(after.kustomizations, file) && !isCovered(file, built.builds, after),
  );
  const objects = eachOnce([...built.objects, ...direct.flatMap((file) => changedIn(file, states))]);
  const checked = built.refusals.length > 0 ? nothing : await check(run, states, objects, cluster);
  return {
    refusals: [...own.refusals, ...built.refusals, ...checked.refusals],
    notes: [...own.notes, ...built.notes, ...checked.notes],
  };
}

/** What can be seen without any tool: changed files are YAML with what every manifest has, and what is named is there. */
function checkFiles({ before, after }: States, changed: readonly string[], manifests: readonly string[]): GateOutcome {
  const refusals = manifests.flatMap((file) => {
    const text = after.files.texts.get(file) ?? '';
    // A patch need not have what makes a manifest whole.
    return isPart(after.kustomizations, file) ? yamlProblems(file, text) : readManifests(file, text).problems;
  });
  const notes = manifests.flatMap((file) => {
    const beside = overlooking(after.kustomizations, file);
    return beside === undefined || beside === file ? [] : [`${beside} does not name ${file}`];
  });
  for (const kustomization of affectedBy(after.kustomizations, changed)) {
    const was = before.kustomizations.get(kustomization.folder);
    const known = was === undefined ? [] : [was.problem, ...missingOf(was, before.files, before.kustomizations)];
    const { problem } = kustomization;
    const wrong = problem === undefined ? missingOf(kustomization, after.files, after.kustomizations) : [problem];
    for (const sentence of wrong) {
      if (known.includes(sentence)) notes.push(`${sentence.replace(/\.$/, '')}, as it was before`);
      else refusals.push(sentence);
    }
  }
  return { refusals, notes };
}

interface BuiltOutcome extends GateOutcome {
  readonly objects: readonly ChangedObject[];
  /** What was built; empty where no tool is there. */
  readonly builds: readonly Build[];
}

async function build(run: Run, states: States, builds: readonly Build[]): Promise<BuiltOutcome> {
  if (builds.length === 0) return { ...nothing, objects: [], builds: [] };
  const tool = await findBuildTool(process.env);
  if (tool === undefined) {
    const warning =
      'Neither kustomize nor kubectl is on PATH, so it was not tried whether the changed kustomizations build.';
    if (!run.report.warnings.includes(warning)) run.report.warnings.push(warning);
    return {
      ...nothing,
      notes: ['no build was tried: neither kustomize nor kubectl is on PATH'],
      objects: [],
      builds: [],
    };
  }
  const outcomes = (await buildPairs(run, tool, builds, states)).map((pair) =>
    readPair(pair, states.after.fluxes.length > 0),
  );
  return {
    refusals: outcomes.flatMap(({ refusals }) => refusals),
    notes: outcomes.flatMap(({ notes }) => notes),
    objects: outcomes.flatMap(({ objects }) => objects),
    builds,
  };
}

function readPair(
  { build: { flux }, name, before, after, was }: BuiltPair,
  hasFlux: boolean,
): Omit<BuiltOutcome, 'builds'> {
  if (after.ending === 'unfinished') return { refusals: [], notes: [`${name} was not built in time`], objects: [] };
  if (after.ending === 'failed') {
    const isOld = before?.ending === 'failed' && before.error === after.error;
    const sentence = `${name} does not build: ${after.error}`;
    return { refusals: isOld ? [] : [sentence], notes: isOld ? [`${sentence}, as it was before`] : [], objects: [] };
  }
  const now = readBuilt(name, after.output, flux, hasFlux);
  const old = before?.ending === 'built' ? readBuilt(name, before.output, was?.flux, hasFlux) : noObjects;
  const isOld = (problem: string) => old.problems.includes(problem);
  return {
    refusals: now.problems.filter((problem) => !isOld(problem)),
    notes: [...now.notes, ...now.problems.filter(isOld).map((problem) => `${problem}, as it was before`)],
    objects: changedObjects(old.objects, now.objects),
  };
}

/** The changed objects of a file that no build holds, as they stand. */
function changedIn(file: string, { before, after }: States): ChangedObject[] {
  const deployed = isDeployed(file, after);
  const read = (text: string): BuiltObject[] =>
    readBuilt(file, text, undefined, after.fluxes.length > 0).objects.map((object) => ({
      ...object,
      isDeployed: deployed && isWhole(file, object, after),
    }));
  return changedObjects(read(before.files.texts.get(file) ?? ''), read(after.files.texts.get(file) ?? ''));
}

/** Without a build nobody knows the namespace of what a kustomization holds. */
function isWhole(file: string, { object }: BuiltObject, { kustomizations }: States['after']): boolean {
  const isHeld = [...kustomizations.values()].some(({ references }) => references.some(({ path }) => path === file));
  return !isHeld || object.metadata?.namespace !== undefined;
}

async function check(
  run: Run,
  { after }: States,
  changed: readonly ChangedObject[],
  { context }: ClusterEnvironment,
): Promise<GateOutcome> {
  if (changed.length === 0) return nothing;
  const { signal } = run.context;
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(clusterLimitMs)]);
  const all = [...after.files.texts].filter(
    ([, text]) => looksLikeManifest(text) && /^[ \t]{0,2}kind:[ \t]*["']?Namespace\b/m.test(text),
  );
  const namespaces = namespacesOf(all.flatMap(([file, text]) => readManifests(file, text).manifests));
  const facts = { files: after.files, namespaces, signal: deadline };
  let connection: ClusterConnection | undefined;
  try {
    const scoped =
      context === undefined || run.cluster === undefined ? undefined : await verifiedContext(run.cluster, context);
    if (scoped === undefined) return await checkObjects(changed, { ...facts, cluster: undefined });
    connection = await openConnection(scoped, { ...defaultConnectionLimits, retryMs: 500 });
    return await checkObjects(changed, { ...facts, cluster: { connection, namespace: scoped.namespace } });
  } catch (error) {
    signal.throwIfAborted();
    if (!deadline.aborted && !(error instanceof ApiError) && !(error instanceof KubeconfigError)) throw error;
    const why = deadline.aborted ? `no answer within ${clusterLimitMs / 1000} s` : (error as Error).message;
    const rest = await checkObjects(changed, { ...facts, signal, cluster: undefined });
    return { refusals: rest.refusals, notes: [`no schemas of the cluster and no dry run: ${why}`, ...rest.notes] };
  } finally {
    await connection?.close();
  }
}
