/** The dependency graph of a repository's queue, as values: what the panel sends to its page. */
import type { Priority } from '../../backlog/task.ts';
import type { GroupName } from '../queue-entries.ts';

/** missing: no file holds the id. external: it is of another repository. */
export type GraphNodeKind = 'task' | 'action' | 'missing' | 'external';

export interface GraphNode {
  /** The id, or the file where several tasks have the id: the same after each reading, and when a task is archived. */
  readonly key: string;
  readonly kind: GraphNodeKind;
  readonly id: string;
  readonly title: string;
  /** The group of the Task Queue that it stands in, and what else it is. */
  readonly state: GroupName | Exclude<GraphNodeKind, 'task'>;
  /** As in the Task Queue: name of the icon and, where it has one, theme colour. */
  readonly icon: { readonly name: string; readonly color?: string };
  /** How far it is and what goes on, in words: `running 1/3`. */
  readonly progress: string;
  readonly done: number;
  readonly total: number;
  readonly priority?: Priority;
  readonly labels: readonly string[];
  /** Whether it is what a session would process next. */
  readonly next: boolean;
  /** One sentence: why it is where it is. */
  readonly explanation: string;
  /** Path below the root of what is opened. */
  readonly file?: string;
  /** `contextValue` of its row in the Task Queue, for menus. */
  readonly context: string;
}

/** `from` has to be done before `to`. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Whether `to` still waits for it. */
  readonly isMet: boolean;
  /** Whether it is part of a circle, in which tasks wait for each other. */
  readonly isCircular: boolean;
}

export interface Graph {
  readonly root: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Keys of tasks that wait for each other, one list a circle. */
  readonly circles: readonly (readonly string[])[];
  /** Why the files could not be read. */
  readonly error?: string;
}

/** Tells one edge from another. */
export function edgeKey({ from, to }: Pick<GraphEdge, 'from' | 'to'>): string {
  return `${from}\n${to}`;
}
