/** Links of a session's report: to files of the repository, and to commits where the remote is a forge that we know. */
import { commitPage, type Forge } from '../../git/forge.ts';
import { code, fileLink } from '../../session/report/inline.ts';
import type { SessionTask } from '../../session/session-record.ts';

/** What the report is not told by the record; leave out what is not known. */
export interface ReportPlace {
  /** Of the repository's remote, by forgeOf. */
  readonly forge?: Forge | undefined;
  /**
   * with_report: what the session committed is pushed when the report is there. nowhere: there is no upstream. by_hand, the
   * default: what is not pushed by now waits for a person.
   */
  readonly push?: 'with_report' | 'by_hand' | 'nowhere';
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
  return file === undefined ? code(id) : actionLink(id, file);
}

/** The same for what may be a human action: its folder, since the instructions lie beside its report. */
export function actionLink(id: string, file: string): string {
  return reportLink(id, file.replace(/\/action_report\.json$/, ''));
}

/** A task as a link to its file: where it was archived, else where it is now, else where the session found it. */
export function taskLink({ item_id: id, file, archived }: SessionTask, { files }: ReportPlace): string {
  return reportLink(id, archived?.to ?? files?.get(id) ?? file);
}

/** A commit of a task, as a link where its page can be there: it was pushed, or will be, and to a forge. */
export function commitLink(sha: string, repository: string | undefined, task: SessionTask, place: ReportPlace): string {
  const short = code(sha.slice(0, 8));
  const forge = repository === undefined ? place.forge : place.related?.get(repository);
  const pushed = repository === undefined ? isPushed(task, place) : task.pushed;
  return pushed && forge !== undefined ? `[${short}](${commitPage(forge, sha)})` : short;
}

/** Whether all commits of a task are at the remote when people read of them: by a push of its own, of its archive, of the report. */
export function isPushed({ pushed, archived }: SessionTask, { push }: ReportPlace): boolean {
  return push === 'with_report' || (archived === null ? pushed : archived.pushed);
}
