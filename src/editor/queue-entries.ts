/** What the editor knows of the repositories: tasks and criteria as read from their files, runs as they go on. */
import type { CriterionAddress, Priority } from '../backlog/task.ts';
import type { QueueOptions } from './queue-options.ts';
import type { RunOutcome, RunState, Verification } from './run-state.ts';

/** The groups of the Task Queue by state. */
export type GroupName = 'running' | 'ready' | 'blocked' | 'backlog' | 'completed';

export type CriterionState = 'open' | 'done' | 'waived' | 'running' | 'failed';

/** A criterion as the tree shows it; `index` counts those that are executed, and is missing on a parent of others. */
export interface CriterionEntry {
  readonly text: string;
  readonly address: CriterionAddress;
  readonly state: 'open' | 'done' | 'waived';
  readonly line: number;
  readonly index?: number;
  readonly children: readonly CriterionEntry[];
}

/** Something that a task waits for, or waited for. */
export interface TaskLink {
  readonly id: string;
  /** open: a task still to be done. action: a person is needed. unknown: nothing holds the id. met, external: no block. */
  readonly state: 'open' | 'action' | 'unknown' | 'met' | 'external';
}

/** A task of the queue, or an archived one. */
export interface TaskEntry {
  readonly id: string;
  readonly title: string;
  readonly priority: Priority;
  readonly labels: readonly string[];
  /** YYYY-MM-DD, where the file says it. */
  readonly created?: string;
  /** Path below the repository root, with forward slashes. */
  readonly file: string;
  readonly folder: string;
  readonly state: 'ready' | 'blocked' | 'completed';
  readonly blockedReason?: string;
  /** Ids of tasks and human actions that it waits for. */
  readonly blockedBy: readonly string[];
  /** All that it names as what has to be done before it, met or not. */
  readonly links: readonly TaskLink[];
  /** One sentence: why the task is where it is. */
  readonly explanation: string;
  /** Whether it is what a session would process next. */
  readonly next: boolean;
  /** Whether processing or verifying it may look at the cluster. */
  readonly usesCluster: boolean;
  readonly done: number;
  readonly total: number;
  readonly criteria: readonly CriterionEntry[];
}

/** Something that a person has to do. */
export interface ActionEntry {
  readonly id: string;
  readonly title: string;
  /** The highest among its own and those of the tasks that wait for it. */
  readonly priority: Priority;
  readonly status: string;
  /** Ids of the open tasks that it holds back. */
  readonly blocks: readonly string[];
  /** Path below the repository root, with forward slashes. */
  readonly file: string;
  /** When it is done by itself, in words; empty where what it says cannot be read. */
  readonly until?: string;
  /** Whether a command is among it: those are run only where somebody asks. */
  readonly runsCommand?: true;
}

/** What one repository holds, as read from its files. */
export interface RepositoryQueue {
  readonly root: string;
  readonly name: string;
  /** In the order of the queue, archived ones last. */
  readonly tasks: readonly TaskEntry[];
  /** How many archived ones are still to be read, and are not among the tasks yet. */
  readonly unread?: number;
  readonly actions: readonly ActionEntry[];
  readonly warnings: readonly string[];
  /** Set where the folder is in no git repository: tasks can be read, and nothing can be run. */
  readonly noGit?: true;
  /** Why the files could not be read. */
  readonly error?: string;
}

/** All that the tree shows. */
export interface QueueState {
  readonly repositories: readonly RepositoryQueue[];
  readonly runs: readonly RunState[];
  /** The last run and verification of each task in this window, by `taskKey`. */
  readonly outcomes: ReadonlyMap<string, RunOutcome>;
  readonly verifications: ReadonlyMap<string, Verification>;
  /** How the user wants to see it; as at the first start when not said. */
  readonly options?: QueueOptions;
  /** How many rows of a group are shown, by the id of its node, where somebody asked for more. */
  readonly pages?: ReadonlyMap<string, number>;
}

/** Key of a task in the maps of `QueueState`. */
export function taskKey(repository: string, itemId: string): string {
  return `${repository}\n${itemId}`;
}
