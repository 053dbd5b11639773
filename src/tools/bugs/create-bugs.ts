/** create_bugs of run_tests: an item for each root cause of the task, or a line in the one that is open for it. */
import { readBacklog } from '../../backlog/read/read.ts';
import type { Task } from '../../backlog/task.ts';
import { redactAll, valueMask } from '../../codex/secret-values.ts';
import { type Repository, readHead } from '../../git/repository.ts';
import type { Cause } from '../contract.ts';
import { findPlace } from '../create/place.ts';
import { InputError } from '../input-error.ts';
import { lockBugs } from '../repository-lock.ts';
import type { ToolContext } from '../toolbox.ts';
import { readOpenItems } from './open-twin.ts';
import { type Recorded, recordCause } from './record-cause.ts';

export interface BugsRequest {
  readonly repository: Repository;
  readonly task: Task;
  readonly causes: readonly Cause[];
  readonly kubeContext: string | null;
  readonly context: ToolContext;
}

export interface Bugs {
  /** Ids of new items. */
  readonly created: readonly string[];
  /** Ids of items that were open for the same cause. */
  readonly updated: readonly string[];
  readonly warnings: readonly string[];
}

/** More at once are no list of causes but a cluster that is down. */
const mostItems = 20;

/** How long it may take besides the verification, which is done by then; milliseconds. */
const limitMs = 120_000;

/**
 * One caller after the other, so that two verifications at once do not open the same item twice. External causes get
 * none, which is told. What keeps an item from being opened is a warning: the verification stands.
 * @throws the reason of the context's signal when cancelled
 */
export async function createBugs(request: BugsRequest): Promise<Bugs> {
  const { repository, causes, context } = request;
  const own = causes.filter(({ scope }) => scope === 'task');
  const recorded: Recorded[] = [];
  const warnings = externalWarning(causes);
  if (own.length > mostItems) warnings.push(`Only the first ${mostItems} of ${own.length} root causes got an item.`);
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(limitMs)]);
  try {
    if (own.length > 0) {
      const lock = await lockBugs(repository.commonDir, signal);
      try {
        await recordAll(own.slice(0, mostItems), request, signal, recorded);
      } finally {
        await lock.release();
      }
    }
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof InputError) && !signal.aborted) throw error;
    const why = signal.aborted ? `There was no time left after ${limitMs / 1000} s.` : (error as InputError).message;
    warnings.push(`Not every root cause has an item. ${why}`);
  }
  const idsOf = (wanted: Recorded['how']) => recorded.filter(({ how }) => how === wanted).map(({ id }) => id);
  warnings.push(...recorded.flatMap((one) => one.warnings));
  return { created: idsOf('created'), updated: idsOf('updated'), warnings };
}

async function recordAll(
  causes: readonly Cause[],
  { repository, task, kubeContext, context }: BugsRequest,
  signal: AbortSignal,
  recorded: Recorded[],
): Promise<void> {
  const place = await findPlace(repository.root);
  const scanned = await readBacklog(place.root);
  const sighting = { task, context: kubeContext, commit: (await readHead(repository))?.commit };
  const log = (text: string) => context.log('log', 'info', text);
  const items = await readOpenItems(place.root, task, scanned);
  // What a command printed may hold what the environment keeps secret, and this is written and committed.
  const mask = valueMask(process.env);
  for (const cause of causes) {
    // An item is that of one cause.
    const open = items.filter(({ task: { file } }) => recorded.every(({ twin }) => twin !== file));
    const verified = { repository, place, task, scanned, open, sighting, signal, log };
    recorded.push(await recordCause(redactAll(cause, mask), verified));
  }
}

function externalWarning(causes: readonly Cause[]): string[] {
  const external = causes
    .filter(({ scope }) => scope === 'external')
    .map(({ object, reason }) => `${object}: ${reason}`);
  if (external.length === 0) return [];
  const more = external.length > 3 ? ` and ${external.length - 3} more` : '';
  return [`No item was opened for what is not of this task: ${external.slice(0, 3).join('; ')}${more}.`];
}
