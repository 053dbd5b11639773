import type { QueueItem, ToolResult } from '../tools/contract.ts';
import { printable, shorten, wrap } from './printable.ts';
import { hanging, warned } from './report-lines.ts';
import type { Style } from './style.ts';

/** Warnings that are told; they must not push what is next out of sight. */
const shownWarnings = 20;

/** The queue as a table for people, with what waits for a person, what is next and what is odd. */
export function queueReport(result: ToolResult<'scan_prioritize'>, style: Style): string {
  const { summary, priority_queue: queue, human_actions_required: actions, next_action: next, warnings } = result;
  const lines = [...fastForwardLines(result), style('bold', `${summary.ready} ready, ${summary.blocked} blocked`)];
  if (queue.length > 0) lines.push('', ...queueTable(queue, style));
  else lines.push('', 'The queue is empty.');
  if (actions.length > 0) {
    lines.push('', style('bold', 'Waits for a person'));
    for (const { action_id: id, effective_urgency: urgency, title, blocking_items: blocks } of actions) {
      const freed = blocks.length === 0 ? '' : ` (blocks ${blocks.join(', ')})`;
      lines.push(shorten(`  ${printable(id)}  ${urgency}  ${printable(title + freed)}`, style.width));
    }
  }
  if (next !== null) {
    const text = `${printable(next.item_id)}. ${printable(next.reason)}`;
    lines.push('', ...hanging(`${style('bold', 'Next:')} `, 'Next: '.length, text, style));
  }
  for (const warning of warnings.slice(0, shownWarnings)) {
    lines.push(...warned(warning, style));
  }
  const hidden = warnings.length - shownWarnings;
  if (hidden > 0) {
    const more = wrap(`and ${hidden} more warnings; agent-toolkit lint lists all problems.`, style.width);
    lines.push(...more.map((line) => style('yellow', line)));
  }
  return `${lines.join('\n')}\n`;
}

function fastForwardLines({ fast_forward: moved }: ToolResult<'scan_prioritize'>): string[] {
  if (moved === undefined) return [];
  const { commits, from, to } = moved;
  return [
    `Fast-forwarded by ${commits} ${commits === 1 ? 'commit' : 'commits'} (${from.slice(0, 8)}..${to.slice(0, 8)}).`,
    '',
  ];
}

function queueTable(queue: readonly QueueItem[], style: Style): string[] {
  const header = ['TASK', 'PRIORITY', 'STATE', 'DONE', 'TITLE'];
  const rows = queue.map((item) => [
    printable(item.item_id),
    item.priority,
    item.status,
    `${item.criteria_total - item.criteria_open}/${item.criteria_total}`,
  ]);
  const widths = [0, 1, 2, 3].map((column) =>
    [header, ...rows].reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0),
  );
  const pad = (row: readonly string[]) =>
    row
      .slice(0, 4)
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ');
  const indent = widths.reduce((sum, width) => sum + width + 2, 2);
  const room = Math.max(style.width - indent, 20);
  const lines = [style('dim', `  ${pad(header)}  TITLE`)];
  for (const [index, item] of queue.entries()) {
    const row = pad(rows[index] ?? []);
    const colour = item.status === 'ready' ? 'green' : 'yellow';
    lines.push(`  ${row.replace(item.status, style(colour, item.status))}  ${shorten(printable(item.title), room)}`);
    if (item.status === 'blocked')
      for (const line of wrap(printable(item.explanation), room)) lines.push(style('dim', ' '.repeat(indent) + line));
  }
  return lines;
}
