import type { ToolResult } from '../tools/contract.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** A new item for people: where it is, whether it is committed, what looks like it, and what to do next. */
export function creationReport(result: ToolResult<'create_work_item'>, style: Style): string {
  const { item_id: id, location, committed, duplicate_warning: duplicate, warnings } = result;
  const state = committed === null ? 'not committed' : committed.slice(0, 8);
  const lines = [
    `${style('green', `${style.marks.good} ${printable(id)} created`)}  ${state}`,
    `  ${printable(location)}`,
  ];
  if (duplicate !== null) lines.push(`${style('yellow', 'Duplicate?')} ${printable(duplicate)}`);
  for (const warning of warnings) lines.push(`${style('yellow', 'Warning:')} ${printable(warning)}`);
  lines.push(`${style('bold', 'Next:')} ${printable(nextStep(id, location))}`);
  return `${lines.join('\n')}\n`;
}

function nextStep(id: string, location: string): string {
  if (!id.startsWith('ACTION-')) return `agent-toolkit process ${id}`;
  return `what ${location}/INSTRUCTIONS.md says; then set "status" to "completed" in its action_report.json`;
}
