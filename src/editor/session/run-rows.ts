/** What runs now as rows: the task and criterion in work, how long and at what cost, on what terms. Pure. */
import { tokensText } from '../../session/report/figures.ts';
import { failuresInARow, tokensOf } from '../../workflow/session/tally.ts';
import { sideContexts } from '../ids.ts';
import * as l10n from '../l10n.ts';
import { plainText } from '../queue-rows.ts';
import { elapsedSince } from '../run-clock.ts';
import { itemName, type RunState, runText, sessionItem } from '../run-state.ts';
import { stageWord } from '../run-words.ts';
import type { SideBranch } from '../sides/side-branch.ts';
import { type SideIcon, type SideNode, sideNode } from '../sides/side-node.ts';
import type { SessionFacts, SessionTerms } from './session-facts.ts';
import { taskRows } from './task-rows.ts';

const spinning: SideIcon = { name: 'loading~spin', color: 'progressBar.background' };

/** The run, or that none goes on; a session that was interrupted. Nothing where none ever was. @param now milliseconds since 1970 */
export function runBranches(facts: SessionFacts, now: number): SideBranch[] {
  if (facts.run !== undefined) return [runBranch(facts, facts.run, now)];
  if (facts.open !== undefined) return [interruptedBranch(facts, facts.open)];
  return facts.past.length === 0 ? [] : [idleBranch(facts)];
}

function runBranch(facts: SessionFacts, run: RunState, now: number): SideBranch {
  const { root } = facts.repository;
  const id = `${root}|run`;
  const isElsewhere = run.stage === 'running elsewhere';
  const isSession = run.kind === 'session';
  const atTask = isSession && run.itemId !== sessionItem ? [run.itemId] : [];
  const description = [...atTask, isElsewhere ? l10n.t('in another process') : runText(run)].join(' ');
  const label = itemName(isSession ? sessionItem : run.itemId);
  const node = sideNode({
    ...{ id, label, description, expanded: 'expanded', hint: run.message },
    icon: run.stage === 'paused' ? { name: 'debug-pause' } : spinning,
    context: isElsewhere ? sideContexts.runElsewhere : sideContexts.ownRun,
    ...{ repository: root, itemId: run.itemId },
  });
  const rows = [
    ...workRows(id, facts, run),
    ...figureRows(id, facts, now),
    // What another process keeps to is not known.
    ...(isElsewhere ? contextRows(id, facts.open?.cluster_context ?? undefined) : termRows(id, facts)),
  ];
  return { node, below: [...rows.map(leaf), ...doneBranches(id, facts)] };
}

/** The task and the criterion in work, and what Codex does for it. */
function workRows(parent: string, { repository, open }: SessionFacts, run: RunState): SideNode[] {
  const { criterion, criterionText, total, itemId, kind, stage, activity } = run;
  const title = open?.tasks.find((task) => task.item_id === itemId && task.ended_at === null)?.title;
  const target = { repository: repository.root, itemId };
  const opens = { command: 'openTask', title: l10n.t('Open Task File') } as const;
  const isNamed = kind === 'session' && itemId !== sessionItem;
  const task = { id: `${parent}|task`, label: itemId, description: title ?? '', icon: { name: 'tasklist' } };
  const label = plainText(criterionText ?? '');
  const number = (criterion ?? 0) + 1;
  const place =
    (run.attempt ?? 1) > 1
      ? l10n.t`criterion ${number} of ${total}, second try`
      : l10n.t`criterion ${number} of ${total}`;
  const how = l10n.t('What Codex began last. A click shows all that it does, while it does it.');
  return [
    ...(isNamed ? [sideNode({ ...task, ...target, opens })] : []),
    ...(criterion === undefined || label === ''
      ? []
      : [
          sideNode({
            ...{ id: `${parent}|criterion`, label, icon: { name: 'target' }, hint: label },
            ...{ ...target, opens, description: place },
          }),
          sideNode({
            ...{ id: `${parent}|codex`, label: l10n.t('Codex'), icon: { name: 'terminal' } },
            description: activity ?? stageWord(stage),
            hint: activity === undefined ? how : `${activity}\n${how}`,
            opens: { command: 'showTranscript', title: l10n.t('Show Transcript') },
          }),
        ]),
  ];
}

function tokensHint(): string {
  return l10n.t(
    'Codex reports its tokens when it has ended: those of the criterion being worked on may not be counted yet.',
  );
}

/** How long, how many tasks, failures and tokens. */
function figureRows(parent: string, { run, times, open, terms }: SessionFacts, now: number): SideNode[] {
  const isSession = run?.kind === 'session';
  const since = isSession && open !== undefined ? Date.parse(open.started_at) : times?.began;
  const row = figure(parent);
  const time = elapsedSince(since, now);
  const atCriterion = elapsedSince(times?.criterionBegan, now);
  const elapsed =
    time === undefined
      ? []
      : [
          row(
            l10n.t('Elapsed'),
            atCriterion === undefined ? time : l10n.t`${time} · ${atCriterion} at this criterion`,
            'watch',
          ),
        ];
  const used = run?.tokens ?? 0;
  const one = used === 0 ? [] : [{ ...row(l10n.t('Tokens'), tokensText(used), 'dashboard'), hint: tokensHint() }];
  if (!isSession || open === undefined) return [...elapsed, ...one];
  // Limits are those of this window's settings, which a session elsewhere does not have.
  const limits = run.stage === 'running elsewhere' ? undefined : terms;
  const of = (value: string, limit: number | undefined, text: (value: number) => string = String) =>
    limit === undefined || limit === 0 ? value : l10n.t`${value} of ${text(limit)}`;
  const failures = failuresInARow(open.tasks);
  const complete = open.tasks.filter(({ status }) => status === 'complete').length;
  // The record has those of the task in work when it has ended.
  const isInWork = open.tasks.some(({ item_id: id, ended_at: ended }) => id === run.itemId && ended === null);
  const all = tokensOf(open.tasks) + (isInWork ? used : 0);
  return [
    ...elapsed,
    row(l10n.t('Tasks completed'), of(String(complete), limits?.tasksPerSession), 'checklist'),
    row(
      l10n.t('Failures in a row'),
      of(String(failures), limits?.failuresPerSession),
      failures === 0 ? 'pass' : 'warning',
    ),
    {
      ...row(l10n.t('Tokens'), of(tokensText(all), limits?.tokensPerSession, tokensText), 'dashboard'),
      hint: tokensHint(),
    },
  ];
}

function termRows(parent: string, { open, run, terms }: SessionFacts): SideNode[] {
  const recorded = run?.kind === 'session' ? (open?.cluster_context ?? undefined) : undefined;
  if (terms === undefined) return contextRows(parent, recorded);
  const row = figure(parent);
  return [
    ...contextRows(parent, recorded ?? terms.context),
    row(l10n.t('Push'), terms.push, 'repo-push'),
    row(l10n.t('Network'), terms.network ? l10n.t('on') : l10n.t('off'), 'globe'),
  ];
}

function contextRows(parent: string, context: string | undefined): SideNode[] {
  return [figure(parent)(l10n.t('Kube context'), context ?? l10n.t('none recorded'), 'server-environment')];
}

/** The timeline: what this session has done so far. */
function doneBranches(parent: string, { repository, run, open }: SessionFacts): SideBranch[] {
  const rows = run?.kind === 'session' ? taskRows(parent, repository.root, open?.tasks ?? []) : [];
  if (rows.length === 0) return [];
  const label = l10n.t('Done in This Session');
  const node = sideNode({ id: `${parent}|done`, label, description: String(rows.length), expanded: 'expanded' });
  return [{ node, below: rows.map(leaf) }];
}

function interruptedBranch({ repository, terms }: SessionFacts, open: NonNullable<SessionFacts['open']>): SideBranch {
  const { root } = repository;
  const id = `${root}|interrupted`;
  const last = open.tasks.at(-1);
  const description =
    last?.ended_at === null ? l10n.t`while ${last.item_id} was being worked on` : l10n.t('between two tasks');
  const node = sideNode({
    ...{
      id,
      label: l10n.t('Interrupted'),
      description,
      expanded: 'expanded',
      hint: l10n.t('Run Session goes on where it was.'),
    },
    icon: { name: 'debug-pause', color: 'notificationsWarningIcon.foreground' },
    ...{ context: sideContexts.interrupted, repository: root, itemId: sessionItem },
  });
  const rows = [...taskRows(id, root, open.tasks), ...limitRows(id, terms)];
  return { node, below: rows.map(leaf) };
}

function idleBranch(facts: SessionFacts): SideBranch {
  const { root } = facts.repository;
  const id = `${root}|idle`;
  const node = sideNode({
    ...{ id, label: l10n.t('Idle'), description: l10n.t('no session runs'), icon: { name: 'circle-large-outline' } },
    ...{ expanded: 'collapsed', context: sideContexts.idle, repository: root, itemId: sessionItem },
    hint: l10n.t('Below: on what terms the next session runs.'),
  });
  return { node, below: [...limitRows(id, facts.terms), ...termRows(id, facts)].map(leaf) };
}

function limitRows(parent: string, terms: SessionTerms | undefined): SideNode[] {
  if (terms === undefined) return [];
  const { tasksPerSession: tasks, failuresPerSession, minutesPerSession: minutes, tokensPerSession: tokens } = terms;
  const limits = [
    ...(tasks === 0 ? [] : [tasks === 1 ? l10n.t('1 task') : l10n.t`${l10n.number(tasks)} tasks`]),
    failuresPerSession === 1 ? l10n.t('1 failure in a row') : l10n.t`${failuresPerSession} failures in a row`,
    ...(minutes === 0 ? [] : [minutes === 1 ? l10n.t('1 minute') : l10n.t`${l10n.number(minutes)} minutes`]),
    ...(tokens === 0 ? [] : [l10n.t`${tokensText(tokens)} tokens`]),
  ];
  return [figure(parent)(l10n.t('Ends after'), l10n.list(limits, 'disjunction'), 'stop-circle')];
}

function figure(parent: string) {
  return (label: string, description: string, icon: string): SideNode =>
    sideNode({ id: `${parent}|${label}`, label, description, icon: { name: icon } });
}

function leaf(node: SideNode): SideBranch {
  return { node, below: [] };
}
