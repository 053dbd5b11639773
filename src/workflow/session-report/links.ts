/** Links of a session's report: to files of the repository, and to commits where the remote is a forge that we know. */
import { commitPage, type Forge } from '../../git/forge.ts';
import { code, fileLink } from '../../session/report/inline.ts';
import type { SessionTask } from '../../session/session-record.ts';

/** What the report is not told by the record; leave out what is not known. */
export interface ReportPlace {
  /** Of the repository's remote, by forgeOf. */
  readonly forge?: Forge | undefined;
  /** Of related repositories, by their root. */
  readonly related?: ReadonlyMap<string, Forge>;
  /** Paths of items below the repository root, by id, as they are when the report is written. */
  readonly files?: ReadonlyMap<string, string>;
}

/** docs/reports/ is two folders below the root. */
const depth = 2;

/** A link to a file below the root. */
export function reportLink(label: string, path: string): string {
  return fileLink(label, path, depth);
}

/** An item as a link to its file; its id alone where the file is not known. */
export function itemLink(id: string, { files }: ReportPlace): string {
  const file = files?.get(id);
  return file === undefined ? code(id) : reportLink(id, file);
}

/** A task as a link to its file: where it was archived, else where it is now, else where the session found it. */
export function taskLink({ item_id: id, file, archived }: SessionTask, { files }: ReportPlace): string {
  return reportLink(id, archived?.to ?? files?.get(id) ?? file);
}

/** A commit, as a link where its page can be there: it was pushed, and to a forge. */
export function commitLink(sha: string, repository: string | undefined, pushed: boolean, place: ReportPlace): string {
  const short = code(sha.slice(0, 8));
  const forge = repository === undefined ? place.forge : place.related?.get(repository);
  return pushed && forge !== undefined ? `[${short}](${commitPage(forge, sha)})` : short;
}

/** Whether all commits of a task are at the remote: its own push, or that of the archive commit. */
export function isPushed({ pushed, archived }: SessionTask): boolean {
  return archived === null ? pushed : archived.pushed;
}
