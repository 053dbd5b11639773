/** What all parts of one session share. */
import type { Repository } from '../../git/repository.ts';
import type { SessionRecord } from '../../session/session-record.ts';
import type { ToolInput } from '../../tools/contract.ts';
import type { Settings } from '../../tools/settings.ts';
import type { Toolbox, ToolContext } from '../../tools/toolbox.ts';
import type { SessionEvent } from './events.ts';
import type { Ledger } from './ledger.ts';
import type { SessionLimits } from './limits.ts';

/** The tools that a session calls. */
export type SessionTools = Pick<Toolbox, 'scan_prioritize' | 'process_bug' | 'create_work_item' | 'run_retrospective'>;

/** Human actions whose probes turned true and that are marked as done, and what is to be told. */
export interface Settling {
  readonly settled: readonly SessionRecord['settled'][number][];
  readonly warnings: readonly string[];
}

export interface SessionRequest {
  readonly repoPath: string;
  readonly tools: SessionTools;
  readonly settings: Pick<Settings, 'push' | 'waitMinutes'>;
  readonly limits: SessionLimits;
  /** How much of one task a run of it does, and how long; the tool's own defaults where it is not said. */
  readonly each?: Pick<ToolInput<'process_bug'>, 'max_iterations' | 'timeout_per_section'>;
  /** Whether completed tasks are archived. */
  readonly archives: boolean;
  /** Its signal ends the session at once: the next one goes on where this one was. */
  readonly context: ToolContext;
  /** Ends the session early and in order: with its issue, retrospective and report. */
  readonly stop: AbortSignal;
  /** Looks which human actions have come true. */
  settle?(repository: Repository, context: ToolContext): Promise<Settling>;
  emit(event: SessionEvent): void;
}

export interface SessionRun extends SessionRequest {
  readonly repository: Repository;
  readonly ledger: Ledger;
  /** The branch that is checked out: the session stays on it. Undefined where there is none. */
  readonly branch: string | undefined;
  /** Whether it goes on with a session that was interrupted. */
  readonly resumed: boolean;
  /** The task that an earlier session was at when it ended; it comes first. */
  readonly first: string | null;
  /** Tasks that earlier sessions completed. */
  readonly doneBefore: readonly string[];
}

/** Tells people. */
export function tell(
  { context }: Pick<SessionRequest, 'context'>,
  text: string,
  level: 'info' | 'warning' | 'error' = 'info',
) {
  context.log('log', level, text);
}
