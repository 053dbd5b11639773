/**
 * The last paragraph of our commits: which task and which run they belong to, as trailers that `git log` shows with
 * `%(trailers)`. A rebase changes a commit's id and keeps these. See git-interpret-trailers(1): a paragraph of its own,
 * and no line in it that is no trailer.
 */
import { idKey } from '../backlog/task-id.ts';

/** What a commit says of the run that made it. */
export interface RunTrailer {
  readonly taskId: string;
  /** The run's own id, a UUID. */
  readonly run: string;
}

/** `Run` of a commit that a run made for a criterion, `Rolled-Back-Run` of one that took a run's changes back. */
export type TrailerKey = 'Run' | 'Rolled-Back-Run';

/** What `git log --extended-regexp --grep` finds such commits by. */
export const trailerPattern = '^(Rolled-Back-)?Run: [0-9a-f]{8}-[0-9a-f-]{27}$';

/** The paragraph, without a line break at its end. */
export function runTrailers(taskId: string, key: TrailerKey, runs: readonly string[]): string {
  return runs.map((run) => `Task: ${taskId}\n${key}: ${run}`).join('\n');
}

/** The text with a blank before each line that would read as one of our trailers: agents quote what git shows them. */
export function withoutTrailers(text: string): string {
  return text.replace(/^(?=(?:Task|Run|Rolled-Back-Run|Cluster-Change): )/gm, ' ');
}

const pair = /^Task: (\S+)\r?\n(Run|Rolled-Back-Run): ([0-9a-f]{8}-[0-9a-f-]{27})\r?$/gm;

/** The trailers of a message, wherever they stand: a squashed commit has those of all that went into it. Each once. */
export function readTrailers(message: string, key: TrailerKey): RunTrailer[] {
  const found = new Map<string, RunTrailer>();
  for (const [, taskId = '', name, run = ''] of message.matchAll(pair)) {
    if (name === key) found.set(`${idKey(taskId)} ${run}`, { taskId, run });
  }
  return [...found.values()];
}
