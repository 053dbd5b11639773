import type { KnownBacklog } from '../../backlog/lint/edited-backlog.ts';
import type { QueueSource } from '../queue-source.ts';
import type { Runs } from '../runs.ts';
import type { FileProblems } from './file-problems.ts';
import type { LiveFiles } from './live-files.ts';

/** What the services for files of the queue work with. */
export interface LanguageParts {
  readonly source: QueueSource;
  readonly runs: Runs;
  readonly files: LiveFiles;
  readonly problems: FileProblems;
  /** All that the last reading of a repository found. */
  readonly known: (root: string) => KnownBacklog | undefined;
  /** Tells of what nobody waits for and went wrong. */
  readonly report: (error: unknown) => void;
}
