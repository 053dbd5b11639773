/** The hover texts of the queue: of a task, as Markdown, and of what it waits for. */
import type { BlockerNode, TaskNode } from './queue-nodes.ts';

/** Title, why it is where it is, and the facts that the row has no room for. */
export function taskTooltip({ task, run, outcome, verification }: TaskNode): string {
  const facts = [
    ['Priority', task.priority],
    ['Criteria', task.total > 0 ? `${task.done} of ${task.total} done` : 'none'],
    ['Labels', task.labels.join(', ')],
    ['Waits for', task.blockedBy.join(', ')],
    [
      'Had to wait for',
      task.links
        .filter(({ state }) => state === 'met')
        .map(({ id }) => id)
        .join(', '),
    ],
    [
      'Elsewhere',
      task.links
        .filter(({ state }) => state === 'external')
        .map(({ id }) => id)
        .join(', '),
    ],
    ['Created', task.created ?? ''],
    ['File', task.file],
  ] as const;
  const paragraphs = [
    `**${escapeMarkdown(`${task.id} ${task.title}`)}**`,
    escapeMarkdown(run?.message ?? task.explanation),
    outcome === undefined || run !== undefined ? '' : `Last run: ${escapeMarkdown(outcome.message)}`,
    verification === undefined ? '' : `Verification ${verification.status}: ${escapeMarkdown(verification.message)}`,
    facts
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name}: ${escapeMarkdown(value)}`)
      .join('  \n'),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

/** Plain text: what a task waits for, and when that is done by itself. */
export function blockerTooltip({ blocker, title, until }: Pick<BlockerNode, 'blocker' | 'title' | 'until'>): string {
  const name = title === undefined ? blocker : `${blocker} ${title}`;
  return until === undefined ? name : `${name}\nClears itself when ${until}.`;
}

/** Task files are other people's text: nothing in them becomes a link, an icon, HTML or formatting. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$&]/g, '\\$&').replace(/\r?\n/g, ' ');
}
