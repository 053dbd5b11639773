/** What Open Report offers, the newest first. Without the editor. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sessionReportFolder } from '../../session/session-report-data.ts';
import * as l10n from '../l10n.ts';
import type { RepositoryFolder } from '../queue-source.ts';
import type { Verification } from '../run-state.ts';
import { verificationWord } from '../run-words.ts';

export interface ReportPick {
  /** With codicons in `$(name)`. */
  readonly label: string;
  readonly description: string;
  /** Missing for the report of the last verification, which is no file. */
  readonly place?: { readonly root: string; readonly file: string };
}

const kinds = () =>
  [
    {
      title: l10n.t('Session'),
      icon: 'run-all',
      folder: sessionReportFolder,
      name: /^session-(\d{4}-\d\d-\d\d)-[\w-]+\.md$/,
    },
    {
      ...{ title: l10n.t('Retrospective'), icon: 'history', folder: 'docs/retrospectives' },
      name: /^retrospective-(\d{4}-\d\d-\d\d(?:-\d{4})?)[\w-]*\.md$/,
    },
  ] as const;

/** @param last the last verification; undefined where there was none, or a file tells of it */
export async function reportPicks(
  folders: readonly RepositoryFolder[],
  last: Verification | undefined,
): Promise<ReportPick[]> {
  const found: { readonly pick: ReportPick; readonly day: string }[] = [];
  for (const { root, name: repository } of folders) {
    for (const { title, icon, folder, name } of kinds()) {
      for (const file of await readdir(join(root, folder)).catch(() => [])) {
        const day = name.exec(file)?.[1];
        if (day === undefined) continue;
        const label = `$(${icon}) ${title} ${day.replace(/-(\d\d)(\d\d)$/, ' $1:$2')}`;
        const description = folders.length === 1 ? file : `${repository} · ${file}`;
        found.push({ day, pick: { label, description, place: { root, file: `${folder}/${file}` } } });
      }
    }
  }
  const files = found.toSorted((a, b) => b.day.localeCompare(a.day)).map(({ pick }) => pick);
  if (last === undefined) return files;
  return [
    {
      label: `$(verified) ${l10n.t`Verification of ${last.itemId}`}`,
      description: verificationWord(last.status),
    },
    ...files,
  ];
}
