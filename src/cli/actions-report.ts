import type { ActionsView, OpenAction } from '../workflow/human-actions.ts';
import type { Settled } from '../workflow/settle-actions.ts';
import { printable } from './printable.ts';
import { hanging, warned } from './report-lines.ts';
import type { Style } from './style.ts';

/** What was cleared, then what waits for a person, most urgent first, with what it holds back and what would clear it. */
export function actionsReport({ actions, settled, warnings, checked }: ActionsView, style: Style): string {
  const lines = settled.flatMap((one) => settledLines(one, style));
  if (settled.length > 0) lines.push('');
  lines.push(style('bold', headline(actions.length)));
  for (const action of actions) lines.push('', ...actionLines(action, style));
  const hint = hintFor(actions, checked);
  if (hint !== undefined) lines.push('', ...hanging('', 0, hint, style));
  for (const warning of warnings) lines.push(...warned(warning, style));
  return `${lines.join('\n')}\n`;
}

function headline(count: number): string {
  if (count === 0) return 'Nothing waits for a person.';
  return count === 1 ? '1 human action waits for a person' : `${count} human actions wait for a person`;
}

function hintFor(actions: readonly OpenAction[], checked: boolean): string | undefined {
  const clearsItself = actions.some(({ until }) => until !== undefined);
  if (!checked) return clearsItself ? 'agent-toolkit actions --check asks whether they are done by now.' : undefined;
  if (actions.length === 0 || actions.some(({ until, why }) => until !== undefined || why !== undefined))
    return undefined;
  return 'None of them states until, so none clears itself: nobody was asked.';
}

function settledLines({ action_id: id, title, evidence, sha, blocking_items: held }: Settled, style: Style): string[] {
  const name = printable(id);
  const freed = held.length === 0 ? [] : hanging('    ', 4, `It held back ${held.join(', ')}.`, style);
  const first = `${style('green', `${style.marks.good} ${name} done`)}  `;
  return [
    ...hanging(first, name.length + 9, `${title} (${sha.slice(0, 8)})`, style),
    ...hanging('    ', 4, evidence, style),
    ...freed,
  ];
}

function actionLines(action: OpenAction, style: Style): string[] {
  const { title, status, effective_urgency: urgency, blocking_items: held, until = [], why, file } = action;
  const id = printable(action.action_id);
  const rest = (label: string, text: string) => hanging(`    ${style('dim', label)} `, label.length + 5, text, style);
  return [
    ...hanging(`  ${style('yellow', id)}  ${urgency}  `, id.length + urgency.length + 6, title, style),
    ...(status === 'pending' ? [] : rest('status', status)),
    ...(held.length === 0 ? [] : rest('holds back', held.join(', '))),
    ...until.flatMap((text, index) => rest(index === 0 ? 'clears itself when' : 'and', text)),
    ...(why === undefined ? [] : rest(until.length === 0 ? 'does not clear itself:' : 'not yet:', why)),
    `    ${style('dim', printable(file))}`,
  ];
}
