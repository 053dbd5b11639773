/** Reads the recent warning events of a scope, when everything in it has come to rest. */
import { ApiError } from '../api-error.ts';
import type { ClusterConnection } from '../connection.ts';
import type { Findings } from '../findings.ts';
import { inParallel } from '../in-parallel.ts';
import type { KubeEvent } from '../kube-object.ts';
import { permissionText } from '../permission.ts';
import { areaOf, type Plan } from '../plan.ts';
import { listPath, type Resource } from '../resource.ts';
import { barredObject, skippedFindings } from '../skipped-findings.ts';
import { type EventGroup, eventFindings, isAboutScope, recentWarnings } from './warning-events.ts';

/** The same events under two names, each with permissions of its own. */
const resources: readonly [Resource, Resource] = [
  { kind: 'Event', apiVersion: 'v1', plural: 'events' },
  { kind: 'Event', apiVersion: 'events.k8s.io/v1', plural: 'events' },
];
const listsAtOnce = 4;

export interface EventsSeen {
  readonly groups: readonly EventGroup[];
  readonly findings: Findings;
}

/** @throws ApiError when there is no answer, but for a missing permission; the signal's reason */
export async function readWarningEvents(
  connection: Pick<ClusterConnection, 'list'>,
  plan: Plan,
  signal: AbortSignal,
): Promise<EventsSeen> {
  const start = Date.now();
  const area = areaOf(plan);
  const places: readonly (string | undefined)[] = area === undefined || area.length === 0 ? [undefined] : area;
  const forbidden: string[] = [];
  const lists = await inParallel(places, listsAtOnce, async (namespace) => {
    const events = await readEvents(connection, namespace, signal);
    if (events === undefined) forbidden.push(permissionText({ resource: resources[0], namespace }));
    return events ?? [];
  });
  const groups = recentWarnings(lists.flat(), Date.now()).filter(({ ref }) => isAboutScope(plan, ref));
  const barred = skippedFindings(
    'Events',
    forbidden.map((permission) => barredObject(permission, permission)),
  );
  if (forbidden.length === places.length) return { groups, findings: barred };
  const where = places.includes(undefined) ? 'the whole cluster' : places.join(', ');
  const found = eventFindings(groups, where, Date.now() - start);
  return {
    groups,
    findings: {
      ...found,
      checks: [...found.checks, ...barred.checks],
      warnings: [...found.warnings, ...barred.warnings],
    },
  };
}

/** Warning events of a namespace, or of all; undefined where they may not be listed under either name. @throws ApiError, the signal's reason */
export async function readEvents(
  connection: Pick<ClusterConnection, 'list'>,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<readonly KubeEvent[] | undefined> {
  for (const resource of resources) {
    try {
      return await connection.list(listPath(resource, namespace), signal, { fieldSelector: 'type=Warning' });
    } catch (error) {
      if (!(error instanceof ApiError) || !['forbidden', 'notFound'].includes(error.kind)) throw error;
    }
  }
  return undefined;
}
