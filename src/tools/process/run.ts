/** What all criteria of one run share. */
import type { Criterion } from '../../backlog/task.ts';
import type { ClusterAccess } from '../../cluster/request.ts';
import type { Redact } from '../../codex/secret-values.ts';
import type { CodexStandby } from '../../codex/standby.ts';
import type { TokenCount } from '../../codex/telemetry.ts';
import type { Repository } from '../../git/repository.ts';
import type { SetupReader } from '../../git/setup.ts';
import type { WorkTreeCamera } from '../../git/work-tree.ts';
import type { EndedBy } from '../contract.ts';
import type { Settings } from '../settings.ts';
import type { StepAnswer, StepQuestion } from '../step-question.ts';
import type { ToolContext } from '../toolbox.ts';
import type { RecordedChange } from './messages.ts';
import type { Report } from './report.ts';
import type { RunRecord } from './run-record.ts';
import type { Transcripts } from './transcripts.ts';

export interface Run {
  /** A UUID: what its commits are known by. */
  readonly id: string;
  readonly repository: Repository;
  /** The branch that it began on: nothing is committed on, or pushed from, another one. */
  readonly branch: string;
  readonly itemId: string;
  readonly settings: Settings;
  readonly context: ToolContext;
  readonly camera: WorkTreeCamera;
  readonly setup: SetupReader;
  /** Below the repository's git folder, so that the agent can read it and not write it. Removed at the end. */
  readonly runFolder: string;
  /** Writable scratch space for the caches of kubectl, helm and the like. Removed at the end. */
  readonly scratchFolder: string;
  /** In the environment of every process of the run, so that none of them is missed. */
  readonly marker: string;
  /** What is in work, for whoever comes after a kill. */
  readonly record: RunRecord;
  readonly codexBinary: string;
  /** Where the Codex of the next criterion waits, started ahead. */
  readonly standby: CodexStandby;
  /** Environment of Codex itself: what it needs of the user's, and no more. */
  readonly codexEnv: NodeJS.ProcessEnv;
  /** Masks what is secret in a text, the values of the environment's secret variables too. */
  readonly redacted: Redact;
  readonly transcripts: Transcripts;
  /** In step mode: asks the person who looks on. */
  readonly ask: ((question: StepQuestion) => Promise<StepAnswer>) | undefined;
  readonly disabledServers: readonly string[];
  /** Undefined when the task says `verify: none`: no cluster is looked at. */
  readonly cluster: ClusterAccess | undefined;
  /** Seconds for one criterion. */
  readonly timeoutPerSection: number;
  /** Ids that task files held when the run began, as `idKey` writes them. */
  readonly knownIds: ReadonlySet<string>;
  /** What the agent changed on the cluster past git, and no commit names yet. */
  readonly clusterChanges: RecordedChange[];
  /** The related repositories that may be changed as well, each as a run of its own that shares the rest; by their paths. */
  readonly related: readonly Run[];
  /** How messages name the repository where it is a related one: its root. */
  readonly place: string | undefined;
  /** The result, as far as it is known; every part of the run adds to it. */
  readonly report: Report;
}

/** A criterion of a task, with its place among all that are executed (0-based). */
export interface PlacedCriterion {
  readonly criterion: Criterion;
  readonly index: number;
  readonly total: number;
  readonly done: number;
  /** What the run had used when it came to this criterion. */
  readonly tokensBefore: TokenCount;
}

/** Ends the run with status `error`: the message says what happened and what to do next. Nothing is undone by it. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
  /** What ended it, for whoever decides whether another task can be begun. */
  readonly by: EndedBy;

  constructor(message: string, by: EndedBy = 'task') {
    super(message);
    this.by = by;
  }
}

/** Codex can reach no model until somebody logs in. */
export class NoLogin extends RunStopped {
  constructor(message: string) {
    super(message, 'codex');
  }
}

/** The same after a commit that stays: what was done is recorded, and nothing may be put back. */
export class StoppedAfterCommit extends RunStopped {
  /** Undefined where HEAD does not have it. */
  readonly commit: string | undefined;

  constructor(message: string, commit: string | undefined) {
    super(message, 'repository');
    this.commit = commit;
  }
}
