/** The hover texts of the queue: of a task, as Markdown, and of what it waits for. */
import * as l10n from './l10n.ts';
import type { BlockerNode, NoteNode, TaskNode } from './queue-nodes.ts';
import { verificationWord } from './run-words.ts';
import { escapeMarkdown, readable } from './shown-text.ts';

/** Title, why it is where it is, and the facts that the row has no room for. @param elapsed for how long a run is on it */
export function taskTooltip({ task, run, outcome, verification }: TaskNode, elapsed?: string): string {
  const facts = [
    [l10n.t('Elapsed'), run === undefined ? '' : (elapsed ?? '')],
    [l10n.t('Priority'), task.priority],
    [l10n.t('Criteria'), task.total > 0 ? l10n.t`${task.done} of ${task.total} done` : l10n.t('none')],
    [l10n.t('Labels'), task.labels.join(', ')],
    [l10n.t('Waits for'), task.blockedBy.join(', ')],
    [
      l10n.t('Had to wait for'),
      task.links
        .filter(({ state }) => state === 'met')
        .map(({ id }) => id)
        .join(', '),
    ],
    [
      l10n.t('Elsewhere'),
      task.links
        .filter(({ state }) => state === 'external')
        .map(({ id }) => id)
        .join(', '),
    ],
    [l10n.t('Created'), task.created ?? ''],
    [l10n.t('File'), task.file],
  ] as const;
  const paragraphs = [
    `**${escapeMarkdown(`${task.id} ${task.title}`)}**`,
    escapeMarkdown(run?.message ?? task.explanation),
    outcome === undefined || run !== undefined ? '' : l10n.t`Last run: ${escapeMarkdown(outcome.message)}`,
    verification === undefined
      ? ''
      : l10n.t`Verification ${verificationWord(verification.status)}: ${escapeMarkdown(verification.message)}`,
    facts
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name}: ${escapeMarkdown(value)}`)
      .join('  \n'),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

/** Plain text: what a task waits for, and when that is done by itself. */
export function blockerTooltip({ blocker, title, until }: Pick<BlockerNode, 'blocker' | 'title' | 'until'>): string {
  const name = title === undefined ? blocker : `${blocker} ${readable(title)}`;
  return until === undefined ? name : `${name}\n${l10n.t`Clears itself when ${until}.`}`;
}

/** Lines of a note's hover text: with more, nobody reads it. */
const mostDetails = 15;

/** Plain text: what a note stands for, as far as there is room; the log has all of it. */
export function noteTooltip({ text, details }: Pick<NoteNode, 'text' | 'details'>): string {
  const left = details.length - mostDetails;
  const more = left > 0 ? [l10n.t`… and ${l10n.number(left)} more: see the log.`] : [];
  return [text, ...details.slice(0, mostDetails), ...more].join('\n');
}
