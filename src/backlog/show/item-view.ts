/** One task, or one human action, as it is understood. Keys as in the tools' results; lines are 1-based, as people and editors count. */

import type { ActionState } from '../parse/action-report.ts';
import type { Standing } from '../queue/standing.ts';
import type { BlockReason } from '../queue/verdict.ts';
import type { CriteriaForm, Dependency, Folder, Layout, Priority, Problem } from '../task.ts';

/** A field of the front matter, or of the JSON file. */
export interface FieldView {
  readonly key: string;
  /** As it is written, quotes and comments included; a value below its key with the lines as they are. */
  readonly value: string;
  readonly line: number;
}

export interface CriterionView {
  readonly text: string;
  readonly state: 'open' | 'done' | 'waived';
  readonly line: number;
  /** Headings above it. */
  readonly group: readonly string[];
  /** Command of its acceptance check. */
  readonly check?: string;
  readonly children: readonly CriterionView[];
}

/** One statement of a task about another one. */
export interface DependencyView {
  readonly id: string;
  readonly direction: Dependency['direction'];
  readonly source: Dependency['source'];
  readonly file: string;
  readonly line: number;
  /** What the id is now; for statements upstream, all but open, action and unknown let the task go on. */
  readonly state: Standing['state'];
  /** Title of what the id names, where this repository knows it. */
  readonly title?: string;
}

export interface ConditionView {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

/** Another item that has to do with this one. */
export interface RelatedView {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly status: string;
}

export interface LogView {
  readonly line: number;
  readonly date?: string;
  readonly text: string;
  readonly children: readonly LogView[];
}

export interface ProblemView {
  readonly file: string;
  readonly line: number;
  /** The last line that it concerns. */
  readonly end_line: number;
  readonly severity: Problem['severity'];
  readonly code: string;
  readonly message: string;
  /** What `lint --fix` would do about it. */
  readonly fix?: string;
}

export interface TaskView {
  readonly kind: 'task';
  readonly id: string;
  readonly title: string;
  readonly file: string;
  /** Standard layout: the JSON file of the item. */
  readonly report_file?: string;
  readonly layout: Layout;
  readonly folder: Folder;
  readonly status: string;
  readonly priority: Priority;
  readonly labels: readonly string[];
  /** ended: it is over; the explanation says how. */
  readonly state: 'ready' | 'blocked' | 'ended';
  readonly blocked_reason?: BlockReason;
  readonly blocked_by?: readonly string[];
  readonly explanation: string;
  readonly fields: readonly FieldView[];
  readonly criteria_form: CriteriaForm;
  readonly criteria_total: number;
  readonly criteria_open: number;
  readonly criteria: readonly CriterionView[];
  /** Boxes of other sections: shown, never executed. */
  readonly checklists: readonly CriterionView[];
  readonly dependencies: readonly DependencyView[];
  /** What it is said to wait for and is no id. */
  readonly conditions: readonly ConditionView[];
  /** Human actions, not over, that list the task. */
  readonly human_actions: readonly RelatedView[];
  /** Open tasks that wait for it. */
  readonly downstream: readonly RelatedView[];
  readonly log: readonly LogView[];
  readonly problems: readonly ProblemView[];
}

export interface ActionView {
  readonly kind: 'human_action';
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly status: string;
  readonly state: ActionState;
  readonly urgency: Priority;
  /** The highest priority among the tasks that wait for it. */
  readonly effective_urgency: Priority;
  /** What it lists, looked up. */
  readonly blocking_items: readonly {
    readonly id: string;
    readonly state: Standing['state'];
    readonly title?: string;
  }[];
  /** Open tasks that wait for it. */
  readonly downstream: readonly RelatedView[];
  /** What it waits for to be done by itself, in words; empty where that cannot be read. */
  readonly until?: readonly string[];
  readonly problems: readonly ProblemView[];
}

export type ItemView = TaskView | ActionView;
