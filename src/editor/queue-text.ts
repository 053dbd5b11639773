/** The Task Queue as text: what tests compare, and what can be copied. */
import type { QueueState } from './queue-entries.ts';
import { childNodes, type QueueNode, rootNodes } from './queue-nodes.ts';
import { queueRow } from './queue-rows.ts';

/** One line a row, indented by depth, with the state in words: `  [running] TASK-001 running 1/3 · Raise the replicas`. */
export function queueText(state: QueueState): string {
  const lines: string[] = [];
  const add = (node: QueueNode, depth: number): void => {
    const { label, description } = queueRow(node);
    const mark = stateMark(node);
    lines.push(`${'  '.repeat(depth)}${mark}${label} ${description}`.trimEnd());
    for (const child of childNodes(node, state)) add(child, depth + 1);
  };
  for (const root of rootNodes(state)) add(root, 0);
  return lines.join('\n');
}

function stateMark(node: QueueNode): string {
  if (node.kind === 'criterion') return `[${node.state}] `;
  if (node.kind === 'task') return `[${node.run === undefined ? node.task.state : 'running'}] `;
  return '';
}
