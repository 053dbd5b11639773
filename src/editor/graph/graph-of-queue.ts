/** Makes the dependency graph from what the rows of the Task Queue are made from, so that both say the same. Pure. */
import { findCycles } from '../../backlog/queue/cycles.ts';
import { idKey } from '../../backlog/task-id.ts';
import type { QueueState, RepositoryQueue, TaskLink } from '../queue-entries.ts';
import { type SingleTask, singleTask } from '../queue-nodes.ts';
import { progressOf, taskRow } from '../queue-rows.ts';
import { edgeKey, type Graph, type GraphEdge, type GraphNode } from './graph.ts';
import { otherNode } from './other-node.ts';

/** The graph of one repository; all its tasks, in the queue's order, then what else they wait for. */
export function graphOfQueue(repository: RepositoryQueue, state: QueueState): Graph {
  const shown = repository.tasks.map((task) => singleTask(repository, task, state));
  const holders = new Map<string, SingleTask[]>();
  for (const node of shown) {
    const key = idKey(node.task.id);
    holders.set(key, [...(holders.get(key) ?? []), node]);
  }
  const keyOf = ({ task }: SingleTask) => (holders.get(idKey(task.id))?.length === 1 ? task.id : task.file);
  const nodes = shown.map((node) => graphNode(node, keyOf(node)));
  const others = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  for (const node of shown) {
    for (const link of node.task.links) {
      for (const from of sourcesOf(link, holders).map(keyOf)) add(from, node, link);
      if (holders.has(idKey(link.id))) continue;
      const other = otherNode(link, repository);
      if (other === undefined) continue;
      others.set(other.key, other);
      add(other.key, node, link);
    }
  }
  const circles = circlesOf([...edges.values()]);
  const circleOf = new Map(circles.flatMap((keys, index) => keys.map((key) => [key, index] as const)));
  const { root, error } = repository;
  return {
    ...{ root, nodes: [...nodes, ...others.values()], circles },
    edges: [...edges.values()].map((edge) => marked(edge, circleOf)),
    ...(error === undefined ? {} : { error }),
  };

  function add(from: string, node: SingleTask, { state: linkState }: TaskLink): void {
    const to = keyOf(node);
    if (from === to) return;
    const isMet = linkState === 'met' || linkState === 'external';
    edges.set(edgeKey({ from, to }), { from, to, isMet, isCircular: false });
  }
}

/** An open link means the open tasks of the id, one that is met those that are over. */
function sourcesOf(
  { id, state }: TaskLink,
  holders: ReadonlyMap<string, readonly SingleTask[]>,
): readonly SingleTask[] {
  const all = holders.get(idKey(id)) ?? [];
  return state === 'open' ? all.filter(({ task }) => task.state !== 'completed') : all;
}

function graphNode(node: SingleTask, key: string): GraphNode {
  const { task, group, run } = node;
  const { id, title, priority, labels, next, explanation, file } = task;
  const { icon, context } = taskRow(node);
  return {
    ...{ key, kind: 'task', id, title, state: group, icon: icon ?? { name: 'circle-large-outline' } },
    ...{ progress: progressOf(node).join(', '), done: run?.done ?? task.done, total: run?.total ?? task.total },
    ...{ priority, labels, next: next && run === undefined, explanation: run?.message ?? explanation, file, context },
  };
}

function circlesOf(edges: readonly GraphEdge[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { from, to, isMet } of edges) if (!isMet) targets.set(from, [...(targets.get(from) ?? []), to]);
  const next = (key: string) => targets.get(key) ?? [];
  return findCycles(targets.keys(), next).map(({ members }) => [...members].sort());
}

function marked(edge: GraphEdge, circleOf: ReadonlyMap<string, number>): GraphEdge {
  const circle = circleOf.get(edge.from);
  const isCircular = !edge.isMet && circle !== undefined && circle === circleOf.get(edge.to);
  return isCircular ? { ...edge, isCircular } : edge;
}
