/** What a task file says, as values. Lines are 0-based; ranges end before `end`. */
import type { Until } from './until/probe.ts';

export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export type Priority = 'critical' | 'high' | 'medium' | 'low';

/**
 * How a repository keeps its work. gitops: one markdown file a task, below tasks/. standard: one folder an item, below
 * bugs/ and features/, with a JSON report and markdown files.
 */
export type Layout = 'gitops' | 'standard';

/**
 * Folders of the gitops layout, in the order in which one id wins over another. Items of the standard layout have the
 * same places: bugs/ and features/ count as active, completed/ and deprecated/ are what they say.
 */
export const folders = ['active', 'backlog', 'blocked', 'completed', 'deprecated'] as const;
export type Folder = (typeof folders)[number];

/**
 * Finds a criterion again after an edit: headings above it below `## Acceptance Criteria`, its place among the
 * boxes of that group, and its text. Criterion texts are edited when they are checked, so no single part decides.
 */
export interface CriterionAddress {
  readonly group: readonly string[];
  /** Place among all boxes of the same group, in file order, 0-based. */
  readonly ordinal: number;
  readonly text: string;
  /** Set when headings repeat: which of the equal ones it is (0-based, from the second on), and the place below it. */
  readonly repeat?: { readonly heading: number; readonly ordinal: number };
}

export interface Criterion {
  readonly address: CriterionAddress;
  /** Text without marker and box, continuation lines joined by a space. */
  readonly text: string;
  readonly state: 'open' | 'done' | 'waived';
  readonly line: number;
  readonly range: LineRange;
  /** Command of an indented `check:` line below the criterion. */
  readonly check?: string;
  readonly children: readonly Criterion[];
}

/**
 * Which boxes of a file are criteria. section: those below `## Acceptance Criteria`. breakdown: all boxes of a TASKS.md,
 * and its headings that stand for a step. implementation: those below `## Implementation Tasks` of a PROMPT.md.
 */
export type CriteriaForm = 'section' | 'breakdown' | 'implementation';

export interface Dependency {
  readonly id: string;
  /** upstream: this task waits for it. downstream: it waits for this task. */
  readonly direction: 'upstream' | 'downstream';
  readonly source: 'depends_on' | 'blocked_by' | 'blocks' | 'section';
  /** Where it is stated. */
  readonly line: number;
  /** Set where that is another file than the task's own. */
  readonly file?: string;
}

/** Something that has to be so before the work can go on, in words: nobody but a person can tell whether it is. */
export interface Condition {
  readonly text: string;
  /** Where it is stated. */
  readonly line: number;
  /** Set where that is another file than the task's own. */
  readonly file?: string;
}

/** Front matter `verify:`; `none` switches verification off. All lists may be empty. */
export type VerifyScope =
  | 'none'
  | {
      readonly namespaces: readonly string[];
      readonly workloads: readonly string[];
      readonly services: readonly string[];
      readonly urls: readonly string[];
      readonly commands: readonly string[];
      readonly images?: readonly string[];
      readonly flux?: readonly string[];
    };

/** Replaces the lines of a range; an empty range inserts before its start. Lines come without their endings. */
export interface LineEdit {
  readonly range: LineRange;
  readonly lines: readonly string[];
}

/** A mechanical remedy for a problem. Its edits do not overlap and all refer to the text as it was read. */
export interface Fix {
  /** What it does, for a menu: `Quote the title`. */
  readonly title: string;
  readonly edits: readonly LineEdit[];
}

/** Something wrong with a file, for people and for the editor's diagnostics. */
export interface Problem {
  readonly file: string;
  readonly range: LineRange;
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: string;
  readonly message: string;
  readonly fix?: Fix;
}

/** A run that ended with a criterion unreached. */
export interface FailedRun {
  /** As the log entry has it, for example `2026-01-31 14:05`. */
  readonly date: string;
  readonly reason: string;
}

export interface Task {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly priority: Priority;
  readonly labels: readonly string[];
  /** YYYY-MM-DD, where it is said. */
  readonly created?: string;
  readonly layout: Layout;
  readonly folder: Folder;
  /** The file that holds the criteria: its path below the repository root, with forward slashes. */
  readonly file: string;
  readonly criteriaForm: CriteriaForm;
  /** Standard layout: the JSON file that holds id, status and priority. */
  readonly reportFile?: string;
  /** The beginning of what the task is about, in one line; for finding duplicates. */
  readonly description: string;
  readonly criteria: readonly Criterion[];
  readonly dependencies: readonly Dependency[];
  /** What `blocked_by` and `depends_on` say that is no id. */
  readonly conditions?: readonly Condition[];
  /** `merged_into`: the task that keeps this one's criteria. */
  readonly mergedInto?: string;
  readonly verify?: VerifyScope;
  /** `type: human-action`: a person does it; never executed. */
  readonly isHumanAction: boolean;
  /** Of a human action: when it is done by itself. */
  readonly until?: Until;
  /** `stop: true`, or a line of the notes or the progress log that starts with STOP. */
  readonly stop: boolean;
  /** Runs that ended with the first open criterion unreached, oldest first; only where there were any. */
  readonly failedRuns?: readonly FailedRun[];
  readonly problems: readonly Problem[];
}

export interface HumanAction {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly urgency: Priority;
  readonly blockingItems: readonly string[];
  readonly file: string;
  /** When it is done by itself. */
  readonly until?: Until;
}

/** A file that looks like a task and lies where none are read. */
export interface Misplaced {
  readonly id: string;
  /** Where it lies, and where it belongs. */
  readonly problem: Problem;
}

/** All that the repository holds. */
export interface Backlog {
  readonly tasks: readonly Task[];
  readonly humanActions: readonly HumanAction[];
  readonly problems: readonly Problem[];
  /** Their problems are among the problems above. */
  readonly misplaced?: readonly Misplaced[];
  /** False where the repository has no tasks folder at all. */
  readonly hasTasksFolder?: boolean;
}
