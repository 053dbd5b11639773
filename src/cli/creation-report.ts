import { cleanLine } from '../backlog/create/clean-text.ts';
import { isForPerson } from '../backlog/create/new-item.ts';
import type { ToolResult } from '../tools/contract.ts';
import { printable } from './printable.ts';
import { hanging, warned } from './report-lines.ts';
import type { Style } from './style.ts';

/** What was asked for, as far as the next step depends on it. */
export interface Asked {
  readonly title: string;
  readonly autoCommit: boolean;
}

/** A new item for people: where it is, whether it is committed, what looks like it, and what to do next. */
export function creationReport(result: ToolResult<'create_work_item'>, asked: Asked, style: Style): string {
  const { item_id: id, location, committed, duplicate_warning: duplicate, warnings } = result;
  const state = committed === null ? 'not committed' : committed.slice(0, 8);
  const lines = [
    `${style('green', `${style.marks.good} ${printable(id)} created`)}  ${state}`,
    `  ${printable(location)}`,
  ];
  if (duplicate !== null) lines.push(...hanging(`${style('yellow', 'Duplicate?')} `, 11, duplicate, style));
  for (const warning of warnings) lines.push(...warned(warning, style));
  lines.push(...hanging(`${style('bold', 'Next:')} `, 6, nextSteps(result, asked), style));
  return `${lines.join('\n')}\n`;
}

/** What is not committed is not processed. */
function nextSteps({ item_id: id, location, committed }: ToolResult<'create_work_item'>, asked: Asked): string {
  const work = workOn(id, location, asked);
  if (committed !== null) return work;
  return `${asked.autoCommit ? 'commit it, as the warning says' : 'commit it'}; then ${work}`;
}

function workOn(id: string, location: string, { title }: Asked): string {
  if (id.startsWith('ACTION-'))
    return `what ${location}/INSTRUCTIONS.md says; then set "status" to "completed" in its action_report.json`;
  if (isForPerson({ title: cleanLine(title) })) return `a person has to look at it: agent-toolkit show ${id}`;
  return `agent-toolkit process ${id}`;
}
