/** run_retrospective: looks back at sessions and the whole backlog, and puts the backlog in order, in one commit. */
import type { BacklogReaders } from '../backlog/read/backlog-readers.ts';
import { proposeByRules } from '../backlog/retrospective/propose.ts';
import { type Repository, readHead } from '../git/repository.ts';
import type { ToolInput, ToolParams, ToolResult } from './contract.ts';
import { findPlace } from './create/place.ts';
import { InputError } from './input-error.ts';
import { readParameters } from './parameters.ts';
import { checkRepository } from './process/preflight.ts';
import { RunStopped } from './process/run.ts';
import { describeOthers, lockRetrospective } from './repository-lock.ts';
import { openRepository } from './repository-path.ts';
import { decide } from './retrospective/decide.ts';
import { draftedTexts } from './retrospective/drafted-texts.ts';
import { failuresOf } from './retrospective/failures.ts';
import { judgeBacklog } from './retrospective/judge.ts';
import { Judgements } from './retrospective/judgements.ts';
import { makeChanges } from './retrospective/make-changes.ts';
import { type Read, readFacts } from './retrospective/read-facts.ts';
import { chooseSession, readOutcomes } from './retrospective/read-outcomes.ts';
import { resultOf } from './retrospective/result.ts';
import type { Settings } from './settings.ts';
import type { ToolContext } from './toolbox.ts';

type Result = ToolResult<'run_retrospective'>;

/** Share of the time that is left that Codex may use; the rest is for git. */
const judgesShare = 0.8;

/**
 * Codex judges before any lock is taken, since that takes minutes; what it proposes is checked against the files as they
 * are when they are changed. A dry run takes no lock and writes nothing, not even into git's folder. Where the context names a
 * preview, what that showed is done, or nothing.
 * @param judgements of the dry runs of this process
 * @throws InputError when nothing was changed, with the reason; the signal's reason when cancelled
 */
export async function runRetrospective(
  input: ToolInput<'run_retrospective'>,
  readers: BacklogReaders,
  settings: Settings,
  context: ToolContext,
  judgements = new Judgements(),
): Promise<Result> {
  const params = readParameters('run_retrospective', input);
  const repository = await openRepository(params.repo_path);
  const ends = Date.now() + params.timeout * 1000;
  const deadline = AbortSignal.timeout(params.timeout * 1000);
  const limited: ToolContext = { ...context, signal: AbortSignal.any([context.signal, deadline]) };
  const work = () =>
    lookBack({ params, repository, readers, judgements, settings, ends, pushing: context.signal }, limited);
  try {
    if (params.dry_run) return await work();
    const lock = await lockRetrospective(repository.commonDir, limited.signal, ({ pid }) =>
      context.log('log', 'info', `Another retrospective is at work here (process ${pid}); waiting.`),
    );
    try {
      return await work();
    } finally {
      await lock.release();
    }
  } catch (error) {
    context.signal.throwIfAborted();
    if (!deadline.aborted || error instanceof InputError) throw error;
    const others = await describeOthers(repository.commonDir);
    throw new InputError(
      `The retrospective was not done within ${params.timeout} s; nothing was changed. ${others ?? 'Look what else is at work on this repository.'} Or raise timeout.`,
    );
  }
}

interface Request {
  readonly params: ToolParams<'run_retrospective'>;
  readonly repository: Repository;
  readonly readers: BacklogReaders;
  readonly judgements: Judgements;
  readonly settings: Settings;
  /** When all has to be done, in milliseconds since 1970. */
  readonly ends: number;
  /** Ends the push, which the time does not. */
  readonly pushing: AbortSignal;
}

async function lookBack(request: Request, context: ToolContext): Promise<Result> {
  const { params, repository, readers, judgements, settings, ends, pushing } = request;
  // What counts is the last preview, also where Codex had no part in it.
  if (params.dry_run) judgements.forget(repository.root);
  else await refuseWithoutBranch(repository);
  const { preview } = context;
  const told = params.dry_run || preview === undefined ? undefined : judgements.told(repository.root, preview);
  const outcomes = await readOutcomes(repository);
  const { sessions, warnings } = outcomes;
  const session = chooseSession(sessions, params.session_id);
  const { read, head } = await readNow(repository, readers, failuresOf(sessions), context.signal);
  if (!params.dry_run) refuseNothing(repository, read, sessions.length);
  const facts = read.checking;
  // What the rules are not sure of is for Codex to decide.
  const proposed = proposeByRules(facts).filter((one) => one.kind !== 'recommend' || one.about === undefined);
  const timeoutMs = Math.max(0, ends - Date.now()) * judgesShare;
  const ask = { repository, facts, sessions, proposed, timeoutMs, dryRun: params.dry_run, judgements };
  const judged = params.judge ? await judgeBacklog(ask, settings, context) : notAsked;
  if (!params.dry_run) {
    const result = await makeChanges(
      { repository, readers, outcomes, session, judged, told, settings },
      context,
      pushing,
    );
    if (result.success) judgements.forget(repository.root);
    return result;
  }
  const place = await findPlace(repository.root);
  const about = { session, sessions, warnings, dryRun: true, now: preview ?? new Date() };
  const decision = await decide({ repository, place, read, judged, ...about });
  // Who names no moment cannot ask for what was shown then.
  if (preview !== undefined) {
    judgements.tell(repository.root, { at: preview, head, texts: await draftedTexts(decision.draft) });
  }
  return resultOf(decision, judged);
}

const notAsked = {
  ...{ proposals: [], lessons: [], judged: false, tokens: { input: 0, output: 0 } },
  note: 'By rules alone: Codex was not asked, as was wanted.',
} as const;

/** Before Codex is asked for nothing. @throws InputError where no commit could be made */
async function refuseWithoutBranch(repository: Repository): Promise<void> {
  await checkRepository(repository).catch((error: unknown) => {
    throw error instanceof RunStopped ? new InputError(error.message) : error;
  });
}

/** A wrong folder must not get a report. @throws InputError where there is neither an item nor a session */
function refuseNothing({ root }: Repository, { checking: { backlog } }: Read, sessions: number): void {
  if (sessions + backlog.tasks.length + backlog.humanActions.length > 0) return;
  throw new InputError(
    `${root} holds no work items, and no session has run there. Name the folder of the repository with tasks/, bugs/ or features/.`,
  );
}

async function readNow(
  repository: Repository,
  readers: BacklogReaders,
  failures: ReturnType<typeof failuresOf>,
  signal: AbortSignal,
): Promise<{ readonly read: Read; readonly head: string }> {
  const head = await readHead(repository);
  if (head === undefined) {
    throw new InputError(`${repository.root} has no commit yet. Make a first commit, then run again.`);
  }
  const backlog = await readers.read(repository.root, { signal });
  return { read: await readFacts(repository, head.commit, backlog, failures), head: head.commit };
}
