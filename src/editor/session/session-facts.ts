/** What the Session view knows of a repository, as values. */
import type { SessionRecord } from '../../session/session-record.ts';
import type { Settings } from '../../tools/settings.ts';
import type { RepositoryFolder } from '../queue-source.ts';
import type { RunTimes } from '../run-clock.ts';
import type { RunState } from '../run-state.ts';

/** On what terms a run of this window works. */
export interface SessionTerms
  extends Pick<Settings, 'push' | 'network' | 'tasksPerSession' | 'failuresPerSession' | 'tokensPerSession'> {
  readonly minutesPerSession: number;
  /** The kube context that the user set, or the repository records. */
  readonly context: string | undefined;
}

export interface SessionFacts {
  readonly repository: RepositoryFolder;
  /** What runs here, in this window or as a session elsewhere. */
  readonly run?: RunState;
  /** Since when, where it is one of this window. */
  readonly times?: RunTimes;
  /** The last session, where it has not ended: the one that runs, or one that was interrupted. */
  readonly open?: SessionRecord;
  /** Those that ended, the newest first, and how many older ones there are. */
  readonly past: readonly SessionRecord[];
  readonly more: number;
  /** Undefined where they cannot be read. */
  readonly terms?: SessionTerms;
}
