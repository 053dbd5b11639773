/** Human actions that clear themselves: those whose `until` has come true are marked as done, and their tasks are free. */
import { buildQueue } from '../backlog/queue/queue.ts';
import { readBacklog } from '../backlog/read/read.ts';
import type { HumanAction } from '../backlog/task.ts';
import { inParallel } from '../cluster/in-parallel.ts';
import { defaultPatience, type Patience } from '../cluster/request.ts';
import { readRepositoryConfig } from '../session/repository-config.ts';
import { clusterAccess } from '../tools/cluster-access.ts';
import type { Settings } from '../tools/settings.ts';
import type { ToolContext } from '../tools/toolbox.ts';
import { notYet, type ProbeAnswer } from '../tools/until/answer.ts';
import { ProbeAsker } from '../tools/until/ask-probes.ts';
import { type ResolveName, resolveName } from '../tools/until/probe-dns.ts';
import { markAll, taskOf } from './settle/mark-all.ts';

export interface SettleRequest {
  /** Real path of the work tree. */
  readonly repoRoot: string;
  readonly settings: Settings;
  /** For all questions together; milliseconds, a minute when not said. */
  readonly timeoutMs?: number;
  /** Whether `command` probes are run; not by a check that nobody asked for. They are when not said. */
  readonly runsCommands?: boolean;
  /** Who is asked for names, and how patiently the cluster and addresses are asked; tests say otherwise. */
  readonly resolve?: ResolveName;
  readonly patience?: Patience;
}

interface NamedAction {
  readonly action_id: string;
  readonly title: string;
  /** Path of its file when it was asked about, below the repository root. */
  readonly file: string;
}

/** A human action that is done now. */
export interface Settled extends NamedAction {
  /** What was seen, one line. */
  readonly evidence: string;
  /** Where its file lies now, if it moved. */
  readonly to?: string;
  /** The commit that marks it. */
  readonly sha: string;
  /** The open tasks that it held back. */
  readonly blocking_items: readonly string[];
}

/** A human action with an `until` that is open still. */
export interface Waiting extends NamedAction {
  /** What is not so yet, or why nobody could tell, or why it could not be marked. */
  readonly why: string;
}

export interface Settling {
  readonly settled: readonly Settled[];
  readonly waiting: readonly Waiting[];
  readonly warnings: readonly string[];
}

const defaultTimeoutMs = 60_000;
const actionsAtOnce = 8;

/**
 * Asks the probes of all open human actions, and marks those that are done: each in one commit of exactly its files, which
 * goes to the remote with the next push. Nothing is marked while a task runs on the repository, nor where somebody's own edits
 * would be committed with it; the next check does it then. A check that was killed before it could commit is finished by the
 * next. Where no action states `until`, nothing is asked.
 * @throws the signal's reason; the system's error when the repository may not be read
 */
export async function settleActions(request: SettleRequest, context: ToolContext): Promise<Settling> {
  const { asked, actions } = await askAll(request, context.signal);
  const proven = asked.filter(({ isTrue }) => isTrue).map(({ action, said }) => ({ action, evidence: oneLine(said) }));
  const { marked, refused, warnings } = await markAll(request.repoRoot, actions, proven, context.signal);
  const settled = marked.map(({ action, evidence, sha, to, blocks }): Settled => {
    context.log('log', 'info', `${action.id} is done: ${evidence}`);
    return { ...named(action), ...(to === undefined ? {} : { to }), evidence, sha, blocking_items: blocks };
  });
  const waiting = asked.flatMap(({ action, isTrue, said }): Waiting[] => {
    if (!isTrue) return [{ ...named(action), why: said }];
    const why = refused.get(action);
    return why === undefined ? [] : [{ ...named(action), why: `${said}; it could not be marked as done. ${why}` }];
  });
  return { settled, waiting, warnings };
}

interface Asked extends ProbeAnswer {
  readonly action: HumanAction;
}

/** All actions, and of the open ones that state `until`, most urgent first, what came of it. */
async function askAll(
  request: SettleRequest,
  signal: AbortSignal,
): Promise<{ readonly asked: readonly Asked[]; readonly actions: readonly HumanAction[] }> {
  const { repoRoot, settings, timeoutMs = defaultTimeoutMs } = request;
  const { runsCommands = true, resolve = resolveName, patience = defaultPatience } = request;
  const backlog = await readBacklog(repoRoot, { signal });
  const open = buildQueue(backlog).humanWork.map(({ action }) => action);
  const access = clusterAccess(settings, await readRepositoryConfig(repoRoot));
  const asker = new ProbeAsker({
    ...{ root: repoRoot, settings, access, runsCommands, resolve, patience, timeoutMs, signal },
  });
  try {
    const stating = open.filter(({ until }) => until !== undefined);
    const asked = await inParallel(stating, actionsAtOnce, async (action): Promise<Asked> => {
      const { until } = action;
      if (until === undefined || 'fault' in until) return { action, ...notYet(until?.fault ?? '') };
      if (taskOf(action, backlog)?.stop === true) return { action, ...notYet('its file says STOP') };
      return { action, ...(await asker.all(until.probes)) };
    });
    return { asked, actions: backlog.humanActions };
  } finally {
    await asker.close();
  }
}

function named({ id, title, file }: HumanAction): NamedAction {
  return { action_id: id, title, file };
}

const longestEvidence = 500;

function oneLine(text: string): string {
  const line = text.split(/\s+/).filter(Boolean).join(' ');
  return line.length > longestEvidence ? `${line.slice(0, longestEvidence)}…` : line;
}
