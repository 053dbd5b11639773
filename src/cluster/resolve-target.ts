/** The target of a task on the cluster that is looked at: which of the namespaces that may be meant it has. */
import { ApiError } from './api-error.ts';
import type { ScopeSource, Target } from './check-target.ts';
import type { ClusterConnection } from './connection.ts';
import { type NamedObject, type Plan, planOf } from './plan.ts';
import { listPath, namespaces } from './resource.ts';

export interface Targeted {
  readonly scope: ScopeSource;
  readonly target: Target;
}

/**
 * What is looked at. What commits changed for a namespace that the cluster does not have is left out: a repository may
 * deploy to several clusters.
 * @param notes takes a sentence for each namespace that is named and not there
 * @throws ApiError, the signal's reason
 */
export async function resolveTarget(
  connection: Pick<ClusterConnection, 'list'>,
  { scope, target }: Targeted,
  signal: AbortSignal,
  notes: string[],
): Promise<Plan> {
  const { candidates, words } = target;
  const plan = planOf(target);
  if (scope === 'commits' && target.mayLack) {
    notes.push('The upstream branch does not have all commits of the task, so the cluster may lack what they changed.');
  }
  if (candidates.length + words.length === 0) return plan;
  const known = await namespacesOf(connection, signal, notes);
  const missing = known === undefined ? [] : candidates.filter((name) => !known.has(name));
  for (const name of missing) {
    notes.push(
      scope === 'commits'
        ? `The commits of the task changed objects of the namespace ${name}, which the cluster does not have.`
        : `The task names the namespace ${name}, which the cluster does not have.`,
    );
  }
  const found = [...candidates.filter((name) => !missing.includes(name)), ...words.filter((name) => known?.has(name))];
  const places = [...new Set([...plan.namespaces, ...found])];
  // What a text names is looked for in its namespaces alone.
  const isFound = ({ namespace }: NamedObject) =>
    namespace === undefined ? scope !== 'text' || places.length > 0 : !missing.includes(namespace);
  return { ...plan, namespaces: places, named: plan.named.filter(isFound) };
}

/** Undefined where they may not be listed. */
async function namespacesOf(
  connection: Pick<ClusterConnection, 'list'>,
  signal: AbortSignal,
  notes: string[],
): Promise<ReadonlySet<string | undefined> | undefined> {
  try {
    const objects = await connection.list(listPath(namespaces), signal);
    return new Set(objects.map(({ metadata }) => metadata?.name));
  } catch (error) {
    if (!(error instanceof ApiError && error.kind === 'forbidden')) throw error;
    notes.push(
      'Skipped: the user of the kubeconfig may not list namespaces, so words of the task that may be one were not compared with them.',
    );
    return undefined;
  }
}
