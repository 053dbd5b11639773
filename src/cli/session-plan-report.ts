/** What a session would do, for people: in order, and nothing of it done. */

import { blastRadiusLines } from '../tools/blast-radius.ts';
import type { PlannedTask, SessionPlan } from '../workflow/session/plan.ts';
import { printable, shorten } from './printable.ts';
import { hanging, warned } from './report-lines.ts';
import type { Style } from './style.ts';

/** Criteria of one task that are named. */
const shownCriteria = 10;

export function sessionPlanReport(plan: SessionPlan, style: Style): string {
  const { tasks, human_actions: actions, retrospective } = plan;
  const lines = [style('bold', 'Dry run: nothing is changed, fetched or pushed.')];
  if (plan.busy !== null)
    lines.push(...hanging('', 0, `A session runs here already (${plan.busy}); a second one would not begin.`, style));
  if (plan.resumes !== null)
    lines.push(...hanging('', 0, `It would go on with session ${plan.resumes}, which was interrupted.`, style));
  const context = plan.cluster_context;
  lines.push(context === null ? 'Kube context: none is recorded.' : `Kube context: ${printable(context)}`);
  if (actions.length > 0) {
    lines.push('', style('bold', 'Waits for a person'));
    for (const { action_id: id, title } of actions)
      lines.push(shorten(`  ${printable(id)}  ${printable(title)}`, style.width));
  }
  for (const [index, task] of tasks.entries()) lines.push('', ...taskLines(task, index + 1, style));
  if (tasks.length === 0) lines.push('', 'No task is ready.');
  if (plan.waiting > 0) lines.push('', style('dim', `${plan.waiting} more items stay in the queue.`));
  lines.push(
    '',
    `${tasks.length + 1}. ${style('bold', 'Retrospective')}`,
    ...hanging('   ', 3, retrospective.summary, style),
  );
  for (const change of retrospective.changes) lines.push(...hanging('   - ', 5, change, style));
  lines.push('', `${tasks.length + 2}. ${style('bold', 'Report')} in ${printable(plan.report_folder)}/`);
  for (const warning of plan.warnings) lines.push(...warned(warning, style));
  return `${lines.join('\n')}\n`;
}

function taskLines(task: PlannedTask, place: number, style: Style): string[] {
  const { item_id: id, title, priority, how, attempt, criteria, verification, archived_to: to } = task;
  const again = how === 'retry' ? `, tried again, attempt ${attempt}` : '';
  const checks = verification.checks.filter(({ skipped }) => skipped === undefined).map(({ check }) => check);
  const more = criteria.length - shownCriteria;
  return [
    shorten(`${place}. ${style('bold', printable(id))} (${priority}${again})  ${printable(title)}`, style.width),
    ...criteria
      .slice(0, shownCriteria)
      .map((text) => shorten(`   ${style.marks.open} ${printable(text)}`, style.width)),
    ...(more > 0 ? [style('dim', `   and ${more} more criteria`)] : []),
    ...(criteria.length === 0 ? ['   All criteria are done.'] : []),
    ...blastRadiusLines(id, task.blast_radius ?? undefined).flatMap((line) => hanging('   ', 5, line, style)),
    ...hanging(
      '   Verify: ',
      11,
      checks.length === 0 ? verification.about : `${checks.join(', ')}. ${verification.about}`,
      style,
    ),
    ...verification.warnings.flatMap((warning) =>
      hanging(`   ${style('yellow', style.marks.warning)} `, 5, warning, style),
    ),
    to === null ? '   Stays in its folder.' : `   Archive: ${printable(to)}`,
  ];
}
