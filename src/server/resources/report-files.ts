/** The reports that a repository holds: of sessions and of retrospectives, the last of each. */
import type { FolderLister } from '../../backlog/read/folders.ts';
import { sessionReportFolder } from '../../session/session-report-data.ts';

/** Of each kind. */
const mostReports = 20;

export interface ReportFile {
  /** Path below the repository root, with forward slashes. */
  readonly path: string;
  readonly what: 'session' | 'retrospective';
  /** The day in its name. */
  readonly day: string;
}

const kinds = [
  { what: 'session', folder: sessionReportFolder, name: /^session-(\d{4}-\d\d-\d\d)-[\w-]+\.md$/ },
  { what: 'retrospective', folder: 'docs/retrospectives', name: /^retrospective-(\d{4}-\d\d-\d\d)-\d{4}[\w-]*\.md$/ },
] as const;

/** Folders of reports, below the repository root. */
export const reportFolders: readonly string[] = kinds.map(({ folder }) => folder);

/** The newest of each kind first. What lies outside the repository, by a link, is none of its reports. */
export function reportFiles(folders: FolderLister): ReportFile[] {
  return kinds.flatMap(({ what, folder, name }) => {
    const { entries, link } = folders.list(folder);
    if (link === 'outside') return [];
    const days = entries.flatMap((entry) => {
      const day = entry.isFolder ? undefined : name.exec(entry.name)?.[1];
      return day === undefined ? [] : [{ path: `${folder}/${entry.name}`, what, day }];
    });
    return days.reverse().slice(0, mostReports);
  });
}
