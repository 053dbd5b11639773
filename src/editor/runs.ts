/** The runs of this window: at most one on a repository, each stoppable, and how the last ones ended. */
import { isDeepStrictEqual } from 'node:util';
import type { Progress, ToolContext } from '../tools/toolbox.ts';
import { ChangeEvent } from './change-event.ts';
import * as l10n from './l10n.ts';
import { taskKey } from './queue-entries.ts';
import { RunClock } from './run-clock.ts';
import {
  brokenOutcome,
  type RunKind,
  type RunOutcome,
  type RunState,
  type RunTarget,
  startRun,
  type Verification,
  withProgress,
  withStage,
} from './run-state.ts';
import { type OutdatedTask, Verifications } from './verifications.ts';

/** What the work of a run may use. */
export interface RunHandle {
  readonly context: ToolContext;
  /** The run as it is now. */
  state(): RunState;
  /** Ends the run at once, where it ends in order when it is stopped. */
  readonly end: AbortSignal;
  /** Shows the run as it is from now on; one that is being stopped is shown so until it has ended. */
  show(change: (run: RunState) => RunState): void;
  /** A task of the run, and how it ended, where the run goes on with others. */
  taskEnded(outcome: RunOutcome): Promise<void>;
}

export interface RunRequest {
  readonly target: RunTarget;
  readonly kind: RunKind;
  readonly counts: { readonly done: number; readonly total: number };
  work(run: RunHandle): Promise<RunOutcome>;
}

interface ActiveRun {
  state: RunState;
  readonly abort: AbortController;
  readonly end: AbortController;
  ended: Promise<unknown>;
}

export class Runs {
  readonly changed = new ChangeEvent();
  /** Since when the runs of this window go on. */
  readonly clock = new RunClock();
  readonly #active = new Map<string, ActiveRun>();
  readonly #outcomes = new Map<string, RunOutcome>();
  readonly #verifications = new Verifications();
  readonly #elsewhere = new Map<string, RunState>();
  readonly #log: ToolContext['log'];
  readonly #reread: (repository: string) => Promise<void>;
  /** Sessions that ended before, or elsewhere, and that nobody has looked at; by repository. */
  readonly #unseen = new Map<string, RunOutcome>();
  /** Repositories on which somebody is being asked about a run that is to begin. */
  readonly #reserved = new Set<string>();
  #last: RunOutcome | undefined;

  /** `reread` reads the files of a repository anew; it is called when a task file must have changed, and never rejects. */
  constructor(log: ToolContext['log'], reread: (repository: string) => Promise<void>) {
    this.#log = log;
    this.#reread = reread;
    // The first who is told: the others show what it says.
    this.changed.listen(() => this.clock.see(this.active, Date.now()));
  }

  /** In the order in which they began. */
  get active(): readonly RunState[] {
    return [...this.#active.values()].map(({ state }) => state);
  }

  /** Those of this window, and the sessions that other processes run. */
  get shown(): readonly RunState[] {
    const others = [...this.#elsewhere.values()].filter(({ repository }) => !this.#active.has(repository));
    return [...others, ...this.active];
  }

  /** Says what another process runs on a repository, or that none does any more. */
  setElsewhere(repository: string, run: RunState | undefined): void {
    if (isDeepStrictEqual(this.#elsewhere.get(repository), run)) return;
    if (run === undefined) this.#elsewhere.delete(repository);
    else this.#elsewhere.set(repository, run);
    this.changed.fire();
  }

  on(repository: string): RunState | undefined {
    return this.#active.get(repository)?.state;
  }

  /** How the last run of this window ended, or a session that nobody has looked at. */
  get last(): RunOutcome | undefined {
    return [...this.#unseen.values()].at(-1) ?? this.#last;
  }

  /** Says how a session and its tasks ended that is none of this window: what a run of this window said of a task stands. */
  recall(session: RunOutcome | undefined, tasks: readonly RunOutcome[]): void {
    const fresh = tasks.filter(({ repository, itemId }) => !this.#outcomes.has(taskKey(repository, itemId)));
    const isKnown = session === undefined || isDeepStrictEqual(this.#unseen.get(session.repository), session);
    if (isKnown && fresh.length === 0) return;
    if (session !== undefined) this.#unseen.set(session.repository, session);
    for (const outcome of fresh) {
      this.#outcomes.set(taskKey(outcome.repository, outcome.itemId), outcome);
      this.#verifications.see(outcome, outcome.endedAt ?? 0);
    }
    this.changed.fire();
  }

  /** Says what verifications of windows before this one came to; what is known to be later stands. */
  recallVerifications(
    kept: readonly Parameters<Verifications['recall']>[0][],
    outdated: readonly OutdatedTask[],
  ): void {
    const taken = kept.filter((one) => this.#verifications.recall(one));
    const dropped = outdated.filter((one) => this.#verifications.outdate(one));
    if (taken.length + dropped.length > 0) this.changed.fire();
  }

  /** The session that nobody had looked at has been looked at. */
  setSeen(repository: string): void {
    if (this.#unseen.delete(repository)) this.changed.fire();
  }

  /** The last verification of all, of those that no later run has outdated. */
  get lastVerification(): Verification | undefined {
    return this.#verifications.last;
  }

  /** By `taskKey`. */
  get outcomes(): ReadonlyMap<string, RunOutcome> {
    return this.#outcomes;
  }

  /** Reports of the last verifications, in Markdown, by `taskKey`. */
  get reports(): ReadonlyMap<string, string> {
    return this.#verifications.reports;
  }

  /** By `taskKey`. */
  get verifications(): ReadonlyMap<string, Verification> {
    return this.#verifications.byTask;
  }

  /**
   * Takes repositories for a run that is being asked about, all or none, so that a second one neither asks nor begins beside it.
   * @returns gives them back; undefined where a run goes on on one of them, or is being asked about
   */
  reserve(repositories: readonly string[]): (() => void) | undefined {
    if (repositories.some((one) => this.#active.has(one) || this.#reserved.has(one))) return undefined;
    for (const one of repositories) this.#reserved.add(one);
    return () => {
      for (const one of repositories) this.#reserved.delete(one);
    };
  }

  /** Runs the work and remembers how it ended. Never rejects: an error and a stop are outcomes. */
  async start({ target, kind, counts, work }: RunRequest): Promise<RunOutcome> {
    if (this.#active.has(target.repository))
      throw new Error(l10n.t`A run is already in progress in ${target.repository}.`);
    const run: ActiveRun = {
      state: startRun(target, kind, counts),
      abort: new AbortController(),
      end: new AbortController(),
      ended: Promise.resolve(),
    };
    this.#active.set(target.repository, run);
    this.#unseen.delete(target.repository);
    const outcome = this.#carryOut(run, work);
    run.ended = outcome;
    this.changed.fire();
    return outcome;
  }

  /** Stops the run on a repository. Resolves when it has ended, its processes with it. */
  async stop(repository: string): Promise<void> {
    const run = this.#active.get(repository);
    if (run === undefined) return;
    run.state = withStage(run.state, 'stopping');
    this.changed.fire();
    run.abort.abort(new DOMException('Stopped by the user.', 'AbortError'));
    await run.ended;
  }

  /** Ends the runs of this window, or the one on a repository, at once: what is not finished is gone on with later. */
  end(repository?: string): void {
    for (const [root, { end }] of this.#active) if (repository === undefined || root === repository) end.abort();
  }

  async #carryOut(run: ActiveRun, work: RunRequest['work']): Promise<RunOutcome> {
    const outcome = await this.#outcome(run, work);
    // Before the run is over for the view: else its task would stand among the ready ones for a moment.
    await this.#reread(outcome.repository);
    this.#active.delete(outcome.repository);
    // The outcome of a verification alone has a status bar item of its own.
    if (outcome.kind !== 'verify' || outcome.verification === undefined) this.#last = outcome;
    if (outcome.kind !== 'session' && outcome.kind !== 'retrospective') this.#remember(outcome);
    this.changed.fire();
    return outcome;
  }

  #remember(outcome: RunOutcome): void {
    this.#outcomes.set(taskKey(outcome.repository, outcome.itemId), outcome);
    this.#verifications.see(outcome, Date.now());
  }

  async #outcome(run: ActiveRun, work: RunRequest['work']): Promise<RunOutcome> {
    const context: ToolContext = {
      signal: run.abort.signal,
      log: (channel, level, text) => {
        const { repository, itemId } = run.state;
        if (channel === 'verification') this.#verifications.reports.set(taskKey(repository, itemId), text);
        this.#log(channel, level, text);
      },
      progress: (progress) => this.#onProgress(run, progress),
    };
    const show: RunHandle['show'] = (change) => {
      const next = change(run.state);
      run.state = run.state.stage === 'stopping' ? { ...next, stage: 'stopping' } : next;
      this.changed.fire();
    };
    const taskEnded = async (outcome: RunOutcome) => {
      this.#remember(outcome);
      await this.#reread(outcome.repository);
      this.changed.fire();
    };
    try {
      return await work({ context, end: run.end.signal, show, taskEnded, state: () => run.state });
    } catch (error) {
      const { done, total, itemId } = run.state;
      if (run.abort.signal.aborted) {
        const stopped =
          run.state.kind === 'retrospective'
            ? l10n.t('The retrospective was stopped.')
            : l10n.t`${itemId} was stopped; ${done} of ${total} criteria are done.`;
        return brokenOutcome(run.state, 'stopped', stopped);
      }
      const message = error instanceof Error ? error.message : String(error);
      // What is to be expected says all in its message, which the end of the run logs.
      const isExpected =
        error instanceof Error && ['InputError', 'ServerGone', 'ExternalServerError'].includes(error.name);
      if (!isExpected) this.#log('log', 'error', `${itemId}: ${(error instanceof Error && error.stack) || message}`);
      return brokenOutcome(run.state, 'failed', message, settingOf(error));
    }
  }

  #onProgress(run: ActiveRun, progress: Progress): void {
    const before = run.state;
    run.state = withProgress(before, progress);
    if (run.state.done !== before.done) void this.#reread(run.state.repository);
    this.changed.fire();
  }
}

/** An error that a setting causes names it. */
function settingOf(error: unknown): string | undefined {
  const named = error instanceof Error && 'setting' in error ? error.setting : undefined;
  return typeof named === 'string' ? named : undefined;
}
