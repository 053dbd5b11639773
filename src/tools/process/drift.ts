/** What the agent changed on the cluster past git: told in the result and in the commit, since git cannot take it back. */
import { lstat, readFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { ApiError } from '../../cluster/api-error.ts';
import { type ClusterConnection, openConnection } from '../../cluster/connection.ts';
import { Discovery } from '../../cluster/discovery.ts';
import { type Management, managementOf, type NamedObject } from '../../cluster/flux-managed.ts';
import { readManifests } from '../../cluster/gate/manifests.ts';
import { KubeconfigError } from '../../cluster/kubeconfig.ts';
import { type ClusterChange, clusterChanges } from '../../codex/cluster-changes/cluster-changes.ts';
import type { CodexOutcome } from '../../codex/exec.ts';
import type { Run } from './run.ts';
import type { ClusterEnvironment } from './run-agent.ts';
import { verifiedContext } from './verified-context.ts';

/** For all questions to the cluster; milliseconds. */
const limitMs = 20_000;
/** Bytes of a manifest that is read for the names in it. */
const fileLimit = 1_000_000;

/** Notes what the agent's commands changed directly, as warnings and for the next commit. @throws the signal's reason */
export async function tellClusterChanges(
  run: Run,
  outcome: CodexOutcome,
  { context }: ClusterEnvironment,
): Promise<void> {
  // Without a cluster of its own a command that failed reached none.
  const changes = clusterChanges(outcome.commands).filter(({ exitCode }) => context !== undefined || exitCode === 0);
  if (changes.length === 0) return;
  const judged = await judgeChanges(run, changes, context);
  for (const [index, change] of changes.entries()) {
    const note = run.redacted(describeChange(change, judged[index]));
    run.context.log('log', 'warning', note);
    run.report.warnings.push(note);
    run.clusterChanges.push({ text: run.redacted(change.text), note });
  }
}

/** `managements` is undefined where the objects are not known. Pure. */
export function describeChange(change: ClusterChange, managements: readonly Management[] | undefined): string {
  const { text, exitCode, isInContainer } = change;
  const failed = exitCode === null || exitCode === 0 ? '' : ` (exit ${exitCode}, so perhaps only in part)`;
  if (isInContainer)
    return `Ran in a container of the cluster${failed}: ${text}. Neither git nor Flux takes back what it changed there.`;
  const start = `Changed on the cluster directly${failed}: ${text}.`;
  if (managements === undefined || managements.length === 0)
    return `${start} Flux may manage what it changed, and reverts it then.`;
  const named = (wanted: Management['managed']) => managements.filter(({ managed }) => managed === wanted);
  const list = (some: readonly Management[]) => some.map(({ object }) => object).join(', ');
  const [yes, unknown, no] = [named('yes'), named('unknown'), named('no')];
  const owners = [...new Set(yes.map(({ by }) => by))].join(', ');
  return [
    start,
    ...(yes.length === 0
      ? []
      : [`Flux will revert it: ${list(yes)} belongs to ${owners}; change its manifest instead.`]),
    ...(unknown.length === 0 ? [] : [`Flux may manage ${list(unknown)}, and reverts it then.`]),
    ...(no.length === 0 ? [] : [`Flux does not manage ${list(no)}; git cannot take that back.`]),
  ].join(' ');
}

type Judged = (readonly Management[] | undefined)[];

async function judgeChanges(run: Run, changes: readonly ClusterChange[], context: string | undefined): Promise<Judged> {
  if (context === undefined || run.cluster === undefined) return [];
  const deadline = AbortSignal.any([run.context.signal, AbortSignal.timeout(limitMs)]);
  let connection: ClusterConnection | undefined;
  try {
    const scoped = await verifiedContext(run.cluster, context);
    if (scoped === undefined) return [];
    connection = await openConnection(scoped);
    const discovery = new Discovery(connection, deadline);
    const judged: Judged = [];
    for (const change of changes) {
      const objects = await objectsOf(run.repository.root, change, scoped.namespace ?? 'default');
      if (objects === undefined) judged.push(undefined);
      else {
        const managements: Management[] = [];
        for (const object of objects) managements.push(await managementOf(connection, discovery, object, deadline));
        judged.push(managements);
      }
    }
    return judged;
  } catch (error) {
    run.context.signal.throwIfAborted();
    // No answer in time, or none at all: then it is not known.
    if (deadline.aborted || error instanceof ApiError || error instanceof KubeconfigError) return [];
    throw error;
  } finally {
    await connection?.close();
  }
}

/** The objects that a change names, also in its manifests; undefined where that is not all. */
async function objectsOf(root: string, change: ClusterChange, fallback: string): Promise<NamedObject[] | undefined> {
  const namespace = change.namespace ?? fallback;
  if (!change.isComplete) return undefined;
  const named = change.targets.map((target): NamedObject => ({ ...target, namespace }));
  for (const file of change.files) {
    const text = await readBelow(root, file);
    const { manifests, problems } = readManifests(file, text ?? '');
    if (text === undefined || problems.length > 0) return undefined;
    for (const { apiVersion, kind, object } of manifests) {
      const { name = '', namespace: own = namespace } = object.metadata ?? {};
      named.push({ apiVersion, kind, name, namespace: own });
    }
  }
  return named;
}

/** A file of the repository; undefined for all else. */
async function readBelow(root: string, file: string): Promise<string | undefined> {
  const path = isAbsolute(file) ? file : join(root, file);
  if (relative(root, path).startsWith('..')) return undefined;
  const entry = await lstat(path).catch(() => undefined);
  if (entry?.isFile() !== true || entry.size > fileLimit) return undefined;
  return readFile(path, 'utf8').catch(() => undefined);
}
