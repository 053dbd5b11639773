/** What a session would do, in order, where every task goes well. Reads files only: nothing is changed, fetched or asked of a cluster. */

import { leaves } from '../../backlog/parse/criteria.ts';
import { buildQueue } from '../../backlog/queue/queue.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import { unitOf } from '../../backlog/standard/item-path.ts';
import type { Backlog } from '../../backlog/task.ts';
import type { BlastRadius } from '../../cluster/changes/blast-radius.ts';
import type { Repository } from '../../git/repository.ts';
import { readRepositoryConfig } from '../../session/repository-config.ts';
import { sessionReportFolder } from '../../session/session-report-data.ts';
import { readSessions } from '../../session/session-store.ts';
import { readState } from '../../session/state.ts';
import { blastRadiusReader } from '../../tools/blast-radius.ts';
import type { HumanActionItem } from '../../tools/contract.ts';
import { endedPlaceOf } from '../../tools/ended-place.ts';
import { itemText } from '../../tools/item-text.ts';
import { planTests, type TestPlan } from '../../tools/plan-tests.ts';
import { openRepository } from '../../tools/repository-path.ts';
import { asItem } from '../../tools/scan-prioritize.ts';
import type { Settings } from '../../tools/settings.ts';
import type { Toolbox, ToolContext } from '../../tools/toolbox.ts';
import { attemptsOf, retryableOf } from './attempts.ts';
import { chooseTask } from './choose.ts';
import type { SessionLimits } from './limits.ts';
import { refuseForeign } from './refuse-foreign.ts';
import { sessionHolder } from './session-lock.ts';

export interface PlannedTask {
  readonly item_id: string;
  readonly title: string;
  readonly priority: string;
  /** retry: an earlier session blocked it after an error. */
  readonly how: 'ready' | 'retry';
  readonly attempt: number;
  /** Texts of the open criteria, in order. */
  readonly criteria: readonly string[];
  readonly verification: Pick<TestPlan, 'about' | 'checks' | 'warnings'>;
  /** What of the cluster its words reach, by the last commit; null where there is none. */
  readonly blast_radius: BlastRadius | null;
  /** Where it is moved to then; null where a session does not archive. */
  readonly archived_to: string | null;
}

export interface SessionPlan {
  /** The session that would be gone on with; null for a new one. */
  readonly resumes: string | null;
  /** Who runs a session here now, so that none could begin; null when nobody does. */
  readonly busy: string | null;
  readonly cluster_context: string | null;
  readonly tasks: readonly PlannedTask[];
  /** Open items that none of these is, and none of them frees. */
  readonly waiting: number;
  readonly human_actions: readonly Pick<HumanActionItem, 'action_id' | 'title' | 'file'>[];
  readonly retrospective: { readonly summary: string; readonly changes: readonly string[] };
  readonly report_folder: string;
  readonly warnings: readonly string[];
}

export interface PlanRequest {
  readonly repoPath: string;
  readonly settings: Settings;
  readonly limits: SessionLimits;
  readonly tools: Pick<Toolbox, 'run_retrospective'>;
  readonly context: ToolContext;
}

/** Tasks of a session without a limit that are told. */
const mostTasks = 50;

/** @throws InputError where the path is no repository, or no session may begin there; Error where the state cannot be read */
export async function planSession(request: PlanRequest): Promise<SessionPlan> {
  const { settings, context, tools } = request;
  const repository = await openRepository(request.repoPath);
  await refuseForeign(repository);
  const { root, commonDir } = repository;
  const [holder, { records, warnings }, { state, problem }] = await Promise.all([
    sessionHolder(repository),
    readSessions(commonDir),
    readState(root),
  ]);
  const open = records.findLast(({ ended_at: at }) => at === null);
  const config = await readRepositoryConfig(root);
  const backlog = await readBacklog(root);
  const done = records.flatMap(({ tasks }) => tasks.flatMap((one) => (one.status === 'complete' ? one.item_id : [])));
  const { tasks, left } = await picks(repository, backlog, request, { first: state.current_task, done });
  const retrospective = await tools.run_retrospective({ repo_path: root, dry_run: true, judge: false }, context);
  return {
    resumes: open?.session_id ?? null,
    busy: holder === undefined ? null : `process ${holder.pid} since ${holder.since}`,
    cluster_context: settings.context ?? config.clusterContext ?? null,
    tasks,
    waiting: left,
    human_actions: buildQueue(backlog).required.map(({ action: { id, title, file } }) => ({
      action_id: id,
      title,
      file,
    })),
    retrospective: {
      summary: retrospective.summary,
      changes: retrospective.changes.map(
        ({ item_id, change, reason }) => `${item_id ?? 'a new item'}: ${change}. ${reason}`,
      ),
    },
    report_folder: sessionReportFolder,
    warnings: [...warnings, ...config.warnings, ...(problem === undefined ? [] : [`.agent-state.json: ${problem}.`])],
  };
}

async function picks(
  repository: Repository,
  begun: Backlog,
  { limits, settings, context, repoPath }: PlanRequest,
  { first, done }: { readonly first: string | null; readonly done: readonly string[] },
): Promise<{ readonly tasks: PlannedTask[]; readonly left: number }> {
  const { root } = repository;
  const planned: PlannedTask[] = [];
  const reach = await blastRadiusReader(repository);
  const most = limits.tasks === 0 ? mostTasks : Math.min(limits.tasks, mostTasks);
  let backlog = begun;
  const attempts = await attemptsOf(root, queueOf(backlog));
  for (;;) {
    const queue = queueOf(backlog);
    const tried = planned.map(({ item_id: id }) => id);
    const choice = chooseTask({ queue, tried, done, retryable: retryableOf(attempts), first });
    if (choice === undefined || planned.length === most) return { tasks: planned, left: queue.length };
    const { item, how } = choice;
    const task = backlog.tasks.find(({ file }) => file === item.file);
    if (task === undefined) return { tasks: planned, left: queue.length };
    const open = leaves(task.criteria).filter(({ state }) => state === 'open');
    const { about, checks, warnings } = await planTests(repoPath, item.item_id, settings, {
      signal: context.signal,
      runsCommands: true,
    });
    const unit = unitOf(task);
    planned.push({
      ...{ item_id: item.item_id, title: item.title, priority: item.priority, how },
      attempt: (attempts.get(item.item_id)?.count ?? 0) + 1,
      criteria: open.map(({ text }) => text),
      verification: { about, checks, warnings },
      blast_radius: reach?.(await itemText(root, task.file)) ?? null,
      archived_to: settings.archive
        ? `${await endedPlaceOf(root, task, 'completed')}/${unit.slice(unit.lastIndexOf('/') + 1)}`
        : null,
    });
    const ended = { ...task, folder: 'completed', status: 'completed' } as const;
    backlog = { ...backlog, tasks: backlog.tasks.map((one) => (one === task ? ended : one)) };
  }
}

function queueOf(backlog: Backlog) {
  return buildQueue(backlog).entries.map(asItem);
}
