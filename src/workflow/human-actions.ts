/** What waits for a person, as a list; on request those that clear themselves are asked and marked first. */
import type { HumanWork } from '../backlog/queue/human-work.ts';
import { buildQueue } from '../backlog/queue/queue.ts';
import { readBacklog } from '../backlog/read/read.ts';
import type { Priority } from '../backlog/task.ts';
import { probeText } from '../backlog/until/probe.ts';
import type { ToolContext } from '../tools/toolbox.ts';
import { type SettleRequest, type Settling, settleActions } from './settle-actions.ts';

export interface OpenAction {
  readonly action_id: string;
  readonly title: string;
  /** Path below the repository root. */
  readonly file: string;
  readonly status: string;
  readonly urgency: Priority;
  /** The highest priority among the tasks that wait for it. */
  readonly effective_urgency: Priority;
  /** Ids of the open tasks that it holds back. */
  readonly blocking_items: readonly string[];
  /** What it waits for to be done by itself, in words. */
  readonly until?: readonly string[];
  /** Why that cannot be read, or is not so yet; the second only where it was asked. */
  readonly why?: string;
}

export interface ActionsView extends Settling {
  /** Those that are open, most urgent first; after the check where one was made. */
  readonly actions: readonly OpenAction[];
  readonly checked: boolean;
}

/**
 * Lists the open human actions, and before that, where `check` says so, settles those that have come true.
 * @throws as `settleActions`
 */
export async function viewActions(request: SettleRequest, check: boolean, context: ToolContext): Promise<ActionsView> {
  const settling = check
    ? await settleActions(request, context)
    : { settled: [], waiting: [], warnings: [] satisfies readonly string[] };
  const backlog = await readBacklog(request.repoRoot, { signal: context.signal });
  const reasons = new Map(settling.waiting.map(({ file, why }) => [file, why]));
  const actions = buildQueue(backlog).humanWork.map((work) => openAction(work, reasons.get(work.action.file)));
  return { actions, checked: check, ...settling };
}

/** Whether a check of the open actions looks at the cluster. @throws as `readBacklog` */
export async function asksCluster(repoRoot: string): Promise<boolean> {
  const { humanWork } = buildQueue(await readBacklog(repoRoot));
  const probes = humanWork.flatMap(({ action: { until } }) =>
    until !== undefined && 'probes' in until ? until.probes : [],
  );
  return probes.some(({ kind }) => kind === 'resource' || kind === 'secret');
}

function openAction({ action, effectiveUrgency, blocks }: HumanWork, asked: string | undefined): OpenAction {
  const { id, title, file, status, urgency, until } = action;
  const why = until !== undefined && 'fault' in until ? until.fault : asked;
  return {
    ...{ action_id: id, title, file, status, urgency, effective_urgency: effectiveUrgency },
    blocking_items: blocks.map((task) => task.id),
    ...(until === undefined || 'fault' in until ? {} : { until: until.probes.map(probeText) }),
    ...(why === undefined ? {} : { why }),
  };
}
