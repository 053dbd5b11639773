/** One human action as it is understood: what it says, and which work waits for it. Pure. */
import { actionState } from '../parse/action-report.ts';
import type { Queue } from '../queue/queue.ts';
import { registerOf, standingOfId } from '../queue/standing.ts';
import type { Backlog, HumanAction } from '../task.ts';
import { idKey } from '../task-id.ts';
import { probeText } from '../until/probe.ts';
import { relatedView } from './describe-task.ts';
import type { ActionView } from './item-view.ts';
import { problemView } from './problem-view.ts';

/** What an action is described from. */
export interface ActionSource {
  readonly action: HumanAction;
  readonly backlog: Backlog;
  readonly queue: Queue;
}

/** Describes a human action, whether it is open or over. */
export function describeAction({ action, backlog, queue }: ActionSource): ActionView {
  const { id, title, file, status, urgency, blockingItems, until } = action;
  const register = registerOf(backlog);
  const work = queue.humanWork.find((one) => one.action === action);
  const blocked = new Set(work?.blocks);
  const problems = [...backlog.problems, ...queue.problems].filter((problem) => problem.file === file);
  return {
    ...{ kind: 'human_action', id, title, file, status },
    state: actionState(status),
    urgency,
    effective_urgency: work?.effectiveUrgency ?? urgency,
    blocking_items: blockingItems.map((item) => {
      const { state, tasks, action: named } = standingOfId(idKey(item), register);
      const itemTitle = tasks[0]?.title ?? named?.title;
      return { id: item, state, ...(itemTitle === undefined ? {} : { title: itemTitle }) };
    }),
    downstream: queue.entries.filter(({ task }) => blocked.has(task)).map(relatedView),
    ...(until === undefined ? {} : { until: 'probes' in until ? until.probes.map(probeText) : [] }),
    problems: problems.map(problemView),
  };
}
