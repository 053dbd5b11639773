/** scan_prioritize: the queue of a repository, with the reasons. Changes nothing but what a fast-forward brings. */
import { buildQueue, type Queue } from '../backlog/queue/queue.ts';
import type { QueueEntry } from '../backlog/queue/queue-entry.ts';
import type { BacklogReaders } from '../backlog/read/backlog-readers.ts';
import type { Repository } from '../git/repository.ts';
import { syncRemote } from '../git/sync.ts';
import type { QueueItem, ToolInput, ToolResult } from './contract.ts';
import { whereWorkIs } from './no-work.ts';
import { readParameters } from './parameters.ts';
import { isCreation, isScan, lockRepository, scanItem } from './repository-lock.ts';
import { openRepository } from './repository-path.ts';
import type { ToolContext } from './toolbox.ts';

type ScanResult = ToolResult<'scan_prioritize'>;

/** Share of the time that a slow remote may take; the rest is for reading the files. */
const syncShare = 0.8;

/**
 * Scans and prioritises. A remote that cannot be reached, files that cannot be read and a missing tasks folder are
 * warnings; running out of time is `success: false` with what is known.
 * @throws InputError when the path is no repository; the signal's reason when cancelled
 */
export async function scanPrioritize(
  input: ToolInput<'scan_prioritize'>,
  readers: BacklogReaders,
  context: ToolContext,
): Promise<ScanResult> {
  const { repo_path, sync_remote, timeout } = readParameters('scan_prioritize', input);
  const started = performance.now();
  const repository = await openRepository(repo_path);
  const { root } = repository;
  const deadline = AbortSignal.timeout(Math.max(1, Math.ceil(timeout * 1000 - (performance.now() - started))));
  const signal = AbortSignal.any([context.signal, deadline]);
  const syncing = sync_remote ? sync(repository, timeout * 1000 * syncShare, context) : noSync();
  // Read while git talks to the remote; what changes meanwhile, or with a fast-forward, is read again below. Git starts
  // first: a process is started sooner while this one is small.
  if (sync_remote) readers.read(root, { signal }).catch(() => {});
  const { warnings, fastForward } = await syncing;
  try {
    const backlog = await readers.read(root, { signal });
    const queue = buildQueue(backlog);
    if (backlog.hasTasksFolder === false) warnings.push(whereWorkIs(root));
    const result = { ...asResult(queue, warnings), ...fastForward };
    const { total, ready, blocked } = result.summary;
    const time = Math.round(performance.now() - started);
    context.log('log', 'info', `Scanned ${root} in ${time} ms: ${total} open, ${ready} ready, ${blocked} blocked.`);
    return result;
  } catch (error) {
    context.signal.throwIfAborted();
    if (!deadline.aborted) throw error;
    const message = `The scan did not end within ${timeout} s. Raise timeout, or look why the disk is slow.`;
    return { ...asResult(undefined, [...warnings, message]), ...fastForward, success: false };
  }
}

interface Sync {
  readonly warnings: string[];
  readonly fastForward: Pick<ScanResult, 'fast_forward' | 'went_apart'>;
}

function noSync(): Sync {
  return { warnings: [], fastForward: {} };
}

/** Fetches and fast-forwards within the limit, in milliseconds; what fails is a warning. */
async function sync(repository: Repository, limit: number, context: ToolContext): Promise<Sync> {
  const deadline = AbortSignal.timeout(Math.ceil(limit));
  const warnings: string[] = [];
  let fastForward: Sync['fastForward'] = {};
  try {
    const signal = AbortSignal.any([context.signal, deadline]);
    const outcome = await syncRemote(repository, signal, (work) => whileFree(repository, warnings, signal, work));
    const { commits, moved } = outcome;
    if (moved !== undefined) {
      fastForward = { fast_forward: { commits, ...moved } };
      context.log('log', 'info', `Fast-forwarded by ${commits} commits, from ${moved.from} to ${moved.to}.`);
    }
    if (outcome.warning !== undefined) warnings.push(outcome.warning);
    if (outcome.isApart === true) fastForward = { went_apart: true };
  } catch (error) {
    context.signal.throwIfAborted();
    const reason = deadline.aborted ? `no answer within ${Math.round(limit / 1000)} s` : (error as Error).message;
    warnings.push(`The remote was not synchronised (${reason}); the scan shows what is here.`);
  }
  for (const warning of warnings) context.log('log', 'warning', warning);
  return { warnings, fastForward };
}

/** A running task must not have files changed below it, so the fast-forward takes the same lock. */
async function whileFree<T>(
  repository: Repository,
  warnings: string[],
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const lock = await lockRepository(repository.commonDir, scanItem, signal, { waitsFor: isCreation });
  if (lock.status === 'busy') {
    const who = isScan(lock.holder)
      ? 'Another scan brings the branch up to date'
      : `${lock.holder.itemId} is being processed`;
    warnings.push(`${who}, so new commits of the remote are fetched and not merged here.`);
    return undefined;
  }
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

function asResult(queue: Queue | undefined, warnings: readonly string[]): ScanResult {
  const priority_queue = (queue?.entries ?? []).map(asItem);
  const ready = priority_queue.filter(({ status }) => status === 'ready').length;
  const total = priority_queue.length;
  return {
    success: true,
    priority_queue,
    human_actions_required: (queue?.required ?? []).map(({ action, effectiveUrgency, blocks }) => ({
      action_id: action.id,
      title: action.title,
      status: action.status,
      urgency: action.urgency,
      effective_urgency: effectiveUrgency,
      blocking_items: [...new Set([...action.blockingItems, ...blocks.map(({ id }) => id)])],
      file: action.file,
    })),
    summary: { total, ready, blocked: total - ready },
    next_action: queue?.next === undefined ? null : { item_id: queue.next.itemId, reason: queue.next.reason },
    completed: (queue?.completed ?? []).map(({ id, title, file }) => ({ item_id: id, title, file })),
    warnings: [...warnings, ...(queue?.warnings ?? [])],
  };
}

/** A task of the queue as results have it. */
export function asItem({ task, status, reason, blockedBy, explanation, criteria }: QueueEntry): QueueItem {
  return {
    item_id: task.id,
    title: task.title,
    priority: task.priority,
    status,
    ...(reason === undefined ? {} : { blocked_reason: reason }),
    ...(blockedBy.length === 0 ? {} : { blocked_by: [...blockedBy] }),
    explanation,
    folder: task.folder,
    file: task.file,
    labels: [...task.labels],
    criteria_total: criteria.total,
    criteria_open: criteria.open,
  };
}
