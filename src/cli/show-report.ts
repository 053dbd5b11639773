/** One task or human action for people. */
import { splitChecks } from '../backlog/parse/check-line.ts';
import type { ActionView, CriterionView, ItemView, RelatedView, TaskView } from '../backlog/show/item-view.ts';
import { printable, shorten } from './printable.ts';
import { hanging, problemLines } from './report-lines.ts';
import { logLines } from './show-log.ts';
import type { Style } from './style.ts';

/** Values of fields are told up to here; the file has them whole. */
const toldOfValue = 300;

/** All that is known about an item; the parts that it does not have are left out. */
export function showReport(view: ItemView, style: Style): string {
  const parts = view.kind === 'task' ? taskParts(view, style) : actionParts(view, style);
  const filled = parts.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function taskParts(view: TaskView, style: Style): string[][] {
  const done = view.criteria_total - view.criteria_open;
  const title =
    view.criteria_total === 0 ? 'Acceptance criteria' : `Acceptance criteria, ${done} of ${view.criteria_total} done`;
  const criteria = view.criteria_total === 0 ? ['  None.'] : criterionLines(view.criteria, style);
  return [
    headLines(view, view.explanation, style),
    section('Fields', fieldLines(view, style), style),
    section(title, criteria, style),
    section('Other checklists', criterionLines(view.checklists, style), style),
    section('Dependencies', dependencyLines(view, style), style),
    section('Waiting for it', relatedLines(view.downstream, style), style),
    section('Human actions that hold it back', relatedLines(view.human_actions, style), style),
    section('Progress log', logLines(view.log, style), style),
    section('Problems', problemLines(view.problems, style, '  '), style),
  ];
}

function actionParts(view: ActionView, style: Style): string[][] {
  const { urgency, effective_urgency: effective, status, blocking_items: items } = view;
  const raised = urgency === effective ? '' : `, ${effective} by what waits for it`;
  const listed = items.map(({ id, state, title }) => ({ id, status: state, title: title ?? '' }));
  const said =
    view.state === 'ended'
      ? `It is over: its status is ${status}.`
      : `A person must do this. Its status is ${status}, its urgency ${urgency}${raised}.`;
  return [
    headLines(view, said, style),
    section('It blocks', relatedLines(listed, style), style),
    section('Waiting for it', relatedLines(view.downstream, style), style),
    section('Clears itself when', untilLines(view, style), style),
    section('Problems', problemLines(view.problems, style, '  '), style),
  ];
}

function untilLines({ state, until = [] }: ActionView, style: Style): string[] {
  return state === 'ended' ? [] : until.flatMap((text) => hanging('  ', 2, text, style));
}

function headLines(view: ItemView, explanation: string, style: Style): string[] {
  const state = view.state.replace('_', ' ');
  const colour = view.state === 'ready' ? 'green' : view.state === 'ended' ? 'dim' : 'yellow';
  const id = printable(view.id);
  const files = new Set([
    view.file,
    ...(view.kind === 'task' && view.report_file !== undefined ? [view.report_file] : []),
  ]);
  return [
    ...hanging(`${style('bold', id)}  `, id.length + 2, view.title, style),
    ...hanging(`  ${style(colour, state)}  `, state.length + 4, explanation, style),
    ...Array.from(files, (file) => style('dim', `  ${printable(file)}`)),
  ];
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : [style('bold', title), ...lines];
}

function fieldLines({ fields }: TaskView, style: Style): string[] {
  const width = fields.reduce((most, { key }) => Math.max(most, key.length), 0);
  return fields.flatMap(({ key, value }) => {
    const name = `${printable(key)}:`.padEnd(width + 1);
    return hanging(`  ${style('dim', name)}  `, width + 5, shorten(printable(value), toldOfValue), style);
  });
}

/** Criteria as they nest, below their groups, with their lines. */
function criterionLines(criteria: readonly CriterionView[], style: Style): string[] {
  const last = criteria.at(-1);
  const digits = last === undefined ? 0 : String(lastLine(last)).length;
  const lines: string[] = [];
  let group = '';
  for (const criterion of criteria) {
    const own = criterion.group.map(printable).join(' / ');
    if (own !== group) lines.push(`  ${own}`);
    group = own;
    lines.push(...boxLines(criterion, digits, 0, style));
  }
  return lines;
}

function lastLine({ line, children }: CriterionView): number {
  const child = children.at(-1);
  return child === undefined ? line : lastLine(child);
}

const boxColours = { done: 'green', open: 'yellow', waived: 'dim' } as const;

function boxLines(
  { text, state, line, check, children }: CriterionView,
  digits: number,
  depth: number,
  style: Style,
): string[] {
  const number = style('dim', String(line).padStart(digits));
  const mark = style.marks[state];
  const first = `  ${number}  ${'  '.repeat(depth)}${style(boxColours[state], mark)} `;
  const indent = digits + depth * 2 + mark.length + 5;
  const own = hanging(first, indent, text, style);
  if (check !== undefined)
    for (const part of splitChecks(check))
      own.push(...hanging(`${' '.repeat(indent)}${style('dim', 'check:')} `, indent + 7, part, style));
  return [...own, ...children.flatMap((child) => boxLines(child, digits, depth + 1, style))];
}

function dependencyLines({ dependencies, conditions }: TaskView, style: Style): string[] {
  const stated = dependencies.map(({ id, direction, state, title, source, line }) => {
    const where = source === 'section' ? `line ${line}` : `${source}, line ${line}`;
    return { id, status: state, title: `${title ?? ''} (${where})`.trim(), mark: style.marks[direction] };
  });
  const words = conditions.flatMap(({ text, line }) => {
    return hanging(`  ${style.marks.upstream} `, style.marks.upstream.length + 3, `"${text}" (line ${line})`, style);
  });
  return [...relatedLines(stated, style), ...words];
}

type Row = Pick<RelatedView, 'id' | 'status' | 'title'> & { readonly mark?: string };

function relatedLines(rows: readonly Row[], style: Style): string[] {
  const column = (of: (row: Row) => string) => rows.reduce((most, row) => Math.max(most, of(row).length), 0);
  const [ids, states] = [column(({ id }) => printable(id)), column(({ status }) => printable(status))];
  return rows.flatMap(({ id, status, title, mark }) => {
    const before = mark === undefined ? '' : `${mark} `;
    const state = printable(status);
    const coloured =
      style(state === 'met' || state === 'ready' ? 'green' : 'yellow', state) + ' '.repeat(states - state.length);
    return hanging(
      `  ${before}${printable(id).padEnd(ids)}  ${coloured}  `,
      before.length + ids + states + 6,
      title,
      style,
    );
  });
}
