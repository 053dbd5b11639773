/** The runs of this window: at most one on a repository, each stoppable, and how the last ones ended. */
import type { Progress, ToolContext } from '../tools/toolbox.ts';
import { ChangeEvent } from './change-event.ts';
import { taskKey } from './queue-entries.ts';
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

/** What the work of a run may use. */
export interface RunHandle {
  readonly context: ToolContext;
  /** The run as it is now. */
  state(): RunState;
  /** Shows that the run is archiving its task now. */
  archiving(): void;
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
  ended: Promise<unknown>;
}

export class Runs {
  readonly changed = new ChangeEvent();
  readonly #active = new Map<string, ActiveRun>();
  readonly #outcomes = new Map<string, RunOutcome>();
  readonly #verifications = new Map<string, Verification>();
  readonly #log: ToolContext['log'];
  readonly #reread: (repository: string) => Promise<void>;
  #last: RunOutcome | undefined;
  #lastVerification: Verification | undefined;

  /** `reread` reads the files of a repository anew; it is called when a task file must have changed, and never rejects. */
  constructor(log: ToolContext['log'], reread: (repository: string) => Promise<void>) {
    this.#log = log;
    this.#reread = reread;
  }

  /** In the order in which they began. */
  get active(): readonly RunState[] {
    return [...this.#active.values()].map(({ state }) => state);
  }

  on(repository: string): RunState | undefined {
    return this.#active.get(repository)?.state;
  }

  get last(): RunOutcome | undefined {
    return this.#last;
  }

  get lastVerification(): Verification | undefined {
    return this.#lastVerification;
  }

  /** By `taskKey`. */
  get outcomes(): ReadonlyMap<string, RunOutcome> {
    return this.#outcomes;
  }

  /** By `taskKey`. */
  get verifications(): ReadonlyMap<string, Verification> {
    return this.#verifications;
  }

  /** Runs the work and remembers how it ended. Never rejects: an error and a stop are outcomes. */
  async start({ target, kind, counts, work }: RunRequest): Promise<RunOutcome> {
    if (this.#active.has(target.repository)) throw new Error(`A run goes on in ${target.repository}.`);
    const run: ActiveRun = {
      state: startRun(target, kind, counts),
      abort: new AbortController(),
      ended: Promise.resolve(),
    };
    this.#active.set(target.repository, run);
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

  async #carryOut(run: ActiveRun, work: RunRequest['work']): Promise<RunOutcome> {
    const outcome = await this.#outcome(run, work);
    // Before the run is over for the view: else its task would stand among the ready ones for a moment.
    await this.#reread(outcome.repository);
    this.#active.delete(outcome.repository);
    const key = taskKey(outcome.repository, outcome.itemId);
    // The outcome of a verification alone has a status bar item of its own.
    if (outcome.kind !== 'verify' || outcome.verification === undefined) this.#last = outcome;
    this.#outcomes.set(key, outcome);
    if (outcome.verification !== undefined) {
      this.#lastVerification = outcome.verification;
      this.#verifications.set(key, outcome.verification);
    }
    this.changed.fire();
    return outcome;
  }

  async #outcome(run: ActiveRun, work: RunRequest['work']): Promise<RunOutcome> {
    const context: ToolContext = {
      signal: run.abort.signal,
      log: this.#log,
      progress: (progress) => this.#onProgress(run, progress),
    };
    const archiving = () => {
      run.state = withStage(run.state, 'archiving');
      this.changed.fire();
    };
    try {
      return await work({ context, archiving, state: () => run.state });
    } catch (error) {
      const { done, total, itemId } = run.state;
      if (run.abort.signal.aborted) {
        return brokenOutcome(run.state, 'stopped', `${itemId} was stopped; ${done} of ${total} criteria are done.`);
      }
      const message = error instanceof Error ? error.message : String(error);
      // What is to be expected says all in its message, which the end of the run logs.
      const isExpected = error instanceof Error && ['InputError', 'ServerGone'].includes(error.name);
      if (!isExpected) this.#log('log', 'error', `${itemId}: ${(error instanceof Error && error.stack) || message}`);
      return brokenOutcome(run.state, 'failed', message);
    }
  }

  #onProgress(run: ActiveRun, progress: Progress): void {
    const before = run.state;
    run.state = withProgress(before, progress);
    if (run.state.done !== before.done) void this.#reread(run.state.repository);
    this.changed.fire();
  }
}
