/** What a node of the Task Queue looks like: text, icon, and what a screen reader says. No editor here. */
import { isArchivable } from './archive-refusal.ts';
import { rowContexts } from './ids.ts';
import * as l10n from './l10n.ts';
import type { CriterionState } from './queue-entries.ts';
import type { CriterionNode, GroupNode, QueueNode, SectionNode, SingleTask } from './queue-nodes.ts';
import { pageSize } from './queue-pages.ts';
import { minutesSince, type RunTimes } from './run-clock.ts';
import { runText, type VerificationStatus } from './run-state.ts';
import { criterionWord, stageWord, taskWord, verificationWord } from './run-words.ts';
import { readable } from './shown-text.ts';
import { spokenCounts } from './spoken-counts.ts';

export interface QueueRow {
  readonly label: string;
  readonly description: string;
  /** Codicon and, where it has one, theme colour. State is never told by colour alone. */
  readonly icon?: { readonly name: string; readonly color?: string };
  readonly expanded: 'leaf' | 'collapsed' | 'expanded';
  /** For `when` clauses. */
  readonly context: string;
  /** What a screen reader says instead of label and description. */
  readonly spoken: string;
}

const criterionIcons: Record<CriterionState, NonNullable<QueueRow['icon']>> = {
  open: { name: 'circle-large-outline' },
  done: { name: 'pass', color: 'testing.iconPassed' },
  waived: { name: 'circle-slash', color: 'disabledForeground' },
  running: { name: 'loading~spin', color: 'progressBar.background' },
  failed: { name: 'error', color: 'testing.iconFailed' },
};

const verificationIcons: Record<VerificationStatus, NonNullable<QueueRow['icon']>> = {
  passed: { name: 'verified', color: 'testing.iconPassed' },
  failed: { name: 'error', color: 'testing.iconFailed' },
  blocked: { name: 'circle-slash' },
  unverified: { name: 'question' },
};

const blockedIcons: Readonly<Record<string, string>> = {
  human: 'account',
  action: 'account',
  cycle: 'sync-ignored',
  stop: 'debug-stop',
  attempts: 'error',
  dependency: 'lock',
};

/** Of the run that goes on where the row is. */
export interface RowClock {
  readonly times: RunTimes;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** @param clock missing where no run of this window goes on, or its time is not to be shown */
export function queueRow(node: QueueNode, clock?: RowClock): QueueRow {
  switch (node.kind) {
    case 'repository':
      return row(node.repository.name, node.repository.root, 'repo', 'expanded', 'repository');
    case 'group':
      return groupRow(node);
    case 'more': {
      const { shown, total } = node;
      const next = l10n.number(Math.min(pageSize, total - shown));
      const description = l10n.t`${l10n.number(shown)} of ${l10n.number(total)}`;
      const spoken = l10n.t`Show ${next} more, ${description} are shown`;
      return {
        label: l10n.t('Show More'),
        description,
        icon: { name: 'ellipsis' },
        expanded: 'leaf',
        context: 'more',
        spoken,
      };
    }
    case 'task':
      return taskRow(node, clock);
    case 'section':
      return sectionRow(node);
    case 'criterion':
      return criterionRow(node, clock);
    case 'blocker':
      return row(l10n.t`Waits for ${node.blocker}`, node.title ?? '', 'arrow-right', 'leaf', 'blocker');
    case 'verification': {
      const { status, message } = node.verification;
      const shown = row(l10n.t`Verification ${verificationWord(status)}`, message, 'question', 'leaf', 'verification');
      return { ...shown, icon: verificationIcons[status] };
    }
    case 'note':
      return row(node.text, node.details[0] ?? '', 'warning', 'leaf', 'note');
  }
}

function groupRow({ group }: GroupNode): QueueRow {
  const { title, state, tasks, unread } = group;
  const context = `group.${state ?? 'other'}`;
  if (unread !== undefined) {
    const description = l10n.t`${l10n.number(unread)}, being read`;
    return { label: title, description, expanded: 'collapsed', context, spoken: `${title}, ${description}` };
  }
  const count = l10n.number(tasks.length);
  const expanded = state === 'completed' ? 'collapsed' : 'expanded';
  const spoken = tasks.length === 1 ? l10n.t`${title}, 1 task` : l10n.t`${title}, ${count} tasks`;
  return { label: title, description: count, expanded, context, spoken };
}

/** A side bar is narrow: the id stands alone, what changes comes first beside it, and the title may be cut. */
export function taskRow(node: SingleTask, clock?: RowClock): QueueRow {
  const { task, run, group } = node;
  const { id: label, title, priority, next, explanation, state } = task;
  const isOpen = state !== 'completed';
  const why = state === 'blocked' && run === undefined ? [explanation] : [];
  const progress = progressOf(node);
  const first = next && run === undefined ? [l10n.t('next')] : [];
  const elapsed = run && clock && minutesSince(clock.times.taskBegan, clock.now);
  return {
    ...{ label, icon: taskIcon(node), context: contextOf(node) },
    description: [
      ...first,
      ...progress,
      ...(elapsed === undefined ? [] : [elapsed]),
      title,
      ...(isOpen ? [priority] : []),
      ...why,
    ].join(' · '),
    expanded: group === 'running' ? 'expanded' : 'collapsed',
    spoken: [
      ...[
        `${label} ${title}`,
        ...(run === undefined ? [taskWord(state)] : []),
        ...first,
        ...progress.map(spokenCounts),
      ],
      ...[...(isOpen ? [l10n.t`${priority} priority`] : []), ...why],
    ].join(', '),
  };
}

/** What goes on, or how far it is and how the last run ended where that was no success. */
export function progressOf({ task, run, outcome }: SingleTask): string[] {
  if (run !== undefined) return [runText(run)];
  const counts = task.total > 0 ? `${task.done}/${task.total}` : l10n.t('no criteria');
  const failed = outcome !== undefined && outcome.result !== 'complete' && task.state !== 'completed';
  return failed ? [`${outcome.word} ${counts}`] : [counts];
}

function taskIcon({ task, run, outcome }: SingleTask): NonNullable<QueueRow['icon']> {
  if (run !== undefined) return run.stage === 'paused' ? { name: 'debug-pause' } : criterionIcons.running;
  if (task.state === 'completed') return criterionIcons.done;
  if (outcome?.result === 'failed') return criterionIcons.failed;
  if (task.state === 'blocked') return { name: blockedIcons[task.blockedReason ?? ''] ?? 'circle-slash' };
  const urgent = task.priority === 'critical' || task.priority === 'high';
  return { name: 'circle-large-outline', color: urgent ? 'notificationsWarningIcon.foreground' : 'charts.blue' };
}

function contextOf({ task, run }: SingleTask): string {
  if (run !== undefined) return run.stage === 'paused' ? rowContexts.paused : rowContexts.running;
  if (!isArchivable(task)) return rowContexts[task.state];
  return task.state === 'blocked' ? rowContexts.blockedDone : rowContexts.readyDone;
}

function sectionRow({ title, criteria }: SectionNode): QueueRow {
  const done = criteria.filter((criterion) => criterion.state !== 'open').length;
  const description = `${done}/${criteria.length}`;
  const spoken = l10n.t`${title}, ${done} of ${criteria.length} done`;
  const expanded = done === criteria.length ? 'collapsed' : 'expanded';
  return { label: title, description, expanded, context: 'section', spoken };
}

function criterionRow({ criterion, state, task: { run } }: CriterionNode, clock?: RowClock): QueueRow {
  const label = plainText(criterion.text);
  const isPaused = state === 'running' && run?.stage === 'paused';
  const word = isPaused ? stageWord('paused') : criterionWord(state);
  const elapsed = state === 'running' && clock ? minutesSince(clock.times.criterionBegan, clock.now) : undefined;
  return {
    ...{
      label,
      icon: isPaused ? { name: 'debug-pause' } : criterionIcons[state],
      context: `criterion.${state}`,
      spoken: `${label}, ${word}`,
    },
    // Open and done need no word beside their icon.
    description: state === 'open' || state === 'done' ? '' : elapsed === undefined ? word : `${word} · ${elapsed}`,
    expanded: criterion.children.length > 0 ? 'expanded' : 'leaf',
  };
}

/** Markdown's emphasis, code spans, strikes and links as plain text: a row shows no Markdown. */
export function plainText(markdown: string): string {
  return readable(markdown)
    .replace(/!?\[([^\][]*)\]\([^()]*\)/g, '$1')
    .replace(/\*\*|~~|`/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function row(
  label: string,
  description: string,
  icon: string,
  expanded: QueueRow['expanded'],
  context: string,
): QueueRow {
  const spoken = description === '' ? label : `${label}, ${description}`;
  return { label, description, icon: { name: icon }, expanded, context, spoken };
}
